/** Working days, office hours and deadlines of a council. Pure: days are `yyyy-MM-dd`, instants ISO 8601 or epoch ms. */
import { DateTime } from 'luxon';
import { tx, type TextRef } from '#flows/engine/message.ts';
import { setting, type Council } from './council.ts';
import { WEEKDAY_NAMES, type Holiday, type Period, type Weekday } from './council-schema.ts';

export type Instant = string | number;

const day = (date: string): DateTime => DateTime.fromISO(date, { zone: 'utc' });
const iso = (at: DateTime): string => at.toFormat('yyyy-MM-dd');
const next = (date: string): string => iso(day(date).plus({ days: 1 }));
const weekdayOf = (date: string): Weekday => WEEKDAY_NAMES[day(date).weekday - 1] ?? 'sunday';

const at = ({ zone }: Council, instant: Instant): DateTime =>
  typeof instant === 'number' ? DateTime.fromMillis(instant, { zone }) : DateTime.fromISO(instant, { zone });

/** No holiday and no hours for longer than this means broken data, not a long closure. */
const MOST_CLOSED_DAYS = 60;

const holidayOn = (council: Council, date: string): Readonly<Holiday> | undefined =>
  council.holidays.find((holiday) => holiday.date === date);

/** Hours by the calendar of the week alone. */
const weekPeriods = (council: Council, date: string): readonly Period[] =>
  council.hours.findLast(({ validFrom, validTo }) => validFrom <= date && (!validTo || date <= validTo))?.week[
    weekdayOf(date)
  ] ?? [];

/** When the office is open on a day; empty on a closed one. */
export const periodsOn = (council: Council, date: string): readonly Period[] =>
  holidayOn(council, date) ? [] : weekPeriods(council, date);

/** Why the office is closed on a day, as a part of a sentence ("hari libur Natal"); null on a working day. */
export const closedReason = (council: Council, date: string): TextRef | null => {
  const holiday = holidayOn(council, date);
  if (holiday) return tx(`prompts.closed.${holiday.kind}`, { name: { ...holiday.name } });
  return weekPeriods(council, date).length > 0 ? null : tx('prompts.closed.weekend', { date });
};

export const isWorkingDay = (council: Council, date: string): boolean => periodsOn(council, date).length > 0;

/** The closed days from one day to another, both inclusive, with their reasons: what a date prompt takes. */
export const closedDays = (council: Council, from: string, until: string): Record<string, TextRef> => {
  const closed: Record<string, TextRef> = {};
  for (let date = from; date <= until; date = next(date)) {
    const why = closedReason(council, date);
    if (why) closed[date] = why;
  }
  return closed;
};

/** The day itself if it is a working day, else the first one after it. */
export const workingDayFrom = (council: Council, date: string): string => {
  let one = date;
  for (let tries = 0; !isWorkingDay(council, one); tries += 1) {
    if (tries > MOST_CLOSED_DAYS) throw new RangeError(`no working day after ${date}`);
    one = next(one);
  }
  return one;
};

/** The n-th working day after a day, which itself does not count; n = 0 is the day itself. */
export const addWorkingDays = (council: Council, date: string, n: number): string => {
  let one = date;
  for (let count = 0; count < n; count += 1) one = workingDayFrom(council, next(one));
  return one;
};

/** Visit slots offered on a day, `HH:mm`; none on a closed day. */
export const slotsOn = (council: Council, date: string): readonly string[] =>
  isWorkingDay(council, date) ? setting(council, 'sikulin.slots', date)[weekdayOf(date)] : [];

export const officeOpen = (council: Council, instant: Instant): boolean => {
  const now = at(council, instant);
  const clock = now.toFormat('HH:mm');
  return periodsOn(council, iso(now)).some(({ from, to }) => from <= clock && clock < to);
};

/** The instant itself while the office is open, else when it opens next; ISO 8601 with the council's offset. */
export const nextOpening = (council: Council, instant: Instant): string => {
  const now = at(council, instant);
  const clock = now.toFormat('HH:mm');
  const today = iso(now);
  const opening = (date: string, { from }: Period): string =>
    DateTime.fromISO(`${date}T${from}`, { zone: council.zone }).toISO() ?? '';
  if (officeOpen(council, instant)) return now.toISO() ?? '';
  const later = periodsOn(council, today).find(({ from }) => from > clock);
  if (later) return opening(today, later);
  const date = workingDayFrom(council, next(today));
  const [first] = periodsOn(council, date);
  if (!first) throw new RangeError(`no opening after ${today}`);
  return opening(date, first);
};

/** Rules say which one they mean; they are never turned into each other. */
export type Limit = { workingDays: number } | { calendarDays: number } | { hours: number };

export interface Deadline {
  /** The day that does not count yet: that of receipt, or the next working day when it came after office hours. */
  start: string;
  /** Days that were passed over, with the reason. Empty for calendar days and hours. */
  skipped: { date: string; why: TextRef }[];
  /** Last day, `yyyy-MM-dd`; for hours the instant, ISO 8601 with the council's offset. */
  due: string;
  /** A holiday on the way or at the end is not decreed yet, so the result may move. */
  tentative: boolean;
}

/** Receipt after the last period of a day counts as of the next working day. */
const startOf = (council: Council, received: Instant): string => {
  if (typeof received === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(received)) return received;
  const now = at(council, received);
  const last = periodsOn(council, iso(now)).at(-1);
  return last && now.toFormat('HH:mm') < last.to ? iso(now) : workingDayFrom(council, next(iso(now)));
};

const between = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let date = next(from); date <= to; date = next(date)) days.push(date);
  return days;
};

/** When something is due, and how that was counted: the day after receipt is day 1. */
export const deadline = (council: Council, received: Instant, limit: Limit): Deadline => {
  if ('hours' in limit) {
    const from = at(council, received);
    return { start: iso(from), skipped: [], due: from.plus({ hours: limit.hours }).toISO() ?? '', tentative: false };
  }
  if ('calendarDays' in limit) {
    const start = iso(at(council, received));
    const due = iso(day(start).plus({ days: limit.calendarDays }));
    return { start, skipped: [], due, tentative: false };
  }
  const start = startOf(council, received);
  const due = addWorkingDays(council, start, limit.workingDays);
  const skipped = between(start, due).flatMap((date) => {
    const why = closedReason(council, date);
    return why ? [{ date, why }] : [];
  });
  return { start, skipped, due, tentative: skipped.some(({ date }) => holidayOn(council, date)?.tentative) };
};

/** The instant that many office hours later, counted only while the office is open; ISO 8601 with the council's offset. */
export const addWorkingHours = (council: Council, instant: Instant, hours: number): string => {
  let left = hours * 60;
  let now = at(council, nextOpening(council, instant));
  for (;;) {
    const date = iso(now);
    const period = periodsOn(council, date).find(
      ({ from, to }) => from <= now.toFormat('HH:mm') && now.toFormat('HH:mm') < to,
    );
    if (!period) throw new RangeError(`the office is not open at ${now.toISO()}`);
    const end = DateTime.fromISO(`${date}T${period.to}`, { zone: council.zone });
    const open = end.diff(now, 'minutes').minutes;
    if (left <= open) return now.plus({ minutes: left }).toISO() ?? '';
    left -= open;
    now = at(council, nextOpening(council, end.toISO() ?? ''));
  }
};
