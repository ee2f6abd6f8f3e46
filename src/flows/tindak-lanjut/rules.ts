/** What the flows and the handlers of reports agree on. Pure. */
import type { AduanFile } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import type { Choice, TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import { tidy } from '#flows/engine/words.ts';
import type { Account } from '../prompts/account.ts';
import type { Accused, Kind } from './listening.ts';
import type { NoObjection } from './objection.ts';
import type { Action, Outcome, State } from './states.ts';

export type Both = { id: string; en: string };

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
  /** What is told besides it; absent from what was heard before a release that told them apart. */
  story?: string;
  danger: boolean;
  kind: Kind;
  /** Whom it says did wrong. */
  accused: Accused;
  /** It says something that can be reported: what nobody asked for becomes a report only then. */
  matter: boolean;
  /** It asks something that another office answers; absent from what was heard before a release that told it apart. */
  asks?: boolean;
  topics: TopicChoice[];
  /** What this chat has just sent, to which it may belong; absent from what was heard before a release that looked. */
  recent?: Recent | null;
}

export interface Recent {
  number: string;
  /** Code. */
  topic: string | null;
  /** In the reporter's words. */
  place: string | null;
}

/** Arguments of `aduan.kirim`. */
export interface SendReport {
  account: Account;
  topic: string | null;
  /** Null where none is needed: a question, a wish, a life in danger. */
  place: string | null;
  kind: Kind;
  anonymous: boolean;
  /** Of whoever asks for information or reports a member: only where the rule wants a name. */
  name: string | null;
  /** The report of the same matter that it is to follow. */
  into?: string | null;
  /** False: a life may be at stake, and it was sent before the text of consent was shown. */
  consented?: boolean;
  /** The question that is asked again where nothing was told but by files that cannot be kept; absent: the first. */
  asked?: string;
}

/** Arguments of `aduan.catat`: what staff enter for somebody. Without a name it is anonymous. */
export interface EnterReport extends Omit<SendReport, 'anonymous' | 'into' | 'consented'> {
  source: 'telepon' | 'surat' | 'datang';
  /** How the answer reaches them: a number or an address. */
  contact: string | null;
}

/** An open report of the same matter: what, which street and when, and no word of whoever reported it. */
export interface Similar {
  number: string;
  topic: Both;
  street: string | null;
  /** `yyyy-MM-dd`. */
  on: string;
  state: State;
}

/** Answer of `aduan.sekitar`. */
export interface Nearby {
  /** Null: no kelurahan is known. */
  kelurahan: string | null;
  reports: Similar[];
}

/** Answer of `aduan.kirim`. `checkedBy`: last day for the office's first look, `yyyy-MM-dd`. */
export interface Sent {
  number: string;
  checkedBy: string;
  /** False: what it was to follow is over, and it stands by itself. Absent in a form of the release before. */
  follows?: boolean;
  /** What is said of files that could not be kept: it went without them. */
  unkept?: TextRef;
}

/** A report as a list or its reporter sees it. Instants are ISO 8601 with the council's offset. */
export interface ReportCard {
  number: string;
  topic: Both | null;
  /** Masked for whoever does not handle it. */
  text: string;
  /** The same for others' eyes, whoever asks. */
  masked: string;
  /** Its words are its handler's alone, and this is for somebody else. */
  hidden?: boolean;
  place: string | null;
  /** Kelurahan and kecamatan of the place, which name nobody. Absent in a form of the release before. */
  area?: string | null;
  state: State;
  /** Whom it waits for, and how long. Absent in a form of the release before. */
  waits?: Waits | null;
  /** The language its reporter is written to in; for staff, null where they are told by hand. */
  language?: Locale | null;
  kind: Kind;
  office: string | null;
  /** Where it seems to belong, by its topic. */
  suggestion: TextRef;
  urgent: boolean;
  answer: string | null;
  answerBy: string;
  /** The rule behind the day. In one language in a form of the release before. */
  basis: Both | string;
  version: number;
  files: number;
  /** Whether the asker handles it, and how many files they may be shown. */
  handles: boolean;
  showable: number;
  /** Of whoever had to give it, for the handler. */
  reporter: string | null;
  externalNumber: string | null;
  outcome: Outcome | null;
  mergedInto: string | null;
  /** What its reporter was told last. */
  news: TextRef | null;
  /** Why its reporter cannot object to it, for them. Absent in a form of the release before. */
  objection?: NoObjection | null;
  /** `changes`: what was set right; `said`: what was said with it. Both for staff. */
  steps: { at: string; what: string; changes?: TextRef[]; said?: string }[];
  /** Files that whoever reads it may see, by their place, on the desk page. */
  shown?: { place: number; as: 'photo' | 'voice' | 'document'; mime: string; safe: boolean }[];
  /** How it is sorted now, for staff. */
  sorted?: { topic: string | null; unit: string | null; confidential: boolean };
}

/** A step that nobody took by a button: the office wrote to the reporter at the handset. */
export const BY_HAND = 'kantor';

/** What a list shows of it. */
export type ReportRow = Pick<ReportCard, 'number' | 'topic' | 'state' | 'waits'>;

/** A list that may go on: `next` is where, null at its end. */
export interface Page<Row, Place> {
  rows: Row[];
  next: Place | null;
}

/** The last one of a page of the queue. */
export interface QueuePlace {
  urgent: boolean;
  answerBy: string;
  number: string;
}

/** `count`: of the whole queue. */
export interface QueuePage extends Page<ReportRow, QueuePlace> {
  count: number;
}

/** Of one's own: all of them, those that have news, or those of which this can be said. */
export type Wanted = 'semua' | 'kabar' | Action;

/** `office`: its short name; null: the reporter is asked. Calendar days, today's are none. */
export interface Waits {
  office: string | null;
  /** Of what follows another: that one's reporter is asked. */
  other?: true;
  days: number;
}

/** What an officer sets right about a report; what is absent stays. */
export interface Fix {
  kind?: Kind;
  /** Code of the council's topics; null: none of them. */
  topic?: string | null;
  /** Code. */
  unit?: string;
  urgent?: boolean;
  /** Whom it accuses, where that was not heard. It is never taken back: what was kept apart stays apart. */
  accused?: Exclude<Accused, null>;
}

/** One thing that was set right, by codes. */
export interface Fixed {
  /** `tenggat`: the day of its answer, where that became later. */
  field: 'jenis' | 'topik' | 'bagian' | 'segera' | 'menyangkut' | 'meja' | 'petugas' | 'tenggat';
  from: string | null;
  to: string | null;
}

/** Answer of `aduan.pilahan`: what a report can be sorted into. */
export interface Sorting {
  topics: { code: string; name: Both }[];
  units: { code: string; name: Both }[];
}

/** Answer of `aduan.mundur`: the day of an answer and the later one that a correction leads to, `yyyy-MM-dd`. */
export interface PutOff {
  from: string;
  to: string;
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
  /** That it was done. */
  proof?: Account;
  /** Its files that are in the house's own store already, from the desk page; they are the report's once it is closed. */
  shown?: AduanFile[];
  /** The report that it follows from now on. */
  into?: string;
  fix?: Fix;
}

export type Acted =
  | { outcome: 'done'; state: State; answerBy?: string; level?: number }
  | { outcome: 'changed'; state: State }
  | { outcome: 'lacking'; what: string }
  | { outcome: 'forbidden' | 'unknown' };

export const OTHER = 'lainnya';

export const topicChoices = (topics: readonly Pick<TopicChoice, 'code' | 'name'>[]): Choice[] => [
  ...topics.map(({ code, name }) => ({ id: code, label: tx('tindak-lanjut.topic', { name }) })),
  { id: OTHER, label: tx('tindak-lanjut.topicOther') },
];

export const stateOf = (state: State): TextRef => tx(`tindak-lanjut.state-${state}`);

/** The same in words that say for whom it waits, and how long. `reads`: to its reporter the one who is waited for is "you". */
export function standingOf(
  { state, waits }: Pick<ReportCard, 'state' | 'waits'>,
  reads: 'pelapor' | 'petugas',
): TextRef {
  if (!waits) return stateOf(state);
  const whom = waits.office !== null ? 'kantor' : waits.other ? 'petugas' : reads;
  return waits.days === 0
    ? tx(`tindak-lanjut.waitsToday-${whom}`, { office: waits.office ?? '' })
    : tx(`tindak-lanjut.waits-${whom}`, { office: waits.office ?? '', count: waits.days });
}

export const languageOf = ({ language }: Pick<ReportCard, 'language'>): TextRef | '' =>
  language ? tx(`tindak-lanjut.language-${language}`) : '';

const CALLED = '(?:(?:no(?:mor|mer)?|kode|laporan|aduan|report|number)\\b[.:]? ?)*';
/** Between a letter and its number. */
const GAP = '[- .\\u2013]{0,3}';
/** As people type it: of a report or a conversation, and of a report alone. */
export const NUMBER = new RegExp(`^${CALLED}(?:[ac]${GAP})?\\d{1,8}$`, 'iu');
export const REPORT_NUMBER = new RegExp(`^${CALLED}(?:a${GAP})?\\d{1,8}$`, 'iu');
const IN_WORDS = new RegExp(`(?<![\\p{L}\\d])(?:([ac])${GAP})?(\\d{1,9})(?!\\d)`, 'iu');

/** "a1001", "no C 12", "1001". */
export function caseNumber(said: string): string {
  const [, kind, digits] = IN_WORDS.exec(said) ?? [];
  if (digits === undefined) return said.toUpperCase();
  return kind === undefined ? digits : `${kind.toUpperCase()}-${digits}`;
}

/** Where a list is open: numbers begin at 1001, and fewer digits are a place in it. Null: it is none. */
export const numberIn = (said: string, pattern = NUMBER): string | null =>
  pattern.test(tidy(said)) && /\d{4}/.test(said) ? caseNumber(tidy(said)) : null;

/** A case by itself, with its letter: digits alone may be a house's or a year's. */
export const namesCase = (said: string, pattern = NUMBER): boolean => /^[AC]/.test(numberIn(said, pattern) ?? '');

export const reportIn = (said: string): string | null =>
  numberIn(said, REPORT_NUMBER)?.replace(/^(?=\d)/, 'A-') ?? null;

export const reportChoice = ({ number, topic }: Pick<ReportCard, 'number' | 'topic'>): Choice => ({
  id: number,
  label: tx('tindak-lanjut.choice', { number, topic: topic ?? tx('tindak-lanjut.topicOther') }),
  synonyms: [number.toLowerCase(), number.slice(2)],
});

/** How many files there are besides the words; they are looked at where the report is opened. */
export function withFiles<Words extends string | TextRef>(words: Words, count: number): Words | TextRef {
  if (count === 0) return words;
  const files = tx('tindak-lanjut.onlyFiles', { count });
  return words === '' ? files : tx('tindak-lanjut.wordsAndFiles', { words, files });
}
