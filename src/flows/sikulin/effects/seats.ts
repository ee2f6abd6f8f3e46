/** Seats: one document a place of a slot, whose unique id decides who gets it. */
import { isDuplicate } from '#models/models.ts';
import type { Seat } from '#models/seat.ts';
import type { Visit } from '#models/visit.ts';
import type { Services } from '#services/commands.ts';
import { seatDay, slotsOf, visitDates } from '../calendar.ts';

/** One of the slot's places, the one this key already has, or null where all are taken. */
export async function takeSeat(
  { models, council }: Services,
  { date, time }: { date: string; time: string },
  key: string,
): Promise<string | null> {
  const own = async (): Promise<string | null> => {
    const seat = await models.Seat.findOne({ requestKey: key }).lean<Seat>();
    return seat && seat.day === seatDay(date) && seat.time === time ? key : null;
  };
  if (await own()) return key;
  const places = slotsOf(council, date).find((slot) => slot.time === time)?.places ?? 0;
  for (let place = 1; place <= places; place += 1) {
    try {
      await models.Seat.create({ _id: `${seatDay(date)}T${time}#${place}`, requestKey: key, day: seatDay(date), time });
      return key;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // The place was taken, or this key has a seat already: another worker was faster with the same request.
      if (await own()) return key;
    }
  }
  return null;
}

export async function freeSeat({ models }: Services, key: string): Promise<void> {
  await models.Seat.deleteOne({ requestKey: key });
}

/** Request keys of the seats that a visit holds: its own, and that of the time the office proposes. */
export const seatsOf = ({ seat, proposal }: Pick<Visit, 'seat' | 'proposal'>): string[] =>
  proposal ? [seat, proposal.seat] : [seat];

export async function freeSeats(services: Services, visit: Visit): Promise<void> {
  for (const seat of seatsOf(visit)) await freeSeat(services, seat);
}

/** Seats of bookings that failed behind them: taken an hour ago (`before`, machine ms), and no visit has them. */
export async function freeOrphans({ models }: Services, before: number): Promise<number> {
  const old = await models.Seat.find({ at: { $lte: new Date(before) } }).lean<Seat[]>();
  let freed = 0;
  for (const { requestKey } of old) {
    if (await models.Visit.exists({ $or: [{ seat: requestKey }, { 'proposal.seat': requestKey }] })) continue;
    freed += (await models.Seat.deleteOne({ requestKey })).deletedCount;
  }
  return freed;
}

/** Places left in each slot of a day. */
export async function freeSlots(
  { models, council }: Services,
  date: string,
): Promise<{ time: string; free: number }[]> {
  const taken = await models.Seat.find({ day: seatDay(date) }).lean<Seat[]>();
  return slotsOf(council, date).map(({ time, places }) => ({
    time,
    free: Math.max(0, places - taken.filter((seat) => seat.time === time).length),
  }));
}

/** How many seats each day has given away, by `seatDay`. Counted by the database: every form asks, and a season has thousands. */
export async function seatsTaken({ models }: Services, from: string, until: string): Promise<Map<string, number>> {
  const days = await models.Seat.aggregate<{ _id: string; count: number }>([
    { $match: { day: { $gte: seatDay(from), $lte: seatDay(until) } } },
    { $group: { _id: '$day', count: { $sum: 1 } } },
  ]);
  return new Map(days.map(({ _id, count }) => [_id, count]));
}

/** The question whose answer no longer holds because of the day: a form may lie open for a week. Null where the day is good. */
export function dayGone(
  { council, clock }: Services,
  date: string,
): [key: 'tanggal', why: string, args: Record<string, unknown>] | null {
  return visitDates(council, clock.now()).open.includes(date) ? null : ['tanggal', 'sikulin.dateGone', { date }];
}

/** The seat is gone: another time of the day if there is one, else another day. */
export async function nextQuestion(
  services: Services,
  { date, time }: { date: string; time: string },
): Promise<[key: 'jam' | 'tanggal', why: string, args: Record<string, unknown>]> {
  const free = (await freeSlots(services, date)).some((slot) => slot.free > 0);
  return free ? ['jam', 'sikulin.slotGone', { date, time }] : ['tanggal', 'sikulin.dayGone', { date }];
}
