/** When visits can be, from the council's data. Pure: the present is passed in, business ms. */
import { DateTime } from 'luxon';
import { addWorkingDays, closedDays, slotsOn } from '#services/calendar.ts';
import { setting } from '#services/council.ts';
import type { Council } from '#services/council.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { dayOf, moment } from './schedule.ts';

const sittingOn = (council: Council, date: string) =>
  council.sittings.find(({ from, until }) => from <= date && date <= until);

/** The key under which a day's seats are found. */
export const seatDay = (date: string): string => `sikulin:${date}`;

/** Slots of a day, `HH:mm`, and how many groups each takes. */
export const slotsOf = (council: Council, date: string): { time: string; places: number }[] =>
  sittingOn(council, date)
    ? []
    : slotsOn(council, date).map((time) => ({ time, places: setting(council, 'sikulin.groupsPerSlot', date) }));

export interface VisitDates {
  from: string;
  until: string;
  closed: Record<string, TextRef>;
  open: string[];
}

/** The dates that can be asked for: not too soon, not too far, and those with slots at all. */
export function visitDates(council: Council, nowMs: number): VisitDates {
  const today = dayOf(council, nowMs);
  const from = addWorkingDays(council, today, setting(council, 'sikulin.leadDays', today));
  const until = plusDays(today, setting(council, 'sikulin.horizonDays', today));
  const open: string[] = [];
  for (let date = from; date <= until; date = plusDays(date, 1)) if (slotsOf(council, date).length) open.push(date);
  return { from, until, closed: { ...sittingDays(council, from, until), ...closedDays(council, from, until) }, open };
}

/** Plenary and recess days with their reasons: members are in the hall, or in the field. */
function sittingDays(council: Council, from: string, until: string): Record<string, TextRef> {
  const closed: Record<string, TextRef> = {};
  for (let date = from; date <= until; date = plusDays(date, 1)) {
    const sitting = sittingOn(council, date);
    if (sitting) closed[date] = tx(`sikulin.closed-${sitting.kind}`, { name: { ...sitting.name } });
  }
  return closed;
}

/** The guest hears by noon of the next working day. */
export const whenAnswered = (council: Council, nowMs: number): Date =>
  moment(council, addWorkingDays(council, dayOf(council, nowMs), 1), '12:00').toJSDate();

const plusDays = (date: string, days: number): string =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate() ?? '';
