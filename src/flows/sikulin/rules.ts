/** What SIKULIN's flows and handlers agree on. Pure. */
import type { Choice, TextRef } from '#flows/engine/message.ts';
import { tx } from '#flows/engine/message.ts';
import type { DateOptions } from '#flows/prompts/date.ts';

export const VISITOR_KINDS = ['dprd', 'instansi', 'sekolah', 'warga'] as const;
export type VisitorKind = (typeof VISITOR_KINDS)[number];

/** Answer of `sikulin.rules`. */
export interface VisitRules {
  dates: Pick<DateOptions, 'from' | 'until' | 'closed' | 'open' | 'offers'>;
  maxPeople: number;
}

/** Arguments of `sikulin.book`. */
export interface BookVisit {
  kind: VisitorKind;
  institution: string | null;
  /** `yyyy-MM-dd` and `HH:mm`, in the council's zone. */
  date: string;
  time: string;
  people: number;
  name: string;
  /** E.164. */
  phone: string;
}

/** Answer of `sikulin.book`. `number` is null where the chat has `most` open bookings already. */
export type BookedVisit = { number: string; answerBy: string } | { number: null; most: number };

/** Answer of `sikulin.visit` and a row of `sikulin.waiting`. */
export interface VisitCard {
  number: string;
  kind: VisitorKind;
  institution: string | null;
  date: string;
  time: string;
  people: number;
  status: string;
  decidedBy: string | null;
}

export type Decision = 'setuju' | 'tolak';

/** Arguments of `sikulin.decide`. */
export interface DecideVisit {
  number: string;
  decision: Decision;
  note: string | null;
}

/** Answer of `sikulin.decide`. */
export type Decided =
  { outcome: 'done' | 'unknown' | 'forbidden' } | { outcome: 'already'; status: string; by: string };

/** Argument of a card's button, and back. `K-1001` has no dot. */
export const decisionArg = (decision: Decision, number: string): string => `${decision}.${number}`;

export function readDecisionArg(arg: string): { decision: Decision; number: string } {
  const [decision = '', number = ''] = arg.split('.');
  return { decision: decision === 'tolak' ? 'tolak' : 'setuju', number };
}

export function summaryLines(visit: BookVisit): TextRef[] {
  const { kind, institution, ...rest } = visit;
  return [
    institution === null
      ? tx('sikulin.line-kind', { kind: tx(`sikulin.kind-${kind}`) })
      : tx('sikulin.line-from', { institution, kind: tx(`sikulin.kind-${kind}`) }),
    tx('sikulin.line-when', rest),
    tx('sikulin.line-people', rest),
    tx('sikulin.line-contact', rest),
  ];
}

export const visitorOf = (visit: Pick<VisitCard, 'kind' | 'institution'>): TextRef =>
  visit.institution === null
    ? tx(`sikulin.kind-${visit.kind}`)
    : tx('sikulin.line-from', { institution: visit.institution, kind: tx(`sikulin.kind-${visit.kind}`) });

/** How a visit stands in a list of choices: at most 24 characters, whole in every channel. */
export const visitChoice = (visit: VisitCard): Choice => ({
  id: visit.number,
  label: tx('sikulin.visitChoice', { number: visit.number, date: visit.date, time: visit.time }),
  synonyms: [visit.number.toLowerCase()],
});
