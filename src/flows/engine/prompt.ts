/** One kind of question: how it is put, what it takes, what it says of a wrong answer. Prompts are pure: no I/O, no clock. */
import type { Choice, TextRef } from './message.ts';
import type { FileRef, Media } from './item.ts';

export type Locale = 'id' | 'en';

/** What a person answered, stripped of how it came. A number or press on a stored choice arrives as `choice`. */
export type Answer =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; id: string }
  | { kind: 'contact'; phone: string; own: boolean }
  | { kind: 'location'; lat: number; lon: number }
  /** `more`: the others of an album. */
  | { kind: Media; file: FileRef; caption?: string; more?: FileRef[] };

export interface ParseContext {
  locale: Locale;
  /** The council's date when the item was accepted, `yyyy-MM-dd`. */
  today: string;
  /** The council's zone, IANA. */
  zone: string;
}

/**
 * `ok`: the value, JSON only. `refuse`: one sentence that says what is expected; the question follows it.
 * `which`: two or more readings; the engine asks once which is meant, in the words of `ask` where it has some.
 */
export type Parsed<T> = { ok: T } | { refuse: TextRef } | { which: { label: TextRef; value: T }[]; ask?: TextRef };

export interface Prompt<T> {
  /** The file in `prompts/` that made it. */
  kind: string;
  text: TextRef;
  /** Name of the answer in the list that *change* offers. Without it the answer cannot be changed from the summary. */
  label?: TextRef;
  choices?: readonly Choice[];
  /** One sentence for an answer of the wrong kind (a sticker where a date was asked). */
  expects: TextRef;
  parse(answer: Answer, context: ParseContext): Parsed<T>;
  /** Label of the contact-sharing control, where the channel has one. */
  shareContact?: TextRef;
  /** True where any word can be the answer; a reserved word is then asked about instead of obeyed (except cancel). */
  freeText?: boolean;
  /** True for a confirmation: its answer never outlives a change of what it confirmed. Its *change* choice is the engine's. */
  confirms?: boolean;
}

/** The choices of a confirmation that are the engine's own: *change* one answer, or *cancel* the whole. */
export type OwnChoice = 'change' | 'cancel';

export const isOwnChoice = (value: unknown): value is OwnChoice => value === 'change' || value === 'cancel';
