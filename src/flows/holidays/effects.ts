/** Holidays as staff change them. */
import { DateTime } from 'luxon';
import { isDuplicate } from '#models/database.ts';
import { onlyFor } from '#services/authority.ts';
import { closedDays } from '#services/calendar.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { HOLIDAY_ROLES } from './rules.ts';
import type { HolidayDays, HolidayWish } from './rules.ts';
import { tellGuests } from './tell-guests.ts';

/** Days ahead: the decree of the next year comes in autumn. */
const AHEAD = 430;

const days = onlyFor(HOLIDAY_ROLES, async (_args: object, { council, clock }: Services): Promise<HolidayDays> => {
  const today = clock.date(clock.now());
  const until = DateTime.fromISO(today, { zone: 'utc' }).plus({ days: AHEAD }).toFormat('yyyy-MM-dd');
  const known = council.holidays
    .filter(({ date }) => today <= date && date <= until)
    .map(({ date, kind, name, tentative }) => ({ date, kind, name: { ...name }, tentative }));
  return { add: { until, closed: closedDays(council, today, until) }, known };
});

const change: Command<HolidayWish> = async ({ requestKey, args, who }, services) => {
  if (!allowed(who, HOLIDAY_ROLES)) return done({ outcome: 'forbidden', visits: 0 });
  const { models, clock, holidays } = services;
  const { basis } = args;
  await holidays.change(async (stand) => {
    for (const { date, kind, name, tentative } of args.days) {
      const event = { at: new Date(clock.now()), by: who._id, requestKey, kind, basis, tentative };
      // Carried out before, it matches nothing, and the upsert finds the day taken.
      await models.Holiday.updateOne(
        { _id: date, 'history.requestKey': { $ne: requestKey } },
        { $set: { kind, name, basis, tentative, stand, schemaVersion: 1 }, $push: { history: event } },
        { upsert: true },
      ).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    }
  });
  let visits = 0;
  for (const day of args.days) if (day.kind !== null) visits += await tellGuests(services, day, requestKey);
  return done({ outcome: 'done', visits });
};

export const holidayCommands = { 'holidays.change': change as Command };
export const holidayQueries = { 'holidays.days': days };
