/** What SIKULIN's flows and handlers agree on. Pure. */
import type { Choice, TextRef } from '#flows/engine/message.ts';
import { tx } from '#flows/engine/message.ts';
import type { SentFiles } from '#flows/prompts/sent-file.ts';
import type { DateOptions } from '#flows/prompts/date.ts';

export const VISITOR_KINDS = ['dprd', 'instansi', 'sekolah', 'warga'] as const;
export type VisitorKind = (typeof VISITOR_KINDS)[number] | 'langsung';

export const NEEDS = ['kursi-roda', 'bahasa-isyarat', 'bus'] as const;
export const NO_NEED = 'none';

/** Whom guests meet: a body of the council, or one of its members. */
export interface Host {
  code: string;
  name: { id: string; en: string };
  /** As the guests wrote it: no member has that name, and the office makes sure who is meant. */
  typed?: true;
}

/** Answer of `sikulin.members`. `more`: too many to list; `close`: those whose name is like it, where none has it. */
export interface FoundMembers {
  found: Host[];
  more: boolean;
  close: Host[];
}

const TYPED = 'nama:';
export const typedHost = (said: string): Host => ({ code: TYPED + said, name: { id: said, en: said }, typed: true });
export const readTyped = (code: string): Host | null =>
  code.startsWith(TYPED) ? typedHost(code.slice(TYPED.length)) : null;

/** Some of the guests of a visit: nearly always all of them. `time` is `HH:mm`. */
export interface Group {
  time: string;
  people: number;
}

/** `room`: code of a council's room, null where none is known. */
export interface PlacedGroup extends Group {
  room: string | null;
}

/** A way to receive a group: together, or in two parts. `time` is that of the first. */
export interface Plan {
  date: string;
  time: string;
  groups: PlacedGroup[];
}

/** Arguments of `sikulin.fit`. `number`: of a visit that grows. */
export interface FitWish {
  date: string;
  time: string;
  people: number;
  number?: string;
}

/** Answer of `sikulin.fit`. `fits`: a usual room holds them all then; otherwise the ways that there are. `names` of their rooms by code. */
export interface RoomFit {
  fits: boolean;
  plans: Plan[];
  names: Record<string, Host['name']>;
}

/** Answer of `sikulin.rules`. */
export interface VisitRules {
  dates: Pick<DateOptions, 'from' | 'until' | 'closed' | 'open' | 'offers'>;
  maxPeople: number;
  /** So many find room in any slot that is free. */
  anyRoom: number;
  bodies: Host[];
  /** A number that this chat gave before, E.164. */
  knownPhone: string | null;
}

/** Arguments of `sikulin.book`. */
export interface BookVisit {
  kind: VisitorKind;
  institution: string | null;
  purpose: string;
  meet: string | null;
  needs: string[];
  /** `yyyy-MM-dd` and `HH:mm`, in the council's zone. */
  date: string;
  time: string;
  people: number;
  /** Absent: all together. */
  split?: Group[];
  name: string;
  /** E.164. */
  phone: string;
  /** Null: none is needed, or it follows. */
  letter: SentFiles | null;
}

/** Answer of `sikulin.book`. `number` is null where the chat has `most` open bookings already. */
export type BookedVisit =
  { number: string; answerBy: string; letterBy: string | null } | { number: null; most: number };

/** Answer of `sikulin.limit`: how many are open, where no more may be. */
export interface BookingLimit {
  most: number | null;
}

/** Answer of `sikulin.letter-last`, `yyyy-MM-dd`. */
export interface LetterLast {
  by: string | null;
}

/**
 * Answer of `sikulin.check-letter`: a letter of this office or none. `off`: its visit does not take place; `moving`: the visit waits
 * for a new decision; `replaced`: a later letter holds. Dates `yyyy-MM-dd`, `time` `HH:mm`.
 */
export type CheckedLetter =
  | { state: 'unknown' }
  | {
      state: 'holds' | 'off' | 'moving' | 'replaced';
      letterNumber: string;
      written: string;
      kind: string;
      date: string;
      time: string;
    };

/** Answer of `sikulin.visit` and a row of the lists. */
export interface VisitCard {
  number: string;
  kind: VisitorKind;
  institution: string | null;
  purpose: string;
  date: string;
  time: string;
  people: number;
  status: string;
  decidedBy: string | null;
  letter: boolean;
  /** Of the letter that is here, for the stamp of a decision on it. */
  letterMark?: string | null;
  letterBy: string | null;
  /** Where they sit. */
  rooms?: TextRef;
  /** The contact person; only the front desk's lists have it. */
  name?: string | null;
}

export const DECISIONS = ['setuju', 'usul', 'surat', 'tolak'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What can be decided: another letter is asked for only where there is one. */
export const decisionsOn = ({ letter }: { letter: unknown }): Decision[] =>
  DECISIONS.filter((decision) => decision !== 'surat' || Boolean(letter));

/** Arguments of `sikulin.decide`. */
export interface DecideVisit {
  number: string;
  decision: Exclude<Decision, 'usul' | 'surat'>;
  note: string | null;
  /** `stampOf` the visit that was decided on. */
  seen: string;
}

/** Arguments of `sikulin.propose`. */
export interface ProposeVisit {
  number: string;
  date: string;
  time: string;
  split?: Group[];
  note: string | null;
  /** `stampOf` the visit that was decided on. */
  seen: string;
}

/** Arguments of `sikulin.move`. `people` where the group has another size as well. */
export interface MoveVisit {
  number: string;
  date: string;
  time: string;
  people?: number;
  split?: Group[];
}

/** Arguments of `sikulin.return-letter`. */
export interface ReturnLetter {
  number: string;
  note: string;
  /** `stampWithLetter` of the visit that was decided on. */
  seen: string;
}

/** Answer of `sikulin.decide`, `sikulin.propose` and `sikulin.return-letter`. `away`: no chat reaches the guest; who can be rung up. */
export type Decided =
  | { outcome: 'done'; away?: { name: string; phone: string } }
  | { outcome: 'unknown' | 'forbidden' | 'changed' }
  | { outcome: 'already'; status: string; by: string };

/** Answer of what guests do: `foreign` is not theirs or does not exist, `over` can no longer be changed. */
export interface GuestAnswer {
  outcome: 'done' | 'foreign' | 'over' | 'same' | 'often';
}

/** What a button was pressed on: a visit that changed since is not decided by it. */
export const stampOf = ({ date, time, people }: { date: string; time: string; people?: number }): string =>
  [`${date.slice(2)}${time}`.replace(/[-:]/g, ''), ...(people === undefined ? [] : [people])].join('-');

/** Ids of files are of letters, digits, - and _. */
export const letterMark = (letter: { file: string } | null): string | null => letter?.file.slice(0, 6) ?? null;

/** Whoever asks for another letter has looked at this one: one that came since is not returned unread. */
export const stampWithLetter = (visit: Parameters<typeof stampOf>[0], mark: string | null): string =>
  `${stampOf(visit)}${mark === null ? '' : `~${mark}`}`;

/** The part of a stamp that every decision rests on. */
export const withoutLetter = (stamp: string): string => stamp.split('~')[0] ?? '';

/** Argument of a button under a visit, and back: a word, the number, and what was seen. None of them has a dot. */
export const buttonArg = (word: string, number: string, seen: string): string => `${word}.${number}.${seen}`;

export function readArg(arg: string): { word: string; number: string; seen: string } {
  const [word = '', number = '', seen = ''] = arg.split('.');
  return { word, number, seen };
}

export const hostName = (host: Host | null): TextRef =>
  host ? tx(host.typed ? 'sikulin.meetTyped' : 'sikulin.body', { name: host.name }) : tx('sikulin.meetChosen');

/** Some guests, their room and their time. */
export const partText = ({ time, people }: Group, room: Host['name'] | null): TextRef =>
  tx('sikulin.part', { time, people, room: roomText(room) });

export const roomText = (room: Host['name'] | null): TextRef =>
  room ? tx('sikulin.body', { name: room }) : tx('sikulin.roomAtDoor');

/** `parts`: the rooms that were agreed on for a large group. */
export function summaryLines(visit: BookVisit, host: Host | null, parts: readonly TextRef[] = []): TextRef[] {
  return [
    tx('sikulin.line-guests', { visitor: visitorOf(visit) }),
    tx('sikulin.line-purpose', { purpose: visit.purpose }),
    tx('sikulin.line-meet', { meet: hostName(host) }),
    tx('sikulin.line-when', { date: visit.date, time: visit.time }),
    tx('sikulin.line-people', { people: visit.people }),
    ...(parts.length ? [tx('sikulin.line-rooms', { parts })] : []),
    ...(visit.needs.length
      ? [tx('sikulin.line-needs', { needs: visit.needs.map((n) => tx(`sikulin.need-${n}`)) })]
      : []),
    tx('sikulin.line-contact', { name: visit.name, phone: visit.phone }),
    ...(visit.kind === 'warga' ? [] : [tx(visit.letter ? 'sikulin.line-letterHere' : 'sikulin.line-letterLater')]),
  ];
}

export const visitorOf = (visit: Pick<VisitCard, 'kind' | 'institution'>): TextRef =>
  visit.institution === null
    ? tx(`sikulin.kind-${visit.kind}`)
    : tx('sikulin.visitor', { institution: visit.institution, kind: tx(`sikulin.kind-${visit.kind}`) });

/** Whom the front desk sees before it: the institution, or the person. */
export const guestOf = (visit: VisitCard): TextRef =>
  visit.institution === null && visit.name
    ? tx('sikulin.visitor', { institution: visit.name, kind: tx(`sikulin.kind-${visit.kind}`) })
    : visitorOf(visit);

/** How a visit stands in a list of choices: at most 24 characters, whole in every channel. */
export const visitChoice = (visit: VisitCard): Choice => ({
  id: visit.number,
  label: tx('sikulin.visitChoice', { number: visit.number, date: visit.date }),
  synonyms: [visit.number.toLowerCase(), visit.number.replace('K-', '')],
});

/** Arguments of `sikulin.walk-in`. */
export interface WalkIn {
  name: string;
  meet: string | null;
  purpose: string;
}

/** Answer of `sikulin.arrive`. Instants are ISO 8601. */
export type Arrived =
  | { outcome: 'done' | 'already' | 'over'; at: string }
  | { outcome: 'other-day' | 'absent' | 'not-approved' | 'batal' | 'ditolak' }
  | { outcome: 'unknown' | 'forbidden' };

/** That many months up to one, `yyyy-MM`, the latest first. */
export function monthsBack(month: string, count: number): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return Array.from({ length: count }, (_, back) => {
    const all = year * 12 + number - 1 - back;
    return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
  });
}

/** Best first, as the buttons stand. */
export const SCORES: readonly number[] = [4, 3, 2, 1];

/** Answer of `sikulin.rate`. */
export interface Rated {
  outcome: 'done' | 'foreign' | 'over' | 'often';
}

/** A kind's row of `sikulin.statistics`: visits of a month by what became of them. `score` 1 to 4, null without ratings. */
export interface KindFigures {
  kind: string;
  asked: number;
  approved: number;
  declined: number;
  cancelled: number;
  come: number;
  absent: number;
  people: number;
  score: number | null;
}

/** A row of `sikulin.year`; `month` is its first day. */
export interface MonthFigures {
  month: string;
  asked: number;
  come: number;
  people: number;
}
