/** Hours in which nobody is disturbed by an announcement, by the council's dated setting. */
import { DateTime } from 'luxon';
import { WEEKDAY_NAMES } from '../council-schema.ts';
import type { Council } from '../council.ts';
import { setting } from '../council.ts';

/** Epoch ms at which announcements may go again; null: they may now. */
export function quietUntil(council: Council, now: number): number | null {
  let at = now;
  // One quiet time may begin where another ends: Saturday's night, and Sunday morning.
  for (let tries = 0; tries < 10; tries += 1) {
    const end = endOf(council, DateTime.fromMillis(at, { zone: council.zone }));
    if (end === null) break;
    at = end;
  }
  return at === now ? null : at;
}

const dayOf = ({ weekday }: DateTime): (typeof WEEKDAY_NAMES)[number] => WEEKDAY_NAMES[weekday - 1]!;

function endOf(council: Council, at: DateTime): number | null {
  const time = at.toFormat('HH:mm');
  const hours = setting(council, 'siaran.quietHours', at.toFormat('yyyy-MM-dd'));
  const ends = hours
    .filter(({ from, to }) => (from < to ? from <= time && time < to : time >= from || time < to))
    // A night belongs to the day on which it begins: Saturday's is over on Sunday morning.
    .filter(
      ({ from, to, days }) => !days || days.includes(dayOf(from < to || time >= from ? at : at.minus({ days: 1 }))),
    )
    .map(({ from, to }) => {
      const [hour = 0, minute = 0] = to.split(':').map(Number);
      const end = at.set({ hour, minute, second: 0, millisecond: 0 });
      return (from < to || time < to ? end : end.plus({ days: 1 })).toMillis();
    });
  return ends.length ? Math.max(...ends) : null;
}
