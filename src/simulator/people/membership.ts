/** Blocking, leaving, joining: who may write to whom, and the updates that tell bots of it. */
import type { ChatMember, Update } from '@grammyjs/types';
import { plainUser, type World } from '../world.ts';
import type { Bot, Content, Dialog, Person } from '../world/types.ts';
import type { Delivery, Scene } from './say.ts';
import { type Done, Impossible } from './actions.ts';

type Status = 'member' | 'left' | 'kicked' | 'administrator';

export function botMember(bot: Bot, status: Status, topics = false): ChatMember {
  const user = plainUser(bot);
  if (status === 'kicked') return { status, user, until_date: 0 };
  return { status, user, ...(status === 'administrator' && { can_manage_topics: topics }) } as ChatMember;
}

function tell(scene: Scene, bot: Bot, from: Status, to: Status, { twice }: Delivery = {}): number[] {
  const { world, person, dialog } = scene;
  const my_chat_member: Update['my_chat_member'] = {
    chat: dialog.chat,
    from: person.user,
    date: Math.floor(world.now() / 1000),
    old_chat_member: botMember(bot, from),
    new_chat_member: botMember(bot, to, dialog.managers.has(bot)),
  };
  const id = world.notify(bot, { my_chat_member }, twice);
  return id === null ? [] : [id];
}

export function block(scene: Scene, delivery: Delivery): Done {
  if (scene.dialog.chat.type !== 'private') throw new Impossible('A group cannot be blocked: remove the bot.');
  scene.dialog.blocked = true;
  return { updates: [...scene.dialog.bots].flatMap((bot) => tell(scene, bot, 'member', 'kicked', delivery)) };
}

export function unblock(scene: Scene, delivery: Delivery): Done {
  if (!scene.dialog.blocked) throw new Impossible('The bot is not blocked.');
  scene.dialog.blocked = false;
  return { updates: [...scene.dialog.bots].flatMap((bot) => tell(scene, bot, 'kicked', 'member', delivery)) };
}

/** The bot may still write afterwards; its old messages are gone, no update tells it. */
export function clear({ world, person, dialog }: Scene): Done {
  dialog.messages.clear();
  dialog.keyboard = null;
  world.show(dialog, person, 'cleared', { id: 0 });
  return { updates: [] };
}

/** A service message that every bot of the group gets, whatever its privacy. */
function announce({ world, person, dialog }: Scene, content: Content): number[] {
  const message = world.post(dialog, person, content) as NonNullable<Update['message']>;
  return [...dialog.bots].map((bot) => world.notify(bot, { message })).filter((id) => id !== null);
}

export function addBot(scene: Scene, bot: Bot, admin = false): Done {
  scene.dialog.bots.add(bot);
  if (admin) scene.dialog.admins.add(bot);
  const changed = tell(scene, bot, 'left', admin ? 'administrator' : 'member');
  return { updates: [...changed, ...announce(scene, { new_chat_members: [plainUser(bot)] })] };
}

/** Makes the bot an administrator, with or without the right to manage topics, or a plain member again. */
export function promote(scene: Scene, bot: Bot, admin: boolean, topics: boolean): number[] {
  const { admins, managers } = scene.dialog;
  const before = admins.has(bot) ? 'administrator' : 'member';
  if (admin) admins.add(bot);
  else admins.delete(bot);
  if (topics) managers.add(bot);
  else managers.delete(bot);
  return tell(scene, bot, before, admin ? 'administrator' : 'member');
}

export function removeBot(scene: Scene, bot: Bot): Done {
  const updates = [...tell(scene, bot, 'member', 'kicked'), ...announce(scene, { left_chat_member: plainUser(bot) })];
  scene.dialog.bots.delete(bot);
  scene.dialog.admins.delete(bot);
  scene.dialog.managers.delete(bot);
  return { updates };
}

/** Turns a basic group into a supergroup with another id; the old id answers with `migrate_to_chat_id` from now on. */
export function migrate(world: World, dialog: Dialog, by: Person): Dialog {
  if (dialog.chat.type !== 'group' || dialog.movedTo !== null)
    throw new Impossible('Only a basic group can be migrated.');
  const next = world.newGroup(dialog.chat.title, [...dialog.people], true);
  for (const bot of dialog.bots) next.bots.add(bot);
  for (const bot of dialog.admins) next.admins.add(bot);
  for (const bot of dialog.managers) next.managers.add(bot);
  announce({ world, person: by, dialog }, { migrate_to_chat_id: next.chat.id });
  dialog.movedTo = next.chat.id;
  announce({ world, person: by, dialog: next }, { migrate_from_chat_id: dialog.chat.id });
  return next;
}
