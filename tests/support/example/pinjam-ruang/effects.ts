/** Lending rooms. The claim's unique id decides who gets the room; the request key in it lets a retry know its own. */
import { DateTime } from 'luxon';
import { isDuplicate } from '#models/database.ts';
import { closedDays } from '#services/calendar.ts';
import { done, refused } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { roomName } from './rules.ts';
import type { FreeDays, Loan, Room } from './rules.ts';

/** Days ahead that a room can be asked for. */
const AHEAD = 60;

async function days({ room }: { room: Room }, { models, council, clock }: Services): Promise<FreeDays> {
  const today = DateTime.fromISO(clock.date(clock.now()), { zone: 'utc' });
  const all = Array.from({ length: AHEAD }, (_, days) => today.plus({ days }).toFormat('yyyy-MM-dd'));
  const [from = '', until = ''] = [all[0], all.at(-1)];
  const taken = new Set((await models.Seat.find({ day: `pinjam-ruang:${room}` }).lean()).map(({ time }) => time));
  return { until, closed: closedDays(council, from, until), open: all.filter((day) => !taken.has(day)) };
}

const lend: Command<Loan> = async ({ requestKey, args }, { models }) => {
  const { room, day } = args;
  const claim = { _id: `pinjam-ruang:${room}:${day}`, requestKey, day: `pinjam-ruang:${room}`, time: day };
  await models.Seat.create(claim).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
  const mine = await models.Seat.exists({ _id: claim._id, requestKey });
  return mine
    ? done({ number: `R-${room}-${day}` })
    : refused('tanggal', 'pinjam-ruang.taken', { room: roomName(room), day });
};

export const lendCommands = { 'pinjam-ruang.lend': lend as Command };
export const lendQueries = { 'pinjam-ruang.days': days };
