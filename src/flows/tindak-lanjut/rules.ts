/** What the flows and the handlers of reports agree on. Pure. */
import { tx } from '#flows/engine/message.ts';
import type { Choice, TextRef } from '#flows/engine/message.ts';
import type { Account } from '../prompts/account.ts';
import type { Action, Outcome, State } from './states.ts';

type Both = { id: string; en: string };

/** A topic as it is offered; `office`: short name of whoever's task it is. */
export interface TopicChoice {
  code: string;
  name: Both;
  office: { code: string; name: string; contact: string | null } | null;
}

/** What was heard in an account, so that nobody is asked for what they have said. */
export interface Heard {
  topic: TopicChoice | null;
  /** The place in the person's own words; null where none was named. */
  place: string | null;
  danger: boolean;
  topics: TopicChoice[];
}

/** Arguments of `aduan.kirim`. */
export interface SendReport {
  account: Account;
  topic: string | null;
  place: string;
  anonymous: boolean;
}

/** Answer of `aduan.kirim`. `checkedBy`: last day for the office's first look, `yyyy-MM-dd`. */
export interface Sent {
  number: string;
  checkedBy: string;
}

/** A report as a list or its reporter sees it. Instants are ISO 8601 with the council's offset. */
export interface ReportCard {
  number: string;
  topic: Both | null;
  /** Masked for whoever does not handle it. */
  text: string;
  place: string | null;
  state: State;
  office: string | null;
  answer: string | null;
  answerBy: string;
  version: number;
  files: number;
  steps: { at: string; what: string }[];
}

/** Arguments of `aduan.tindak`. */
export interface ActOn {
  number: string;
  action: Action;
  /** The version that was looked at. */
  seen: number;
  note: string;
  office?: string;
  outcome?: Outcome;
  basis?: string;
}

export type Acted =
  | { outcome: 'done'; state: State }
  | { outcome: 'changed'; state: State }
  | { outcome: 'lacking'; what: string }
  | { outcome: 'forbidden' | 'unknown' };

export const OTHER = 'lainnya';

export const topicChoices = (topics: readonly TopicChoice[]): Choice[] => [
  ...topics.map(({ code, name }) => ({ id: code, label: tx('tindak-lanjut.topic', { name }) })),
  { id: OTHER, label: tx('tindak-lanjut.topicOther') },
];

export const stateOf = (state: State): TextRef => tx(`tindak-lanjut.state-${state}`);

export const reportChoice = ({ number, topic }: ReportCard): Choice => ({
  id: number,
  label: tx('tindak-lanjut.choice', { number, topic: topic ?? tx('tindak-lanjut.topicOther') }),
  synonyms: [number.toLowerCase(), number.slice(2)],
});
