/** Tests of what people of the office do begin on a working morning, whatever the time is where they run. */
import { DateTime } from 'luxon';
import { ClockStore } from '#models/clock.store.ts';
import { database } from '#models/database.ts';
import type { Models } from '#models/models.ts';
import { BusinessClock } from '#services/clock.ts';
import type { Council } from '#services/council.ts';

const DAY = 86_400_000;
const FORTNIGHT = 15;
const FRIDAY = 5;

/** ms of whole days from `now` (business ms) until no day of the next fortnight is a holiday or has a sitting. */
export function untilQuietDays({ holidays, sittings, zone }: Council, now: number): number {
  const day = (ahead: number): string => DateTime.fromMillis(now + ahead * DAY, { zone }).toISODate()!;
  const closed = (date: string): boolean =>
    holidays.some((holiday) => holiday.date === date) ||
    sittings.some(({ from, until }) => from <= date && date <= until);
  let ahead = 0;
  while (Array.from({ length: FORTNIGHT }, (_, n) => day(ahead + n)).some(closed)) ahead += 1;
  return ahead * DAY;
}

/**
 * ms from `now` (business ms) to nine in the morning of a working day that another follows, in quiet weeks: the test is the same
 * whether it runs at midnight, on a Thursday or before Christmas.
 */
export function toMorning(council: Council, now: number): number {
  const quiet = DateTime.fromMillis(now + untilQuietDays(council, now), { zone: council.zone });
  let day = quiet.plus({ days: 1 }).startOf('day');
  while (day.weekday >= FRIDAY) day = day.plus({ days: 1 });
  return day.set({ hour: 9 }).toMillis() - now;
}

/** Resolves when every process has seen it. */
export const beginInTheMorning = async (council: Council, clock: BusinessClock): Promise<void> =>
  void (await clock.move(toMorning(council, clock.now())));

/** The same for processes of which only the database is at hand. */
export async function beginTheirsInTheMorning(council: Council, { Visit }: Models): Promise<void> {
  const clock = new BusinessClock(new ClockStore(database(Visit.db)), council.zone);
  await clock.start();
  await beginInTheMorning(council, clock);
  clock.stop();
}
