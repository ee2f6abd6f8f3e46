/**
 * Word to whoever has a visit on a day that becomes a holiday, once for a decree: from the decree to the visits that it finds, and from
 * a visit that was written while it was decreed. One of the two always sees the other: each writes first and looks then.
 */
import type { HolidayChange } from '#models/holiday.ts';
import { OPEN_STATUS } from '#models/visit.ts';
import type { Visit } from '#models/visit.ts';
import { tx } from '#flows/engine/message.ts';
import { holidayOn } from '#services/calendar.ts';
import type { Services } from '#services/commands.ts';

interface Day {
  date: string;
  name: string;
}

/** The guest is offered another time, the office hears which visits there are: none is kept in silence. Returns how many. */
export async function tellGuests(services: Services, day: Day, key: string): Promise<number> {
  const { models, notices } = services;
  const visits = await models.Visit.find({ date: day.date, status: { $in: [...OPEN_STATUS] } }).lean<Visit[]>();
  for (const visit of visits) await tellGuest(services, visit, day, key);
  if (visits.length) await notices.toRoles(OFFICE, { key: `${key}/kantor`, text: officeText(visits, day) });
  return visits.length;
}

/** Behind every write that puts a visit on a day: who decreed it a holiday meanwhile has looked for its visits before this one was there. */
export async function tellIfClosed(services: Services, visit: Visit): Promise<void> {
  const { date, status } = visit;
  const closed = holidayOn(await services.holidays.refresh(), date);
  if (!closed || !OPEN_STATUS.includes(status)) return;
  const change = await services.models.Holiday.findById(date).lean<HolidayChange>();
  // The decree's own key: whoever it has found hears nothing twice.
  const key = change?.history.at(-1)?.requestKey ?? `libur/${date}`;
  const day = { date, name: closed.name.id };
  await tellGuest(services, visit, day, key);
  await services.notices.toRoles(OFFICE, { key: `${key}/kantor/${visit._id}`, text: officeText([visit], day) });
}

const OFFICE = ['staf', 'admin'] as const;

const officeText = (visits: readonly Visit[], day: Day) =>
  tx('holidays.office', { ...day, numbers: visits.map(({ _id }) => _id).join(', ') });

const tellGuest = ({ notices }: Services, { _id: number, chat }: Visit, day: Day, key: string): Promise<void> =>
  notices.toChat(chat, {
    key: `${key}/${number}`,
    text: tx('holidays.guest', { number, ...day }),
    buttons: [{ label: tx('holidays.otherTime'), flow: 'kunjungan-saya', arg: number }],
  });
