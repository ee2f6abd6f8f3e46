/** How a deadline was counted, in a few lines: from when, by which kind, each day with its number or why it was left out, the basis. */
import { DateTime } from 'luxon';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { closedReason, holidayOn } from '../calendar.ts';
import { basisOf } from '../council.ts';
import type { Council } from '../council.ts';
import { daysOf } from './deadline.ts';
import type { Deadline, Limit } from './deadline.ts';
import type { Running } from './holder.ts';
import { dateText } from './tell-moved.ts';

export function explain(council: Council, { what, was, counted, setting }: Running): TextRef {
  const { limit, from, start, due, tentative } = counted;
  const basis = basisOf(council, setting, from.slice(0, 10));
  return tx('deadlines.explained', {
    what: tx(`deadlines.what-${what}`),
    due: dateText(was),
    lines: [
      tx('deadlines.from', { from: dateText(from) }),
      limitText(limit),
      ...(start === from.slice(0, 10) ? [] : [tx('deadlines.startLater', { start })]),
      ...dayLines(council, counted),
      ...(closedReason(council, due.slice(0, 10)) ? [tx('deadlines.endsClosed')] : []),
      ...(sameDay(was, due) ? [] : [tx('deadlines.bounded', { due: dateText(due), was: dateText(was) })]),
      ...(tentative ? [tx('deadlines.tentative')] : []),
      ...(basis ? [tx('deadlines.basis', { basis })] : []),
    ],
  });
}

const sameDay = (a: string, b: string): boolean => a.slice(0, 10) === b.slice(0, 10);

function limitText(limit: Limit): TextRef {
  const [kind, count] = Object.entries(limit)[0] ?? ['', 0];
  return tx(`deadlines.limit-${kind}`, { count });
}

/** Days in a row that count, or do not for one reason, stand in one line. */
function dayLines(council: Council, counted: Deadline): TextRef[] {
  if (!('workingDays' in counted.limit || 'workingDaysBefore' in counted.limit || 'officeHours' in counted.limit))
    return [];
  const numbered = !('officeHours' in counted.limit);
  const lines: TextRef[] = [];
  let number = 0;
  for (const run of runsOf(council, daysOf(counted))) {
    const [first = '', last = ''] = [run.days[0], run.days.at(-1)];
    const days = first === last ? tx('deadlines.oneDay', { first }) : tx('deadlines.fromTo', { first, last });
    if (run.why !== null) lines.push(tx('deadlines.left', { days, why: run.why }));
    else if (numbered)
      lines.push(
        tx(first === last ? 'deadlines.countedOne' : 'deadlines.counted', {
          days,
          from: number + 1,
          to: (number += run.days.length),
        }),
      );
  }
  return lines;
}

interface Run {
  days: string[];
  /** Null: they count. */
  why: TextRef | null;
  name: string;
}

function runsOf(council: Council, days: readonly string[]): Run[] {
  const runs: Run[] = [];
  for (const date of days) {
    const { why, name } = reasonOf(council, date);
    const last = runs.at(-1);
    // A new week begins a new line, so that a person can follow it on a wall calendar.
    if (last?.name === name && (why !== null || weekOf(date) === weekOf(last.days[0] ?? ''))) last.days.push(date);
    else runs.push({ days: [date], why, name });
  }
  return runs;
}

function reasonOf(council: Council, date: string): Pick<Run, 'why' | 'name'> {
  const holiday = holidayOn(council, date);
  if (holiday) {
    const name = { ...holiday.name };
    return {
      why: tx(`deadlines.${holiday.kind}${holiday.tentative ? 'Tentative' : ''}`, { name, source: holiday.source }),
      name: `${holiday.kind} ${holiday.name.id} ${holiday.source}`,
    };
  }
  return closedReason(council, date) ? { why: tx('deadlines.closed'), name: 'closed' } : { why: null, name: '' };
}

const weekOf = (date: string): string => DateTime.fromISO(date, { zone: 'utc' }).toFormat("kkkk-'W'WW");
