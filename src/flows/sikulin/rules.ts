/** What SIKULIN's flows and handlers agree on. Pure. */
import type { Choice, TextRef } from '#flows/engine/message.ts';
import { tx } from '#flows/engine/message.ts';
import type { SentFiles } from '#flows/prompts/sent-file.ts';
import type { DateOptions } from '#flows/prompts/date.ts';

export const VISITOR_KINDS = ['dprd', 'instansi', 'sekolah', 'warga'] as const;
export type VisitorKind = (typeof VISITOR_KINDS)[number] | 'langsung';

export const NEEDS = ['kursi-roda', 'bahasa-isyarat', 'bus'] as const;
export const NO_NEED = 'none';

/** Code of a council body, or that the office chooses. */
export const HELP_ME = 'bantu';

/** Answer of `sikulin.rules`. */
export interface VisitRules {
  dates: Pick<DateOptions, 'from' | 'until' | 'closed' | 'open' | 'offers'>;
  maxPeople: number;
  bodies: { code: string; name: { id: string; en: string } }[];
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
  name: string;
  /** E.164. */
  phone: string;
  /** Null: none is needed, or it follows. */
  letter: SentFiles | null;
}

/** Answer of `sikulin.book`. `number` is null where the chat has `most` open bookings already. */
export type BookedVisit =
  { number: string; answerBy: string; letterBy: string | null } | { number: null; most: number };

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
  letterBy: string | null;
}

export const DECISIONS = ['setuju', 'usul', 'tolak'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Arguments of `sikulin.decide`. */
export interface DecideVisit {
  number: string;
  decision: Exclude<Decision, 'usul'>;
  note: string | null;
}

/** Arguments of `sikulin.propose`. */
export interface ProposeVisit {
  number: string;
  date: string;
  time: string;
  note: string | null;
}

/** Answer of `sikulin.decide` and `sikulin.propose`. */
export type Decided =
  { outcome: 'done' | 'unknown' | 'forbidden' } | { outcome: 'already'; status: string; by: string };

/** Answer of what guests do: `foreign` is not theirs or does not exist, `over` can no longer be changed. */
export interface GuestAnswer {
  outcome: 'done' | 'foreign' | 'over' | 'same';
}

/** Argument of a card's button, and back. A number like `K-1001` has no dot. */
export const decisionArg = (decision: Decision, number: string): string => `${decision}.${number}`;

export function readArg(arg: string): { word: string; number: string } {
  const [word = '', number = ''] = arg.split('.');
  return { word, number };
}

export function summaryLines(visit: BookVisit, bodies: VisitRules['bodies']): TextRef[] {
  const body = bodies.find(({ code }) => code === visit.meet);
  return [
    tx('sikulin.line-guests', { visitor: visitorOf(visit) }),
    tx('sikulin.line-purpose', { purpose: visit.purpose }),
    tx('sikulin.line-meet', { meet: body ? tx('sikulin.body', { name: body.name }) : tx('sikulin.meetHelp') }),
    tx('sikulin.line-when', { date: visit.date, time: visit.time }),
    tx('sikulin.line-people', { people: visit.people }),
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
  | { outcome: 'done' | 'already'; at: string }
  | { outcome: 'other-day'; date: string; time: string }
  | { outcome: 'not-approved'; status: string }
  | { outcome: 'unknown' | 'forbidden' };

/** Whom to meet: the office chooses (`HELP_ME`), or a body of the council. */
export const meetChoices = (bodies: VisitRules['bodies'], help: TextRef): Choice[] => [
  { id: HELP_ME, label: help, synonyms: ['bantu', 'bantu pilih', 'terserah', 'bebas', 'any'] },
  ...bodies.map(({ code, name }) => ({
    id: code,
    label: tx('sikulin.body', { name }),
    // "komisi 1" for "Komisi I".
    synonyms: [code.replaceAll('-', ' ')],
  })),
];
