/** Seats: one document a place of a slot, whose unique id decides who gets it. */
import { isDuplicate } from '#models/models.ts';
import { claimAgain } from '#models/seat.ts';
import type { Seat } from '#models/seat.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import { refused } from '#services/commands.ts';
import type { Services } from '#services/commands.ts';
import { seatDay, slotsOf, visitDates } from '../calendar.ts';

/**
 * One of the slot's places, the one this key already has, or null where all are taken. An own seat is claimed anew: one that
 * was taken long ago may be freed in this very moment, and who only looked would believe to have it.
 */
export async function takeSeat(
  { models, council }: Services,
  { date, time }: { date: string; time: string },
  key: string,
): Promise<string | null> {
  const own = (): Promise<boolean> => claimAgain(models.Seat, { requestKey: key, day: seatDay(date), time });
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

/** The seat of a request's time, or what must be asked again: the day may be gone by now, or the seat. */
export async function seatOrAsk(
  services: Services,
  when: { date: string; time: string },
  key: string,
): Promise<EffectResult | null> {
  const gone = dayGone(services, when.date);
  // A try that died may have taken it when the day was still good.
  if (gone) await freeSeat(services, key);
  if (gone) return refused(...gone);
  return (await takeSeat(services, when, key)) ? null : refused(...(await nextQuestion(services, when)));
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
function dayGone(
  { council, clock }: Services,
  date: string,
): [key: 'tanggal', why: string, args: Record<string, unknown>] | null {
  return visitDates(council, clock.now()).open.includes(date) ? null : ['tanggal', 'sikulin.dateGone', { date }];
}

/** The seat is gone: another time of the day if there is one, else another day. */
async function nextQuestion(
  services: Services,
  { date, time }: { date: string; time: string },
): Promise<[key: 'jam' | 'tanggal', why: string, args: Record<string, unknown>]> {
  const free = (await freeSlots(services, date)).some((slot) => slot.free > 0);
  return free ? ['jam', 'sikulin.slotGone', { date, time }] : ['tanggal', 'sikulin.dayGone', { date }];
}
