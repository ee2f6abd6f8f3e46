/**
 * When something is due, and how that was counted. The one place where deadlines are counted, whatever the innovation. Pure: days
 * are `yyyy-MM-dd` in the council's zone, instants ISO 8601 or epoch ms.
 */
import { DateTime } from 'luxon';
import type { TextRef } from '#flows/engine/message.ts';
import {
  addWorkingDays,
  addWorkingHours,
  closedReason,
  holidayOn,
  periodsOn,
  subtractWorkingDays,
  workingDayFrom,
} from '../calendar.ts';
import type { Instant } from '../calendar.ts';
import type { Council } from '../council.ts';

/**
 * Rules say which one they mean, and one is never turned into another. `hours` run on the clock, day and night ("3×24 jam");
 * `calendarDays` pass over nothing; `workingDays` pass over weekends, holidays and cuti bersama. Two more are the office's own:
 * `officeHours` run while it is open, and `workingDaysBefore` count back from a day.
 */
export type Limit =
  | { hours: number }
  | { calendarDays: number }
  | { workingDays: number }
  | { officeHours: number }
  | { workingDaysBefore: number };

export interface Deadline {
  limit: Limit;
  /** From when it counts: an instant with the council's offset, or a day where only that is known. */
  from: string;
  /** The day that does not count yet: that of receipt, or the next working day when it came after office hours. */
  start: string;
  /** Days that were passed over, with the reason. Empty for calendar days and hours. */
  skipped: { date: string; why: TextRef }[];
  /** Last day; for both kinds of hours the instant, with the council's offset. */
  due: string;
  /** A holiday on the way or at the end is not decreed yet, so the result may move. */
  tentative: boolean;
}

/** The day after receipt is day 1. */
export function deadline(council: Council, received: Instant, limit: Limit): Deadline {
  const from = isDay(received) ? received : isoOf(at(council, received));
  const today = from.slice(0, 10);
  if ('hours' in limit) return passingNothing(limit, from, isoOf(at(council, received).plus({ hours: limit.hours })));
  if ('calendarDays' in limit) return passingNothing(limit, from, plusDays(today, limit.calendarDays));
  if ('officeHours' in limit)
    return passing(council, limit, from, today, addWorkingHours(council, received, limit.officeHours));
  if ('workingDaysBefore' in limit)
    return passing(council, limit, from, today, subtractWorkingDays(council, today, limit.workingDaysBefore));
  const start = isDay(received) ? received : startOf(council, received);
  return passing(council, limit, from, start, addWorkingDays(council, start, limit.workingDays));
}

/** The days from the start to the end, the start itself left out; backwards where that lies before. */
export function daysOf({ start, due }: Pick<Deadline, 'start' | 'due'>): string[] {
  const last = due.slice(0, 10);
  const step = last < start ? -1 : 1;
  const days: string[] = [];
  for (let date = start; date !== last;) days.push((date = plusDays(date, step)));
  return days;
}

function passing(council: Council, limit: Limit, from: string, start: string, due: string): Deadline {
  const found: Deadline = { limit, from, start, skipped: [], due, tentative: false };
  for (const date of daysOf(found)) {
    const why = closedReason(council, date);
    if (why) found.skipped.push({ date, why });
    if (holidayOn(council, date)?.tentative) found.tentative = true;
  }
  return found;
}

const passingNothing = (limit: Limit, from: string, due: string): Deadline => ({
  ...{ limit, from, start: from.slice(0, 10), skipped: [], due, tentative: false },
});

/** Receipt after the last period of a day counts as of the next working day. */
function startOf(council: Council, received: Instant): string {
  const now = at(council, received);
  const today = now.toFormat('yyyy-MM-dd');
  const last = periodsOn(council, today).at(-1);
  return last && now.toFormat('HH:mm') < last.to ? today : workingDayFrom(council, plusDays(today, 1));
}

const isDay = (received: Instant): received is string =>
  typeof received === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(received);

const at = ({ zone }: Council, instant: Instant): DateTime =>
  typeof instant === 'number' ? DateTime.fromMillis(instant, { zone }) : DateTime.fromISO(instant, { zone });

const isoOf = (moment: DateTime): string => moment.toISO() ?? '';

const plusDays = (date: string, days: number): string =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
