/** Seats: one document a place of a slot, whose unique id decides who gets it. */
import { isDuplicate } from '#models/database.ts';
import { claimAgain } from '#models/seat.ts';
import type { Models } from '#models/models.ts';
import type { Seat } from '#models/seat.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import { refused } from '#services/commands.ts';
import type { Services } from '#services/commands.ts';
import { SharedReads } from '#services/shared-read.ts';
import { seatDay, slotsOf, visitDates } from '../calendar.ts';
import { fitting, placesOf } from '../rooms.ts';
import type { FreeDay, Place } from '../rooms.ts';
import type { Group, PlacedGroup } from '../rules.ts';

/** What somebody wants of a day: all together at one time, or in two parts. */
export interface Wanted {
  date: string;
  groups: readonly Group[];
}

export const wantedOf = (args: { date: string; time: string; people: number; split?: readonly Group[] }): Wanted => ({
  date: args.date,
  groups: args.split?.length ? args.split : [{ time: args.time, people: args.people }],
});

/** Request keys of the seats of a visit: its own, and a second one where its guests come in two parts. */
export const seatKeys = (key: string, groups: readonly unknown[] = []): string[] =>
  groups.length > 1 ? [key, `${key}/2`] : [key];

/**
 * A place for each part, or null where one of them finds none, and then nothing is held. What this key has already is claimed
 * anew: a seat that was taken long ago may be freed in this very moment, and who only looked would believe to have it.
 */
export async function takeSeats(services: Services, wanted: Wanted, key: string): Promise<PlacedGroup[] | null> {
  const keys = seatKeys(key, wanted.groups);
  const placed: PlacedGroup[] = [];
  for (const [n, group] of wanted.groups.entries()) {
    const place = await takeSeat(services, wanted.date, group, keys[n] ?? key);
    if (place) placed.push({ ...group, room: place.room });
  }
  if (placed.length === wanted.groups.length) return placed;
  await freeSeats(services, key);
  return null;
}

async function takeSeat(
  { models, council }: Services,
  date: string,
  { time, people }: Group,
  key: string,
): Promise<Place | null> {
  const all = slotsOf(council, date).some((slot) => slot.time === time) ? placesOf(council, date) : [];
  const own = async (): Promise<Place | null> => {
    const seat = await claimAgain(models.Seat, { requestKey: key, day: seatDay(date), time });
    return seat && (all.find(({ id }) => seat._id === seatId(date, time, id)) ?? unnamed(people));
  };
  const had = await own();
  if (had) return had;
  for (const place of fitting(all, people)) {
    try {
      const seat = { _id: seatId(date, time, place.id), requestKey: key, day: seatDay(date), time };
      await models.Seat.create({ ...seat, ...(place.large && { large: true }) });
      return place;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // The place was taken, or this key has a seat already: another worker was faster with the same request.
      const mine = await own();
      if (mine) return mine;
    }
  }
  return null;
}

const seatId = (date: string, time: string, place: string): string => `${seatDay(date)}T${time}#${place}`;
/** A seat of a room that the council's data no longer have. */
const unnamed = (people: number): Place => ({ id: '', room: null, people, large: false });

export async function freeSeat({ models }: Services, key: string): Promise<void> {
  await models.Seat.deleteOne({ requestKey: key });
}

/** All that a request took. */
export async function freeSeats({ models }: Services, key: string): Promise<void> {
  await models.Seat.deleteMany({ requestKey: { $in: seatKeys(key, [1, 2]) } });
}

/**
 * The places of a request's time, or what must be asked again: the day may be gone by now, or the seat. Holidays are read anew: who
 * decreed one has told the guests of that day already, and whoever came a moment later would hear nothing.
 */
export async function seatsOrAsk(given: Services, wanted: Wanted, key: string): Promise<PlacedGroup[] | EffectResult> {
  const services = { ...given, council: await given.holidays.refresh() };
  const gone = dayGone(services, wanted.date);
  // A try that died may have taken it when the day was still good.
  if (gone) await freeSeats(services, key);
  if (gone) return refused(...gone);
  return (await takeSeats(services, wanted, key)) ?? refused(...(await nextQuestion(services, wanted)));
}

/** Places left in each slot of a day, the large halls aside. */
export async function freeSlots(
  { models, council }: Services,
  date: string,
): Promise<{ time: string; free: number }[]> {
  const taken = await models.Seat.find({ day: seatDay(date) }).lean<Seat[]>();
  const usual = placesOf(council, date).filter(({ large }) => !large);
  return slotsOf(council, date).map(({ time }) => ({
    time,
    free: usual.length - taken.filter(({ _id }) => usual.some(({ id }) => _id === seatId(date, time, id))).length,
  }));
}

/** The free places of each slot of some days; what `but` holds counts as free. */
export async function freeDays(
  { models, council }: Services,
  dates: readonly string[],
  but: readonly string[],
): Promise<FreeDay[]> {
  const seats = await models.Seat.find({ day: { $in: dates.map(seatDay) } }).lean<Seat[]>();
  const taken = new Set(seats.flatMap(({ _id, requestKey }) => (but.includes(requestKey) ? [] : [_id])));
  return dates.map((date) => {
    const all = placesOf(council, date);
    const freeAt = (time: string): Place[] => all.filter(({ id }) => !taken.has(seatId(date, time, id)));
    return { date, all, slots: slotsOf(council, date).map(({ time }) => ({ time, free: freeAt(time) })) };
  });
}

/** Of each system in this process. */
const reads = new WeakMap<Models, SharedReads<Map<string, number>>>();

/**
 * How many seats each day has given away, by `seatDay`, the halls aside. Counted by the database, once for all who ask at the same
 * time: every form asks, and a season has thousands.
 */
export function seatsTaken(
  { models }: Pick<Services, 'models'>,
  from: string,
  until: string,
): Promise<Map<string, number>> {
  const shared = reads.get(models) ?? new SharedReads<Map<string, number>>();
  reads.set(models, shared);
  return shared.read(`${from} ${until}`, async () => {
    const days = await models.Seat.aggregate<{ _id: string; count: number }>([
      { $match: { day: { $gte: seatDay(from), $lte: seatDay(until) }, large: { $ne: true } } },
      { $group: { _id: '$day', count: { $sum: 1 } } },
    ]);
    return new Map(days.map(({ _id, count }) => [_id, count]));
  });
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
  { date, groups }: Wanted,
): Promise<[key: 'jam' | 'tanggal', why: string, args: Record<string, unknown>]> {
  const [time] = groups.map((group) => group.time);
  const free = (await freeSlots(services, date)).some((slot) => slot.free > 0);
  return free ? ['jam', 'sikulin.slotGone', { date, time }] : ['tanggal', 'sikulin.dayGone', { date }];
}
