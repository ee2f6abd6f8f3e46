/** Carries an action out: what the person's app shows, and the updates that bots get. */
import type { Message, Poll } from '@grammyjs/types';
import { withAutoEntities } from '../world/auto-entities.ts';
import { contactContent, fileContent } from '../world/content.ts';
import { numberOf } from '../world/ids.ts';
import type { FileKind } from '../world/files.ts';
import { isNumber, type Content } from '../world/types.ts';
import { type Action, type Done, Impossible } from './actions.ts';
import { block, clear, unblock } from './membership.ts';
import { press } from './press.ts';
import { revise, say, textContent, type Delivery, type Scene } from './say.ts';

const LIVE_SECONDS = 3600;

const MEMBERSHIP = ['start', 'block', 'unblock'];

/** Throws `Impossible` where the app would not let the person. */
export function act(scene: Scene, action: Action): Done {
  const done = carryOut(scene, action);
  if (MEMBERSHIP.includes(action.do)) scene.world.onMembership();
  return done;
}

function carryOut(scene: Scene, action: Action): Done {
  const { dialog } = scene;
  const free = [...MEMBERSHIP, 'clear', 'again'];
  if (isNumber(dialog)) open(scene);
  if (!dialog.opened && !free.includes(action.do)) throw new Impossible('Press Start first: this chat is not open.');
  if (dialog.blocked && !free.includes(action.do)) throw new Impossible('The bot is blocked: unblock it first.');
  switch (action.do) {
    case 'start':
      return start(scene, action.payload, action);
    case 'text':
      return say(scene, textContent(action.text), action);
    case 'press':
      return press(scene, action);
    case 'photo':
    case 'video':
    case 'voice':
      return say(scene, media(scene, { ...action, kind: action.do }), action);
    case 'file':
      return say(scene, media(scene, { ...action, kind: 'document' }), action);
    case 'album':
      return album(scene, action);
    case 'location':
      return say(scene, locationContent(action.lat, action.lon, action.live), action);
    case 'move':
      return revise(
        scene,
        findOwn(scene, action.message, (m) => m.location?.live_period !== undefined),
        locationContent(action.lat, action.lon, true),
        action,
      );
    case 'contact':
      return say(scene, contact(scene, action.of ?? 'own'), action);
    case 'sticker':
      return say(scene, media(scene, { kind: 'sticker' }), action);
    case 'poll':
      return say(scene, { poll: poll(action.question, action.options) }, action);
    case 'edit':
      return revise(
        scene,
        findOwn(scene, action.message, (m) => m.text !== undefined),
        { entities: undefined, ...textContent(action.text) },
        action,
      );
    case 'delete': {
      const id = findOwn(scene, action.message, () => true);
      scene.world.remove(dialog, scene.person, id);
      return { updates: [], message: id };
    }
    case 'forward':
      return say(
        scene,
        { ...textContent(action.text), forward_origin: origin(scene, action.of, action.hidden) },
        action,
      );
    case 'block':
      return block(scene, action);
    case 'unblock':
      return unblock(scene, action);
    case 'clear':
      return clear(scene);
    case 'again':
      throw new Impossible('Nothing was done here before.');
  }
}

/** A number at WhatsApp: nobody presses Start there, whoever writes has opened the chat. */
function open({ world, dialog }: Scene): void {
  if (dialog.opened) return;
  dialog.opened = true;
  world.onMembership();
}

function start(scene: Scene, payload: string | undefined, delivery: Delivery): Done {
  const before = scene.dialog.blocked ? unblock(scene, delivery).updates : [];
  scene.dialog.opened = true;
  const word = isNumber(scene.dialog) ? 'Mulai' : '/start';
  const done = say(scene, textContent(payload === undefined ? word : `${word} ${payload}`), delivery);
  return { ...done, updates: [...before, ...done.updates] };
}

interface MediaSpec {
  kind: FileKind;
  bytes?: Uint8Array | undefined;
  name?: string | undefined;
  mime?: string | undefined;
  size?: number | undefined;
  caption?: string | undefined;
  seconds?: number | undefined;
}

function media({ world, dialog }: Scene, spec: MediaSpec): Content {
  const file = world.files.add({ ...spec, bytes: spec.bytes ?? new Uint8Array(16) }, dialog.bots);
  const caption =
    spec.caption === undefined ? {} : { caption: spec.caption, caption_entities: withAutoEntities(spec.caption) };
  return { ...fileContent(file, spec.seconds), ...caption };
}

function album(scene: Scene, action: Extract<Action, { do: 'album' }>): Done {
  const group = String(numberOf(`album ${scene.dialog.messageIds()}`, 10 ** 12, 10 ** 12));
  const sent = action.items.map((item) => say(scene, { ...media(scene, item), media_group_id: group }, action));
  return { updates: sent.flatMap((done) => done.updates), message: sent.at(-1)!.message! };
}

function locationContent(latitude: number, longitude: number, live?: boolean): Content {
  return { location: { latitude, longitude, ...(live && { live_period: LIVE_SECONDS }) } };
}

function contact({ world, person }: Scene, of: string | { name: string; phone: string }): Content {
  if (of === 'own') return contactContent(person);
  if (typeof of === 'string') return contactContent(world.person(of));
  return { contact: { phone_number: of.phone, first_name: of.name } };
}

function poll(question: string, options: string[]): Poll {
  return {
    id: String(numberOf(question, 10 ** 9, 10 ** 9)),
    question,
    options: options.map((text, n) => ({ persistent_id: String(n), text, voter_count: 0 })),
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: true,
    type: 'regular',
    allows_multiple_answers: false,
    allows_revoting: true,
    members_only: false,
  };
}

function origin({ world }: Scene, of: string, hidden = false): NonNullable<Content['forward_origin']> {
  const date = Math.floor(world.now() / 1000) - 60;
  if (hidden) return { type: 'hidden_user', sender_user_name: of, date };
  return { type: 'user', sender_user: world.person(of).user, date };
}

function findOwn({ dialog, person }: Scene, id: number | undefined, fits: (message: Message) => boolean): number {
  const own = [...dialog.messages.values()].filter((m) => m.from?.id === person.user.id && fits(m));
  const message = id === undefined ? own.at(-1) : own.find((m) => m.message_id === id);
  if (!message) throw new Impossible('There is no such message of this person.');
  return message.message_id;
}
