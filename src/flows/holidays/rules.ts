/** What the flow and its handlers agree on. Pure. */
import type { DateOptions } from '#flows/prompts/date.ts';

/** Who may change the holidays: a decree reaches them first. */
export const HOLIDAY_ROLES = ['kabag', 'sekwan', 'admin'] as const;

export type HolidayKind = 'holiday' | 'leave';

/** Arguments of `holidays.change`; `kind` null where the day becomes a working day. */
export interface HolidayWish {
  date: string;
  kind: HolidayKind | null;
  name: string;
  basis: string;
}

/** Answer of `holidays.days`: what may be added, and what may be taken away. */
export interface HolidayDays {
  add: Pick<DateOptions, 'until' | 'closed'>;
  remove: Pick<DateOptions, 'until' | 'open'>;
}

/** `visits`: guests who were told that their day is a holiday now. */
export type HolidayChanged = { outcome: 'done' | 'forbidden'; visits: number };
