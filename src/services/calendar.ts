/** Working days and office hours of a council; deadlines are in `deadlines/`. Pure: days are `yyyy-MM-dd`, instants ISO 8601 or epoch ms. */
import { DateTime } from 'luxon';
import { tx, type TextRef } from '#flows/engine/message.ts';
import { setting, type Council } from './council.ts';
import { WEEKDAY_NAMES, type Holiday, type Period, type Weekday } from './council-schema.ts';

export type Instant = string | number;

const day = (date: string): DateTime => DateTime.fromISO(date, { zone: 'utc' });
const iso = (at: DateTime): string => at.toFormat('yyyy-MM-dd');
const next = (date: string): string => iso(day(date).plus({ days: 1 }));
const before = (date: string): string => iso(day(date).minus({ days: 1 }));
const weekdayOf = (date: string): Weekday => WEEKDAY_NAMES[day(date).weekday - 1] ?? 'sunday';

const at = ({ zone }: Council, instant: Instant): DateTime =>
  typeof instant === 'number' ? DateTime.fromMillis(instant, { zone }) : DateTime.fromISO(instant, { zone });

/** No holiday and no hours for longer than this means broken data, not a long closure. */
const MOST_CLOSED_DAYS = 60;
/** Of a Saturday or Sunday, where it must have one. */
const USUAL_END = '16:00';

export const holidayOn = (council: Council, date: string): Readonly<Holiday> | undefined =>
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

/** When the office's day ends; on a closed day, when that day of the week would have ended. Business time. */
export const dayEnd = (council: Council, date: string): Date => {
  const last = periodsOn(council, date).at(-1) ?? weekPeriods(council, date).at(-1);
  return DateTime.fromISO(`${date}T${last?.to ?? USUAL_END}`, { zone: council.zone }).toJSDate();
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

/** The n-th working day before a day, which itself does not count. */
export const subtractWorkingDays = (council: Council, date: string, n: number): string => {
  let one = date;
  for (let count = 0; count < n; count += 1) {
    one = before(one);
    for (let tries = 0; !isWorkingDay(council, one); tries += 1) {
      if (tries > MOST_CLOSED_DAYS) throw new RangeError(`no working day before ${date}`);
      one = before(one);
    }
  }
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

/** When the period ends that the instant lies in; null while the office is closed. */
export const closingOf = (council: Council, instant: Instant): string | null => {
  const now = at(council, instant);
  const clock = now.toFormat('HH:mm');
  const period = periodsOn(council, iso(now)).find(({ from, to }) => from <= clock && clock < to);
  return period ? DateTime.fromISO(`${iso(now)}T${period.to}`, { zone: council.zone }).toISO() : null;
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
