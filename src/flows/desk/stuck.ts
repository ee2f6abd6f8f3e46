/** What the flow and its handlers agree on. Pure. */
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { numbered } from '#flows/prompts/listed.ts';
import { AWAY, HELD, REFUSED, SEND } from '#services/stuck-kinds.ts';

export const STUCK_NUMBER = /^g-?\d{6}$/i;

/** Where their list is open: `g100001`, "no. G 100001", "100001"; null: it is none of theirs. */
export const stuckNumber = numbered('G', 6);

/** One of them, or a page of the list: the one that begins behind `after`, or the first. */
export interface StuckArgs {
  number: string;
  after?: string;
}

/** One thing that got stuck. `what` is the kind of item, or what else a fault's report names; `at` an ISO instant. */
export interface StuckCard {
  number: string;
  at: string;
  what: string;
  /** Messages that did not reach the person. */
  missed: number;
  /** It can be put back. */
  again: boolean;
  /** A colleague has written to the person. */
  answered?: boolean;
  /** Open visits of the same chat, and who can be rung up for each. Never its reports: they may be without a name. */
  visits?: { number: string; name: string; phone: string }[];
}

/** A few of `count`; `away`: people who cannot be written to; `more`: others come behind these. */
export interface StuckList {
  cards: StuckCard[];
  count: number;
  away: number;
  more?: boolean;
}

/** How many of each kind are open now; `until` (ISO): what comes after it is not among them. */
export interface StuckKinds {
  kinds: { kind: string; count: number }[];
  until: string;
}

/** What became of a press. */
export interface Handled {
  outcome: 'retried' | 'gone' | 'closed' | 'already' | 'unknown' | 'forbidden';
  /** Name of the colleague who was faster. */
  who?: string;
}

const SYSTEM = ['effect', 'timer', 'notice', SEND, REFUSED, AWAY, HELD] as const;

/** In plain words; whatever a person can send is "a message". */
export const whatHappened = ({ what, missed }: Pick<StuckCard, 'what' | 'missed'>): TextRef => {
  const kind = SYSTEM.find((each) => each === what) ?? 'pesan';
  // Tried again, nothing is counted until the next one does not arrive.
  return kind === AWAY && !missed ? tx('desk.what-putus-baru') : tx(`desk.what-${kind}`, { count: missed });
};
