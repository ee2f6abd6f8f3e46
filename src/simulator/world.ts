/** The platform's world in memory: bots, people, chats, messages. It knows no HTTP and no limits; those are `bot-api/`. */
import type { Message, Update, User } from '@grammyjs/types';
import { Callbacks } from './world/callbacks.ts';
import { Feed } from './world/feed.ts';
import { Files } from './world/files.ts';
import { numberOf, risingIds } from './world/ids.ts';
import { keyboardButtons, messageParts, type Event, type Shown } from './world/shown.ts';
import { UpdateQueue } from './world/updates.ts';
import {
  isBot,
  type Bot,
  type BotSpec,
  type Content,
  type Dialog,
  type Person,
  type PersonSpec,
} from './world/types.ts';

export interface PostOptions {
  replyTo?: number | undefined;
  /** Ms; now without it. An old one stands for an update that waited a long time. */
  at?: number | undefined;
  /** The update comes again after it was acknowledged. */
  twice?: boolean | undefined;
  /** Topic of a forum. */
  topic?: number | undefined;
  /** An administrator who shows the group's name instead of their own. */
  anonymous?: boolean | undefined;
}

export class World {
  /** Machine time in ms; a test may hold it. */
  readonly now: () => number;
  readonly bots: Bot[] = [];
  readonly people = new Map<string, Person>();
  readonly dialogs = new Map<string, Dialog>();
  readonly files = new Files();
  readonly feed = new Feed<Shown>();
  readonly callbacks: Callbacks;
  /** Called when a private chat was opened, blocked or unblocked. */
  onMembership: () => void = () => {};
  private ids: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
    this.ids = risingIds(now());
    this.callbacks = new Callbacks(now);
  }

  addBot(spec: BotSpec): Bot {
    const bot: Bot = {
      token: spec.token,
      channel: spec.channel,
      privacy: spec.privacy ?? true,
      whatsapp: spec.whatsapp ?? false,
      me: botUser(spec),
      updates: new UpdateQueue(risingIds(this.now())),
      commands: new Map(),
      description: '',
      messageIds: risingIds(this.now()),
    };
    this.bots.push(bot);
    return bot;
  }

  /** By token, username or the channel it serves. */
  bot(name: string): Bot | undefined {
    return this.bots.find((bot) => [bot.token, bot.me.username, bot.channel].includes(name));
  }

  /** The person of this name; made on first mention, with the same id and phone in every run. `spec` changes what is given. */
  person(key: string, spec: PersonSpec = {}): Person {
    const known = this.people.get(key);
    const person = known ?? newPerson(key);
    this.people.set(key, person);
    Object.assign(person.user, {
      ...(spec.name !== undefined && { first_name: spec.name }),
      ...(spec.language !== undefined && { language_code: spec.language }),
      ...(spec.username !== undefined && { username: spec.username }),
    });
    if (spec.phone !== undefined) person.phone = spec.phone;
    return person;
  }

  /** The private chat of a person with a bot; closed until the person writes. */
  privateDialog(bot: Bot, person: Person): Dialog {
    const key = `${bot.me.id}:${person.user.id}`;
    const known = this.dialogs.get(key);
    if (known) return known;
    const { id, first_name, username } = person.user;
    const chat = { id, type: 'private' as const, first_name, ...(username !== undefined && { username }) };
    const dialog = newDialog(chat, [bot], [person], bot.messageIds);
    this.dialogs.set(key, dialog);
    return dialog;
  }

  /** A new group of people and bots; basic unless `supergroup`. The bots are told by service messages of their own. */
  newGroup(title: string, people: Person[], supergroup = false): Dialog {
    const id = supergroup ? -1_000_000_000_000 - this.ids() : -this.ids();
    const chat = { id, type: supergroup ? ('supergroup' as const) : ('group' as const), title };
    const dialog = newDialog(chat, [], people, risingIds(this.now()));
    dialog.opened = true;
    this.dialogs.set(String(id), dialog);
    return dialog;
  }

  /** The chat that a bot means by an id: one it shares, open or not. */
  dialog(bot: Bot, chatId: number): Dialog | undefined {
    return this.dialogs.get(`${bot.me.id}:${chatId}`) ?? this.dialogs.get(String(chatId));
  }

  /** Puts a message into a chat. A person's also becomes an update of each bot that may read it. */
  post(dialog: Dialog, from: Bot | Person, content: Content, options: PostOptions = {}): Message {
    const { topic, anonymous } = options;
    // What answers nothing in a topic answers the message that began it: so does the platform.
    const replyTo = options.replyTo ?? (isBot(from) ? undefined : topic);
    const replied = replyTo === undefined ? undefined : dialog.messages.get(replyTo);
    const { reply_to_message: _, ...flat } = replied ?? ({} as Message);
    const message: Message = {
      message_id: dialog.messageIds(),
      from: isBot(from) ? plainUser(from) : anonymous ? ANONYMOUS : from.user,
      ...(anonymous && { sender_chat: dialog.chat as NonNullable<Message['sender_chat']> }),
      chat: dialog.chat,
      date: Math.floor((options.at ?? this.now()) / 1000),
      ...(topic !== undefined && { message_thread_id: topic, is_topic_message: true as const }),
      ...(replied && { reply_to_message: flat as NonNullable<Message['reply_to_message']> }),
      ...content,
    };
    dialog.messages.set(message.message_id, message);
    if (isBot(from)) dialog.lastBot = from;
    this.show(dialog, from, 'message', messageParts(message, this.files));
    return message;
  }

  /** Replaces parts of a message. `undefined` parts are removed. */
  revise(
    dialog: Dialog,
    from: Bot | Person,
    id: number,
    content: { [K in keyof Content]?: Content[K] | undefined },
  ): Message {
    const old = dialog.messages.get(id)!;
    const merged = { ...old, ...content, edit_date: Math.floor(this.now() / 1000) };
    const message = Object.fromEntries(
      Object.entries(merged).filter(([, value]) => value !== undefined),
    ) as unknown as Message;
    dialog.messages.set(id, message);
    this.show(dialog, from, 'edited', messageParts(message, this.files));
    return message;
  }

  remove(dialog: Dialog, by: Bot | Person, id: number): void {
    const topic = dialog.messages.get(id)?.message_thread_id;
    dialog.messages.delete(id);
    this.show(dialog, by, 'deleted', { id, ...(topic !== undefined && { topic }) });
  }

  /** Gives a bot an update; the id, or null if the bot does not take the kind. */
  notify(bot: Bot, content: Omit<Update, 'update_id'>, twice = false): number | null {
    return bot.updates.push(content, twice);
  }

  /** Adds to what people's phones show. */
  show(dialog: Dialog, from: Bot | Person, what: Shown['what'], parts: Partial<Event> & { id: number }): Shown {
    const [only] = dialog.bots;
    const shownBot = dialog.chat.type === 'private' ? only : isBot(from) ? from : undefined;
    return this.feed.add({
      at: this.now(),
      what,
      chat: dialog.chat.id,
      ...(dialog.chat.title !== undefined && { group: dialog.chat.title }),
      bot: shownBot?.me.username ?? '',
      people: [...dialog.people].map((person) => person.key),
      from: isBot(from) ? from.me.username : from.key,
      byBot: isBot(from),
      text: '',
      html: '',
      buttons: [],
      keyboard: keyboardButtons(dialog),
      ...parts,
    });
  }
}

/** Stands for whichever administrator hides behind the group. */
const ANONYMOUS: User = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };

/** A bot as it appears in messages: without what only getMe says. */
export function plainUser(bot: Bot): User {
  const { id, first_name, username } = bot.me;
  return { id, is_bot: true, first_name, username };
}

function botUser(spec: BotSpec): Bot['me'] {
  return {
    id: Number.parseInt(spec.token, 10),
    is_bot: true,
    first_name: spec.name ?? spec.username,
    username: spec.username,
    can_join_groups: true,
    can_read_all_group_messages: !(spec.privacy ?? true),
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
}

function newPerson(key: string): Person {
  const words = key.replaceAll(/[-_]+/g, ' ').trim();
  return {
    key,
    user: {
      id: numberOf(key, 1_000_000_000, 900_000_000),
      is_bot: false,
      first_name: words.charAt(0).toUpperCase() + words.slice(1),
      language_code: 'id',
    },
    phone: `62812${numberOf(`phone of ${key}`, 10_000_000, 80_000_000)}`,
  };
}

function newDialog(chat: Dialog['chat'], bots: Bot[], people: Person[], messageIds: () => number): Dialog {
  return {
    chat,
    bots: new Set(bots),
    admins: new Set(),
    managers: new Set(),
    topics: null,
    people: new Set(people),
    messages: new Map(),
    messageIds,
    opened: false,
    blocked: false,
    keyboard: null,
    lastBot: null,
    movedTo: null,
  };
}
