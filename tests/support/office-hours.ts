/** Tests of what people of the office do begin on a working morning, whatever the time is where they run. */
import { DateTime } from 'luxon';
import { ClockStore } from '#models/clock.store.ts';
import { database } from '#models/database.ts';
import type { Models } from '#models/models.ts';
import { nextOpening } from '#services/calendar.ts';
import { BusinessClock } from '#services/clock.ts';
import type { Council } from '#services/council.ts';

/** ms from `now` (business ms) to nine in the morning of the next working day. */
export function toMorning(council: Council, now: number): number {
  const midnight = DateTime.fromMillis(now, { zone: council.zone }).plus({ days: 1 }).startOf('day');
  const opens = DateTime.fromISO(nextOpening(council, midnight.toMillis()), { zone: council.zone });
  return opens.set({ hour: 9, minute: 0, second: 0, millisecond: 0 }).toMillis() - now;
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
