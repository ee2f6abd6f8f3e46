/** Seats that no visit holds: of bookings that failed behind them. */
import { OPEN_STATUS } from '#models/visit.ts';
import type { Seat } from '#models/seat.ts';
import type { Visit, VisitStatus } from '#models/visit.ts';
import type { Services } from '#services/commands.ts';
import { seatDay, visitDates } from '../calendar.ts';
import { seatKeys } from './seats.ts';

/** All but those that were cancelled or declined. */
const HOLDING: readonly VisitStatus[] = [...OPEN_STATUS, 'hadir', 'selesai', 'tidak-hadir'];

/**
 * Frees seats taken before `before` (machine ms) that no visit has, a day at a time: there are as many days as can be booked,
 * and a day has few seats. One that its request claims anew meanwhile is not touched.
 */
export async function freeOrphans(services: Services, before: number): Promise<number> {
  const { council, clock } = services;
  let freed = 0;
  for (const date of visitDates(council, clock.now()).open) freed += await freeOn(services, date, before);
  return freed;
}

async function freeOn({ models }: Services, date: string, before: number): Promise<number> {
  const old = await models.Seat.find({ day: seatDay(date), at: { $lte: new Date(before) } }).lean<Seat[]>();
  if (!old.length) return 0;
  // Read after the seats: a visit comes after its seat.
  const visits = await models.Visit.find({ date, status: { $in: HOLDING } }, { seat: 1, groups: 1 }).lean<Visit[]>();
  const proposed = await models.Visit.find({ status: 'diusulkan', 'proposal.date': date }, { proposal: 1 }).lean<
    Visit[]
  >();
  const held = new Set([
    ...visits.flatMap(({ seat, groups }) => seatKeys(seat, groups)),
    ...proposed.flatMap(({ proposal }) => (proposal ? seatKeys(proposal.seat, proposal.groups) : [])),
  ]);
  let freed = 0;
  for (const { _id, requestKey, at } of old)
    if (!held.has(requestKey)) freed += (await models.Seat.deleteOne({ _id, requestKey, at })).deletedCount;
  return freed;
}
