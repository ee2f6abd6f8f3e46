/** People as handles: what tests in the process use. `people/routes.ts` is the same over HTTP. */
import type { World } from './world.ts';
import { act } from './people/act.ts';
import { closeTopic, deleteTopic, openTopic, rights, topicsOn } from './people/forum.ts';
import { type Action, type Done, Impossible } from './people/actions.ts';
import { addBot, migrate, removeBot } from './people/membership.ts';
import type { Scene } from './people/say.ts';
import type { Shown } from './world/shown.ts';
import type { Bot, Dialog, Person, PersonSpec } from './world/types.ts';

type Of<Name extends Action['do']> = Omit<Extract<Action, { do: Name }>, 'do'>;
type Options = Pick<Action, 'twice' | 'at' | 'replyTo' | 'anonymous'>;

/** One person's phone, open at one chat. Every action may take `{ twice: true }`: delivered again although acknowledged. */
export class Phone {
  readonly scene: Scene;
  private last: number[] = [];

  constructor(scene: Scene) {
    this.scene = scene;
  }

  do(action: Action): Done {
    if (action.do === 'again') return this.again();
    const done = act(this.scene, action);
    this.last = done.updates;
    return done;
  }

  start(payload?: string, options: Options = {}): Done {
    return this.do({ do: 'start', ...(payload !== undefined && { payload }), ...options });
  }

  text(text: string, options: Options = {}): Done {
    return this.do({ do: 'text', text, ...options });
  }

  /** By label, or by place from 0; see `press` in `people/actions.ts`. */
  press(button: string | number, options: Omit<Of<'press'>, 'button'> = {}): Done {
    return this.do({ do: 'press', button, ...options });
  }

  photo(file: Of<'photo'> = {}): Done {
    return this.do({ do: 'photo', ...file });
  }

  voice(file: Of<'voice'> = {}): Done {
    return this.do({ do: 'voice', ...file });
  }

  file(file: Of<'file'>): Done {
    return this.do({ do: 'file', ...file });
  }

  location(lat: number, lon: number, options: Omit<Of<'location'>, 'lat' | 'lon'> = {}): Done {
    return this.do({ do: 'location', lat, lon, ...options });
  }

  contact(of: Of<'contact'>['of'] = 'own', options: Options = {}): Done {
    return this.do({ do: 'contact', of, ...options });
  }

  edit(text: string, options: Omit<Of<'edit'>, 'text'> = {}): Done {
    return this.do({ do: 'edit', text, ...options });
  }

  block(): Done {
    return this.do({ do: 'block' });
  }

  unblock(): Done {
    return this.do({ do: 'unblock' });
  }

  /** Delivers the updates of the last action once more. */
  again(): Done {
    if (this.last.length === 0) throw new Impossible('Nothing was done here before.');
    const bots = [...this.scene.dialog.bots];
    return { updates: this.last.filter((id) => bots.some((bot) => bot.updates.repeat(id))) };
  }

  /** Everything this chat's phone showed after `seq`. */
  events(seq = 0): Shown[] {
    return this.scene.world.feed.after(seq, this.sees);
  }

  /** The bots' new messages after `seq`. */
  messages(seq = 0): Shown[] {
    return this.events(seq).filter(isMessageOfBot);
  }

  /** Waits up to `ms` for the first message of a bot after `seq`; throws if none comes. */
  async next(seq: number, ms = 10_000): Promise<Shown> {
    const [message] = await this.scene.world.feed.next(seq, (event) => this.sees(event) && isMessageOfBot(event), ms);
    if (!message) throw new Error(`No message came to ${this.scene.person.key} within ${ms} ms.`);
    return message;
  }

  /** Does something and waits for the first message that comes after it. */
  async ask(action: (phone: this) => unknown, ms = 10_000): Promise<Shown> {
    const before = this.scene.world.feed.position;
    action(this);
    return this.next(before, ms);
  }

  readonly sees = (event: Shown): boolean => {
    const { dialog, topic } = this.scene;
    const [bot] = dialog.bots;
    if (topic !== undefined && event.topic !== topic) return false;
    return event.chat === dialog.chat.id && (dialog.chat.type !== 'private' || event.bot === bot?.me.username);
  };
}

export const isMessageOfBot = (event: Shown): boolean => event.byBot && event.what === 'message';

export class Group {
  readonly world: World;
  dialog: Dialog;
  private people: People;

  constructor(world: World, dialog: Dialog, people: People) {
    this.world = world;
    this.dialog = dialog;
    this.people = people;
  }

  get id(): number {
    return this.dialog.chat.id;
  }

  add(bot: string, by: string, admin = false): Done {
    return addBot(this.sceneOf(by), this.people.bot(bot), admin);
  }

  remove(bot: string, by: string): Done {
    return removeBot(this.sceneOf(by), this.people.bot(bot));
  }

  /** Becomes a supergroup; this handle follows it. */
  migrate(by: string): number {
    this.dialog = migrate(this.world, this.dialog, this.world.person(by));
    return this.id;
  }

  /** Of a forum: `topic` by id; General without it. */
  phone(key: string, topic?: number): Phone {
    const person = this.world.person(key);
    if (!this.dialog.people.has(person)) throw new Impossible(`${key} is not in this group.`);
    return this.people.phoneAt(person, this.dialog, topic);
  }

  /** Turns topics on or off. */
  topics(on: boolean, by: string): void {
    topicsOn(this.sceneOf(by), on);
  }

  /** What the bot may do here; told to it as the platform does. */
  rights(bot: string, by: string, may: { admin: boolean; topics: boolean }): Done {
    return rights(this.sceneOf(by), this.people.bot(bot), may);
  }

  /** Topics by name, those whose name holds `part`. */
  named(part: string): { id: number; name: string; closed: boolean }[] {
    return [...(this.dialog.topics?.values() ?? [])].filter(({ name }) => name.includes(part));
  }

  openTopic(name: string, by: string): Done {
    return openTopic(this.sceneOf(by), name);
  }

  closeTopic(id: number, by: string, closed = true): Done {
    return closeTopic(this.sceneOf(by), id, closed);
  }

  deleteTopic(id: number, by: string): void {
    deleteTopic(this.sceneOf(by), id);
  }

  private sceneOf(person: string): Scene {
    return { world: this.world, person: this.world.person(person), dialog: this.dialog };
  }
}

export class People {
  readonly world: World;
  private phones = new Map<string, Phone>();

  constructor(world: World) {
    this.world = world;
  }

  /** The phone of `person` at a bot (by username or channel). `spec` sets name, phone number, language. */
  phone(person: string, bot: string, spec: PersonSpec = {}): Phone {
    const someone = this.world.person(person, spec);
    return this.phoneAt(someone, this.world.privateDialog(this.bot(bot), someone));
  }

  /** The same phone each time, since it remembers what was done last. */
  phoneAt(person: Person, dialog: Dialog, topic?: number): Phone {
    const [bot] = dialog.bots;
    const key = `${person.key} ${dialog.chat.id} ${dialog.chat.type === 'private' ? bot?.me.id : (topic ?? '')}`;
    const scene = { world: this.world, person, dialog, ...(topic !== undefined && { topic }) };
    const phone = this.phones.get(key) ?? new Phone(scene);
    this.phones.set(key, phone);
    return phone;
  }

  group(
    title: string,
    people: string[],
    options: { bots?: string[]; supergroup?: boolean; forum?: boolean } = {},
  ): Group {
    const members = people.map((key) => this.world.person(key));
    const group = new Group(this.world, this.world.newGroup(title, members, options.supergroup || options.forum), this);
    if (options.forum) group.topics(true, people[0]!);
    for (const bot of options.bots ?? []) {
      group.add(bot, people[0]!);
      if (options.forum) group.rights(bot, people[0]!, { admin: true, topics: true });
    }
    return group;
  }

  groupOf(id: number): Group {
    const dialog = this.world.dialogs.get(String(id));
    if (!dialog) throw new Impossible(`There is no group ${id}.`);
    return new Group(this.world, dialog, this);
  }

  bot(name: string): Bot {
    const bot = this.world.bot(name);
    if (!bot)
      throw new Impossible(
        `There is no bot ${name}. Bots: ${this.world.bots.map((each) => each.me.username).join(', ')}.`,
      );
    return bot;
  }
}
