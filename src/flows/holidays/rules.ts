/** What the flow and its handlers agree on. Pure. */
import type { DateOptions } from '#flows/prompts/date.ts';

/** Who may change the holidays: a decree reaches them first. */
export const HOLIDAY_ROLES = ['kabag', 'sekwan', 'admin'] as const;

export type HolidayKind = 'holiday' | 'leave';

/** `move`: the day becomes a working day, and `to` the holiday. `decree`: what was not sure is. */
export type HolidayDeed = 'add' | 'remove' | 'move' | 'decree';

/** Arguments of `holidays.change`: days that become holidays, with `tentative` where no decree stands yet, or working days (`kind` null). */
export interface HolidayWish {
  days: { date: string; kind: HolidayKind | null; name: string; tentative: boolean }[];
  basis: string;
}

/** A holiday as it can be taken away, moved or decreed. */
export interface KnownHoliday {
  date: string;
  kind: HolidayKind;
  name: { id: string; en: string };
  tentative: boolean;
}

/** Answer of `holidays.days`: what may be added, and the holidays that come. */
export interface HolidayDays {
  add: Pick<DateOptions, 'until' | 'closed'>;
  known: KnownHoliday[];
}

/** `visits`: guests who were told that their day is a holiday now. */
export type HolidayChanged = { outcome: 'done' | 'forbidden'; visits: number };
