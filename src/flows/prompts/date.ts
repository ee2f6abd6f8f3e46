import { DateTime } from 'luxon';
import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, ParseContext, Prompt } from '#flows/engine/prompt.ts';
import { readDates } from './date-readings.ts';

/** All dates are `yyyy-MM-dd` in the council's zone. JSON only, so that a query can make it. */
export interface DateOptions {
  text: TextRef;
  label?: TextRef;
  /** First and last date taken, inclusive. `from` is today where it is left out. */
  from?: string;
  until: string;
  /** Closed dates with the reason, a part of a sentence: "libur Natal". */
  closed?: Readonly<Record<string, TextRef>>;
  /** Where given, only these dates are taken; the others are full unless `closed` says why. */
  open?: readonly string[];
  /** A few dates offered as choices. */
  offers?: readonly string[];
}

/** The days that are taken, without the question. */
export type Limits = Omit<DateOptions, 'text' | 'label' | 'offers'>;

/** More readings than this are no question but a list. */
export const MOST_READINGS = 7;

const EXPECTS = tx('prompts.date.expects');

/** Why a date is not taken, or null when it is. */
const objection = (date: string, options: Limits, today: string): TextRef | null => {
  const { from = today, until, closed = {}, open } = options;
  if (date < today) return tx('prompts.date.past', { date });
  // The first and last that are named are taken: a person types them next.
  if (date < from) return tx('prompts.date.tooSoon', { date, from: nextOpen(date, options, today) ?? from });
  if (date > until) return tx('prompts.date.tooFar', { date, until: lastOpen(options, today) ?? until });
  const why = Object.hasOwn(closed, date) ? closed[date] : undefined;
  if (!why && (!open || open.includes(date))) return null;
  const next = nextOpen(date, options, today);
  const reason = why ?? tx('prompts.date.full');
  return next
    ? tx('prompts.date.closedNext', { date, why: reason, next })
    : tx('prompts.date.closed', { date, why: reason });
};

const nextOpen = (date: string, options: Limits, today: string): string | null => {
  for (let next = date; next < options.until;) {
    next = plusDay(next, 1);
    if (isTaken(next, options, today)) return next;
  }
  return null;
};

const lastOpen = (options: Limits, today: string): string | null => {
  const { from = today, until } = options;
  for (let date = until; date >= from; date = plusDay(date, -1)) if (isTaken(date, options, today)) return date;
  return null;
};

const isTaken = (date: string, { from, closed = {}, open }: Limits, today: string): boolean =>
  date >= (from ?? today) && !Object.hasOwn(closed, date) && (!open || open.includes(date));

const plusDay = (date: string, days: number): string =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');

const distance = (date: string, today: string): number =>
  Math.abs(DateTime.fromISO(date).diff(DateTime.fromISO(today), 'days').days);

/**
 * Of the dates of a reading the next one to come is meant, else the nearest. Only that one is judged: where it is closed,
 * the same day of another month or year would be a date nobody asked for.
 */
const choose = (dates: readonly string[], options: Limits, today: string): { ok: string } | { refuse: TextRef } => {
  const coming = dates.find((date) => date >= today && date <= options.until);
  const meant = coming ?? [...dates].sort((a, b) => distance(a, today) - distance(b, today))[0];
  if (meant === undefined) return { refuse: EXPECTS };
  const why = objection(meant, options, today);
  return why ? { refuse: why } : { ok: meant };
};

/** Every date that a message can mean and that is taken, in order (`narrowed`: others that it names are not); or why there is none. */
export const judgeDates = (
  said: string,
  options: Limits,
  today: string,
): { dates: string[]; narrowed: boolean } | { refuse: TextRef } => {
  const read = readDates(said, today);
  if (read === 'unclear') return { refuse: EXPECTS };
  if (read === 'no-such-day') return { refuse: tx('prompts.date.noSuchDay') };
  if (read === 'no-day') return { refuse: tx('prompts.date.whichDay') };
  const chosen = read.readings.map((dates) => choose(dates, options, today));
  const dates = [...new Set(chosen.flatMap((one) => ('ok' in one ? [one.ok] : [])))].sort().slice(0, MOST_READINGS);
  if (dates.length === 0) return chosen.find((one) => 'refuse' in one) ?? { refuse: EXPECTS };
  // The other half of a contradiction is not taken silently: the person sees which weekday the date is.
  if (dates.length === 1 && 'mismatch' in read) return { refuse: tx('prompts.date.mismatch', { date: read.mismatch }) };
  return { dates, narrowed: 'several' in read && read.several === true && chosen.some((one) => 'refuse' in one) };
};

const parseText = (said: string, options: DateOptions, { today }: ParseContext): Parsed<string> => {
  const judged = judgeDates(said, options, today);
  if ('refuse' in judged) return judged;
  const [only] = judged.dates;
  if (only !== undefined && judged.dates.length === 1 && !judged.narrowed) return { ok: only };
  const which = judged.dates.map((date) => ({ label: tx('prompts.date.choice', { date }), value: date }));
  return { which, ...(only !== undefined && which.length === 1 && { ask: onlyThis(only) }) };
};

/** Two days were said and one of them can be: it is asked about, not taken. */
export const onlyThis = (date: string): TextRef => tx('prompts.date.only', { date });

/** A day; value: `yyyy-MM-dd`. Day comes before month. Whether it is still free, the booking command decides. */
export const date = (options: DateOptions): Prompt<string> => ({
  kind: 'date',
  text: options.text,
  ...(options.label && { label: options.label }),
  ...(options.offers && {
    choices: options.offers.map((id) => ({ id, label: tx('prompts.date.choice', { date: id }) })),
  }),
  expects: EXPECTS,
  parse: (answer, context) => {
    if (answer.kind === 'text') return parseText(answer.text, options, context);
    if (answer.kind !== 'choice' || !DateTime.fromISO(answer.id).isValid) return { refuse: EXPECTS };
    return choose([answer.id], options, context.today);
  },
});
