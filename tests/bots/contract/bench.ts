/** What a fixture brings to the contract, and what its tests work with. */
import type { Message } from '#flows/engine/message.ts';
import type { Content } from '#flows/engine/item.ts';
import type { Accept, Arrival, Channel } from '#bots/channel.ts';
import type { Action, Done } from '#simulator/people/actions.ts';
import type { Shown } from '#simulator/world/shown.ts';
import type { Said } from '../support.ts';

/** How a call goes wrong; `strikes after` means that the platform has carried it out. */
export type Mishap =
  | 'limited' // for 3 s
  | 'failed' // the platform's own fault
  | 'gateway' // somebody else's page
  | 'rival' // another takes the updates of this account
  | 'refused' // cut before it is done
  | 'hanging'
  | 'silent' // strikes after, no answer ever
  | 'cut' // strikes after
  | 'late'; // strikes after, the answer comes when nobody waits any more; of an acknowledgement: it comes too late itself

/** These end only when the channel's own patience does. */
export const ENDLESS: readonly Mishap[] = ['hanging', 'silent', 'late'];

export type What = 'sending' | 'taking' | 'fetching' | 'acknowledging';

export interface Has {
  buttons: boolean;
  /** It says which language a person's app has. */
  language: boolean;
  /** It says who blocked the account. */
  blocks: boolean;
  /** A voice note can have a caption. */
  voiceCaptions: boolean;
  /** A person can edit and delete what they sent. */
  edits: boolean;
  deletes: boolean;
  albums: boolean;
  groups: boolean;
  /** A group's address can change. */
  migration: boolean;
  /** The platform proves that a contact is the sender's. */
  contacts: boolean;
  shareContact: boolean;
  liveLocation: boolean;
  polls: boolean;
  /** Mishaps that the stand-in can do to each kind of call. */
  mishaps: Record<What, readonly Mishap[]>;
  /** UTF-16 units of one message's text, and bytes of the largest file that can be fetched. */
  textLength: number;
  downloadBytes: number;
}

export interface Fixture {
  name: string;
  has: Has;
  open(): Promise<Stage>;
}

/** One person's phone, open at the channel's account. */
export interface Person {
  address: string;
  do(action: Action): Done;
  /** The channel's own name of a message that the phone shows under this number. */
  named(message: number): string;
  /** The channel's messages, as they were first shown. */
  messages(): Shown[];
  /** Words that answered presses without being messages. */
  toasts(): string[];
  /** Sends what this release has never heard of. */
  strange(): void;
}

export interface Group {
  readonly address: string;
  /** The account is brought in with the right to hear everything. */
  bring(): void;
  say(text: string): void;
  /** How somebody there speaks to it. */
  call: string;
  /** Becomes a group of another address, which it returns. */
  migrate(): string;
}

export interface Stage {
  /** An edge to the one account; `start` is the test's. `hasty`: it waits for an answer only as long as a test can. */
  channel(options?: { hasty?: boolean }): Channel;
  accept: Accept;
  arrivals: Arrival[];
  /** What the arrivals say, a text without the platform's id of it. */
  contents(): Content[];
  /** What accept does before it stores, and how often it was called. */
  store: { before(arrival: Arrival): Promise<void>; tries: number };
  /** An error that means the database is away. */
  away(): Error;
  person(name: string): Person;
  group(name: string): Group;
  /** The next call of this kind goes wrong. */
  fail(what: What, how: Mishap): void;
  /** Mishaps that have not come about yet, and calls of this kind until now. */
  waiting(): number;
  calls(what: What): number;
  /** Things that the platform still keeps, because nobody acknowledged them. */
  kept(): number;
  /** `<address> <reachable>` and `<from> -> <to>`. */
  news: string[];
  poisoned: unknown[];
  said: Said[];
  /** The bytes behind `OutFile.id`; `reads` counts how often one was asked for. */
  house: { files: Map<string, Buffer>; reads: number; away: boolean };
  /** What no error and no log may hold. */
  secret: RegExp;
  close(): Promise<void>;
}

/** A test of one stage; the channel is started with `running`. */
export type Scene = (stage: Stage, channel: Channel) => Promise<void>;

export interface Bench {
  has: Has;
  /** A channel that only sends. */
  still(run: Scene): () => Promise<void>;
  /** A channel that takes what comes. */
  running(run: Scene): () => Promise<void>;
  /** Makes the test only where the platform has what it is about. */
  when(has: boolean, what: string, test: () => Promise<void>): void;
}

export const words = (text: string, more: Partial<Message> = {}): Message => ({ class: 'reply', text, ...more });
export const never = new AbortController().signal;
