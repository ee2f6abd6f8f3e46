/** The chat document: the engine's part of it, what came in, what goes out, and what somebody must still look at. */
import { randomInt } from 'node:crypto';
import { newChat } from '#flows/engine/chat.ts';
import type { ChatState, Intent, Side } from '#flows/engine/chat.ts';
import type { Item } from '#flows/engine/item.ts';
import type { Message } from '#flows/engine/message.ts';

/** `sending` is owned by process `by` until `until` (machine ms); past it the outcome is ambiguous. What was sent is gone from here. */
export interface OutboxEntry {
  message: Message;
  state: 'ready' | 'sending' | 'unknown';
  by?: string;
  until?: number;
  /** Machine ms before which a `ready` entry is not sent (the platform asked to wait). */
  notBefore?: number;
  /** Ambiguous endings so far. */
  tries?: number;
  /** Of the item whose turn said it. */
  trace?: string;
}

/** Set aside for a person of staff: an item that could not be carried out, or a message that nobody knows to have arrived. */
export interface DeadItem {
  reference: string;
  item?: Item;
  message?: Message;
  /** The chat's last question then: where it is the last one still, the person's message may be tried again. */
  askNo?: number;
  error: string;
  at: number;
}

/** `mark`: of the accept that brought it; a repeated delivery has another one. */
export type KeptItem = Item & { mark?: string };

/** `at` (machine ms): since when; `by`, `until`: in whose hands. */
export type KeptIntent = Intent & {
  at?: number;
  tries?: number;
  by?: string;
  until?: number;
  trace?: string;
  /** Nothing in the chat asked for it: it takes nobody into a conversation there. */
  elsewhere?: true;
};

export interface ChatDoc extends ChatState {
  /** `<channel>:<address>`. */
  _id: string;
  schema: 1;
  rev: number;
  /**
   * Counts the writes on the document, by anybody, from a number drawn by lot: whoever knows this number knows the document, but for
   * `sweepAt` and what was sent. A chat that was erased and made anew never comes by an old number, however wrong a clock is.
   */
  writes: number;
  /** Lowest engine version that may run a turn on it. */
  engine: number;
  /** Machine ms; 0: handed back, for whoever sweeps next. */
  busyUntil: number;
  seen: string[];
  inbox: KeptItem[];
  /** Mark of the last commit. */
  turn?: string;
  /** By `m<n>`; a map, since one update cannot push to and pull from an array. */
  outbox: Record<string, OutboxEntry>;
  /** By `i<n>`: effects whose result was not taken in yet. */
  intents: Record<string, KeptIntent>;
  /** Machine ms when the sweeper looks here; absent when nothing can be left undone. */
  sweepAt?: number;
  faults?: { item: string; count: number };
  deadletters?: DeadItem[];
  /** Marks of being carried from here to another chat, and of what was carried here last. */
  leaving?: string;
  taken?: string;
  /** Where to send if the platform moved the chat. */
  movedTo?: string;
  /** The person blocked the bot or is gone; nothing is sent until they write. */
  unreachable?: boolean;
  /** Messages that did not reach them for it, until they are told. */
  missed?: number;
  /** Id of the item that waits for a newer process, once staff were told. */
  held?: string;
  /** Messages of the person were not taken: the next turn tells them. */
  flooded?: boolean;
  /** Sends that may have arrived twice. */
  doubtful?: number;
}

export type Chat = Omit<ChatDoc, 'seen'>;

export interface CommitPlan {
  consumed: string[];
  /** Id of an item that was not accepted before: the chat must be at rest still, and it is kept with its turn. */
  arrives?: string;
  state: ChatState;
  engine: number;
  messages: Message[];
  intents: Intent[];
  settled: string[];
  /** Set where this process will send the messages itself: who, and until when (machine ms). */
  sender: { by: string; until: number } | null;
  /** Machine ms. */
  busyUntil: number;
  sweepAt: number;
  dead?: DeadItem;
  /** Of the item; everything that leaves with this commit carries it on. */
  trace?: string;
  /** The person wrote: they can be reached again. */
  reachable?: boolean;
  /** Messages that are not sent, since nothing reaches the person. */
  muted?: number;
  /** The person is told how much they missed. */
  toldMissed?: boolean;
}

/** As many as one draw takes. */
const LOTS = 2 ** 48 - 1;

/** `busyUntil` says when it was made: an older one without a word in it is erased. */
export const emptyChat = (id: string, side: Side): ChatDoc =>
  withoutNull({
    ...{ _id: id, schema: 1, rev: 0, writes: randomInt(LOTS), engine: 0, busyUntil: Date.now(), seen: [], inbox: [] },
    ...{ outbox: {}, intents: {} },
    ...newChat(side),
  });

/** Made by `emptyChat` and in no database yet: what is read from one leaves out the ids of all that came in. */
export const isToBegin = (chat: Chat): chat is ChatDoc => 'seen' in chat;

/** A sparse index holds null; a chat without anything due must not be in it. */
function withoutNull(doc: ChatDoc): ChatDoc {
  const { wakeAt: _wakeAt, lapseAt: _lapseAt, ...rest } = doc;
  return rest as ChatDoc;
}

/** It is still to be sent, or being sent. */
export const isUnsent = ({ state }: OutboxEntry): boolean => state === 'ready' || state === 'sending';

/** What was said last, where nobody has begun to send it: surely nobody has read it. */
export const lastUnread = ({ outbox }: Chat): Message | undefined => {
  const last = outbox[`m${Math.max(...Object.keys(outbox).map((key) => Number(key.slice(1))))}`];
  return last?.state === 'ready' ? last.message : undefined;
};

const OUTBOX = 50;

/** So much waits to be sent that another turn's messages would have no room: the chat waits for its sends. */
export const outboxFull = (chat: Chat): boolean => Object.values(chat.outbox).filter(isUnsent).length >= OUTBOX - 10;
