/** What the engine knows of a chat: the part of the chat document that a turn reads and writes. JSON only. */
import type { Content } from './item.ts';
import type { Choice, SendClass, TextRef } from './message.ts';
import type { Answer, Locale } from './prompt.ts';
import type { Run } from './run.ts';
import type { Talk } from './talk.ts';

export type Role = string;

/** Who talks here. `public` is anybody; `members` is a bot for bound members and staff. */
export type Side = 'public' | 'members';

/** A question as it can be put again without running the flow. */
export interface Question {
  /** `ask`: the flow's question. `menu`: nothing runs. `aside`: a question of the engine's own, above either. */
  kind: 'ask' | 'menu' | 'aside';
  /** The flow's key, for `ask`. */
  key?: string;
  aside?: Aside;
  texts: TextRef[];
  /** What a number or a press means. */
  choices: readonly Choice[];
  freeText?: boolean;
  confirms?: boolean;
  /** For an answer of a kind that no question takes. */
  expects?: TextRef;
  shareContact?: TextRef;
  /** Answers that *change* offers, on a confirmation. */
  change?: { key: string; label: TextRef }[];
}

export interface Wait extends Question {
  /** Rises with every question of the chat; a press or a timer of an older one is stale. */
  askNo: number;
  /** Platform's id of the last answer that was refused: an edit of it is taken as the answer. */
  refused?: string;
  /** Answers in a row that it refused. */
  misses?: number;
  /** Machine ms of the first sending; null until that is marked. */
  askedAt: number | null;
}

/** The engine's own questions. Each holds what it needs to go on when answered; `message` is what was said, to be edited. */
export type Aside =
  /** `confirms`: the readings are choices of a confirmation, which the engine acts on itself. */
  | { kind: 'which'; key: string; answer: Answer; message?: string; values: unknown[]; confirms: boolean }
  /** A reserved word that could be the answer. */
  | { kind: 'word'; word: Word; said: string; key: string; message?: string }
  | { kind: 'change' }
  /** Another flow (or the menu, where `flow` is null) was asked for in the middle of one. */
  | { kind: 'leave'; flow: string | null; arg: string }
  | { kind: 'help'; said: string; key?: string }
  | { kind: 'stop' }
  | { kind: 'language' };

export type Word =
  'cancel' | 'back' | 'menu' | 'help' | 'repeat' | 'language' | 'person' | 'stop' | 'greeting' | 'thanks';

export interface ChatState {
  side: Side;
  locale: Locale | null;
  /** They said by themselves which language they want: nothing else changes it. */
  chose: boolean;
  greeted: boolean;
  roles: Role[];
  /** Number of the last question. */
  askNo: number;
  run: Run | null;
  parked: Run[];
  wait: Wait | null;
  owner: 'bot' | 'desk';
  /** Business ms of the next reminder or expiry of the open question. */
  wakeAt: number | null;
  /** The open question was reminded of once. */
  reminded: boolean;
  /** Business ms when the form that was set aside first is given up. */
  lapseAt: number | null;
  /** One was given up, and the person has not heard of it. */
  lapsed: boolean;
  /** Business ms until which somebody of the office is talking here by hand, and the bot is silent. */
  officeUntil: number | null;
  /** They talk with a person: the bot is silent. */
  talk: Talk | null;
}

export const newChat = (side: Side): ChatState => ({
  side,
  locale: null,
  chose: false,
  greeted: false,
  roles: [],
  askNo: 0,
  run: null,
  parked: [],
  wait: null,
  owner: 'bot',
  wakeAt: null,
  reminded: false,
  lapseAt: null,
  lapsed: false,
  officeUntil: null,
  talk: null,
});

/** The engine's part of a larger document. */
export function stateOf(doc: ChatState): ChatState {
  const { side, locale, greeted, roles, askNo, run, parked, wait, owner, wakeAt, reminded, lapseAt, lapsed } = doc;
  const { officeUntil, talk, chose } = doc;
  return {
    ...{ side, locale, greeted, roles, askNo, run, parked, wait, owner, reminded },
    ...{ wakeAt: wakeAt ?? null, lapseAt: lapseAt ?? null, lapsed: lapsed ?? false, officeUntil: officeUntil ?? null },
    ...{ talk: talk ?? null, chose: chose ?? false },
  };
}

/** An effect to be carried out. Stands in the chat document until its result has been taken in. JSON only. */
export interface Intent {
  requestKey: string;
  command: string;
  args: unknown;
  /** `by` of the item that led to it. */
  actor?: string;
}

/** A text or question before its language is applied. */
export interface Utterance {
  class: SendClass;
  texts: TextRef[];
  buttons?: { label: TextRef; flow: string; arg: string }[];
}

/** Content a person sends, as opposed to what the system sends to the chat. */
export type PersonContent = Exclude<Content, { kind: 'effect' | 'timer' | 'notice' | 'refused' | 'office' }>;
