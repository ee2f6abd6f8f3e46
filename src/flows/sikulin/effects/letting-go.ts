/**
 * What a change takes from a visit: seats, files, the number of a letter that no longer holds. It is noted in the history by
 * the very write that takes it, so that whoever dies before it is freed is followed by the next run of the same request.
 */
import { cancelLetterNumber } from '#models/letter-number.ts';
import type { Visit, VisitLeft, VisitTold } from '#models/visit.ts';
import type { Services } from '#services/commands.ts';
import { freeSeat, seatKeys } from './seats.ts';

const ENDED: readonly string[] = ['ditolak', 'batal'];

/** Request keys of the seats that a visit holds: its own, and that of the time the office proposes. */
const seatsOf = ({ status, seat, groups, proposal }: Visit): string[] =>
  ENDED.includes(status)
    ? []
    : [...seatKeys(seat, groups), ...(proposal ? seatKeys(proposal.seat, proposal.groups) : [])];

const filesOf = ({ letter, photo }: Visit): string[] => [letter, photo].flatMap((file) => file?.file ?? []);

/** Null where the change takes nothing. */
export function leftBy(before: Visit, after: Visit): VisitLeft | null {
  const seats = without(seatsOf(before), seatsOf(after));
  const files = without(filesOf(before), filesOf(after));
  const holds = !ENDED.includes(after.status) && before.date === after.date && before.time === after.time;
  const letterNumber = holds ? null : (before.letterNumber ?? null);
  return seats.length || files.length || letterNumber !== null ? { seats, files, letterNumber } : null;
}

/** Frees it; twice is no fault. `now`: the visit may have got some of it back. */
export async function letGo(services: Services, now: Visit, left: VisitLeft | null | undefined): Promise<void> {
  if (!left) return;
  for (const seat of without(left.seats, seatsOf(now))) await freeSeat(services, seat);
  await services.files.release(without(left.files, filesOf(now)), services.clock.now());
  // Never used again: the register says why there is no such letter.
  if (left.letterNumber !== null)
    await cancelLetterNumber(
      services.models.LetterNumber,
      { text: left.letterNumber },
      `${now._id} berubah atau batal`,
    );
}

export const toldOf = ({ status, date, time, people, groups = [], code, letterBy }: Visit): VisitTold => ({
  ...{ status, date, time, people, groups, code, letterBy },
});

const without = (all: string[], kept: string[]): string[] => all.filter((one) => !kept.includes(one));
