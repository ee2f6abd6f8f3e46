/** What the papers of a visit are made from: plain data, gathered by the caller. */
import type { TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';

/** A name in both languages, a text of `locales/`, or words that somebody wrote. */
export type Wording = string | Readonly<Record<Locale, string>> | TextRef;

/** Guests who sit in one room at one time. */
export interface VisitPart {
  time: string;
  endTime: string | null;
  people: number;
  room: Wording | null;
}

export interface VisitDocument {
  /** `K-1001`. */
  number: string;
  kind: 'dprd' | 'instansi' | 'sekolah' | 'warga';
  /** Null for a citizen. */
  institution: string | null;
  /** Town or address the guests come from. */
  address: string | null;
  /** The contact person; `phone` E.164. */
  name: string;
  phone: string;
  people: number;
  /** `yyyy-MM-dd`, and `HH:mm` in the council's zone. */
  date: string;
  time: string;
  endTime: string | null;
  room: Wording | null;
  /** Where no room holds them all: the parts they come in, the first as above. */
  parts?: readonly VisitPart[];
  /** Whom they meet. */
  host: Wording | null;
  purpose: string | null;
  needs: readonly Wording[];
  /** Number and date (`yyyy-MM-dd`) of the guests' own letter. */
  letter: { number: string | null; date: string | null } | null;
}

/** What makes a reply a letter of the office. */
export interface LetterMarks {
  number: string;
  /** `yyyy-MM-dd`. */
  date: string;
  /** Sifat. */
  nature: string;
  /** Short code by which anybody can have the letter checked; see `ticket-token.ts`. */
  check: string;
}

/** What the door asks for: the code that is typed, six digits, and what the QR holds. */
export interface TicketMarks {
  code: string;
  qr: string;
}

export interface CalendarMarks {
  /** Rises with each move of the visit; a calendar keeps the highest. */
  sequence: number;
  cancelled: boolean;
  /** When this version was made, ms of business time. */
  at: number;
}
