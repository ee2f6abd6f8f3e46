/** What the stand-in's world is made of. Platform objects are typed by `@grammyjs/types`. */
import type { BotCommand, Chat, Message, ReplyKeyboardMarkup, User, UserFromGetMe } from '@grammyjs/types';
import type { UpdateQueue } from './updates.ts';

export interface BotSpec {
  /** `<id>:<secret>`, as Telegram gives it. */
  token: string;
  username: string;
  /** Shown name; the username without one. */
  name?: string;
  /** Another name by which people tools address the bot: the channel it serves. */
  channel?: string;
  /** Privacy mode in groups; on by default, as with Telegram. */
  privacy?: boolean;
  /** A number at WhatsApp: nobody presses Start there, they write. */
  whatsapp?: boolean;
}

export interface Bot {
  token: string;
  channel: string | undefined;
  me: UserFromGetMe;
  privacy: boolean;
  whatsapp: boolean;
  updates: UpdateQueue;
  /** By whom they are shown to, and in which language: `all_private_chats en`. */
  commands: Map<string, BotCommand[]>;
  description: string;
  /** Private chats share one counter of message ids per bot account, as with Telegram. */
  messageIds: () => number;
}

export interface PersonSpec {
  name?: string | undefined;
  /** Digits with country code, no plus sign. */
  phone?: string | undefined;
  /** IETF tag that the app reports. */
  language?: string | undefined;
  username?: string | undefined;
}

export interface Person {
  /** The name by which tools address the person, for example `warga-1`. */
  key: string;
  user: User;
  phone: string;
}

/** A topic of a forum. What is said without one stands in General. */
export interface Topic {
  id: number;
  name: string;
  closed: boolean;
}

/** One chat: a person with a bot, or a group. */
export interface Dialog {
  chat: Exclude<Chat, Chat.ChannelChat>;
  bots: Set<Bot>;
  /** Bots that are administrators of a group: they read everything. */
  admins: Set<Bot>;
  /** Those of them that may manage topics. */
  managers: Set<Bot>;
  /** Topics of a forum by id, which is that of the message that began them; null where topics are off. */
  topics: Map<number, Topic> | null;
  people: Set<Person>;
  messages: Map<number, Message>;
  messageIds: () => number;
  /** Private: the person wrote or pressed Start at least once. Without it the platform knows no such chat. */
  opened: boolean;
  blocked: boolean;
  /** The reply keyboard that people see now. */
  keyboard: ReplyKeyboardMarkup | null;
  /** The bot that wrote last; in a group it also gets commands without a name. */
  lastBot: Bot | null;
  /** Id of the supergroup that this group became. */
  movedTo: number | null;
}

/** A chat with a number at WhatsApp. */
export const isNumber = ({ chat, bots }: Dialog): boolean =>
  chat.type === 'private' && [...bots].some(({ whatsapp }) => whatsapp);

/** The parts of a message that differ from kind to kind. */
export type Content = Omit<Partial<Message>, 'message_id' | 'date' | 'chat' | 'from'>;

export const isBot = (who: Bot | Person): who is Bot => 'token' in who;
