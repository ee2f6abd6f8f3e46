/** What comes of it when the office is silent: four office hours at the desk, a working day at each level above it. */
import { at, dayOf, officeDayAfter, officeHoursAfter, timeOf } from './moments.ts';
import type { Moment } from './moments.ts';

/** A level, from 0, has the visit, and until when. */
export interface Silence {
  level: number;
  until: Moment;
}

const HIGHEST = 2;
/** More than anybody in the plan waits for. */
const MOST = 12;

export const patience = (level: number, now: Moment): Moment =>
  level === 0 ? officeHoursAfter(now, 4) : at(officeDayAfter(dayOf(now), 1), timeOf(now));

/** Each time that nobody has decided: when it goes up, to which level, and until when that one has it. */
export function risesOf({ level, until }: Silence): (Silence & { at: Moment })[] {
  const rises: (Silence & { at: Moment })[] = [];
  for (let last = { level, until }; rises.length < MOST;) {
    const up = Math.min(last.level + 1, HIGHEST);
    rises.push({ at: last.until, level: up, until: patience(up, last.until) });
    last = { level: up, until: patience(up, last.until) };
  }
  return rises;
}

/** Who has it at a moment. */
export const silenceAt = (silence: Silence, moment: Moment): Silence =>
  risesOf(silence).findLast((rise) => rise.at <= moment) ?? silence;
