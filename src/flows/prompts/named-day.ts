/** A day named where the hour is asked: never taken as an hour. */
import { DateTime } from 'luxon';
import { tx, type TextRef } from '#flows/engine/message.ts';
import { readDates, splitTime } from './date-readings.ts';

const weekday = (date: string): number => DateTime.fromISO(date, { zone: 'utc' }).weekday;

/** A day that is said: which it can be, empty where that is open; and the words of the message about the hour. */
export interface NamedDay {
  dates: string[];
  clock: string;
  /** Digits name the day: the weekday alone does not make it another's. */
  exact: boolean;
}

/** Null where no day is named. "9-10" and "nanti sore" are hours here. */
export const namedDay = (text: string, today: string): NamedDay | null => {
  const { day, clock } = splitTime(text);
  const said = day.replace(/\b(?:nanti|ntar) (?=pagi|siang|sore|malam)/g, '');
  if (!/\p{L}|\//u.test(said)) return null;
  const read = readDates(said, today);
  if (read === 'unclear') return null;
  const dates = typeof read === 'object' ? read.readings.flat() : [];
  return { dates, clock, exact: /\d/.test(said) };
};

/** The named day is the one that the hour is asked for: "Senin jam 9", where Monday was chosen. */
export const isThatDay = ({ dates, exact }: NamedDay, date: string): boolean =>
  dates.includes(date) || (!exact && dates.some((one) => weekday(one) === weekday(date)));

/** The hour is asked, and how the day is changed. `hours`: what is offered. */
export const askForHour = (hours?: readonly TextRef[]): { refuse: TextRef } => ({
  refuse: hours?.length ? tx('prompts.slot.dayNamed', { times: hours }) : tx('prompts.time.dayNamed'),
});
