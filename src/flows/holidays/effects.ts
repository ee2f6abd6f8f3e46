/** Holidays as staff change them, and word to whoever has a visit on a day that becomes one. */
import { DateTime } from 'luxon';
import { isDuplicate } from '#models/models.ts';
import { OPEN_STATUS } from '#models/visit.ts';
import type { Visit } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import { onlyFor } from '#services/authority.ts';
import { closedDays } from '#services/calendar.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { HOLIDAY_ROLES } from './rules.ts';
import type { HolidayDays, HolidayWish } from './rules.ts';

/** Days ahead: the decree of the next year comes in autumn. */
const AHEAD = 430;

const days = onlyFor(HOLIDAY_ROLES, async (_args: object, { council, clock }: Services): Promise<HolidayDays> => {
  const today = clock.date(clock.now());
  const until = DateTime.fromISO(today, { zone: 'utc' }).plus({ days: AHEAD }).toFormat('yyyy-MM-dd');
  const open = council.holidays.map(({ date }) => date).filter((date) => today <= date && date <= until);
  return { add: { until, closed: closedDays(council, today, until) }, remove: { until, open } };
});

const change: Command<HolidayWish> = async ({ requestKey, args, who }, services) => {
  if (!allowed(who, HOLIDAY_ROLES)) return done({ outcome: 'forbidden', visits: 0 });
  const { models, clock, holidays } = services;
  const { date, kind, name, basis } = args;
  const event = { at: new Date(clock.now()), by: who._id, requestKey, kind, basis };
  // Carried out before, it matches nothing, and the upsert finds the day taken.
  await models.Holiday.updateOne(
    { _id: date, 'history.requestKey': { $ne: requestKey } },
    { $set: { kind, name, basis, schemaVersion: 1 }, $push: { history: event } },
    { upsert: true },
  ).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
  await holidays.refresh();
  return done({ outcome: 'done', visits: kind === null ? 0 : await tellGuests(services, args, requestKey) });
};

/** The guest is offered another time, the office hears which visits there are: none is kept in silence. */
async function tellGuests({ models, notices }: Services, { date, name }: HolidayWish, key: string): Promise<number> {
  const visits = await models.Visit.find({ date, status: { $in: [...OPEN_STATUS] } }).lean<Visit[]>();
  for (const { _id: number, chat } of visits)
    await notices.toChat(chat, {
      key: `${key}/${number}`,
      text: tx('holidays.guest', { number, date, name }),
      buttons: [{ label: tx('holidays.otherTime'), flow: 'kunjungan-saya', arg: number }],
    });
  if (visits.length)
    await notices.toRoles(['staf', 'admin'], {
      key: `${key}/kantor`,
      text: tx('holidays.office', { date, name, numbers: visits.map(({ _id }) => _id).join(', ') }),
    });
  return visits.length;
}

export const holidayCommands = { 'holidays.change': change as Command };
export const holidayQueries = { 'holidays.days': days };
