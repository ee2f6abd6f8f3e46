/**
 * Whoever waits for the office hears of it without asking, so that nobody believes to be forgotten: on a few working days of a
 * wait, the further apart the longer it lasts, and then no more. Pure.
 */
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Aduan } from '#models/aduan.ts';
import { addWorkingDays, isWorkingDay, nextOpening } from '#services/calendar.ts';
import { daysOf, deadline } from '#services/deadlines/deadline.ts';
import { setting } from '#services/council.ts';
import type { Council } from '#services/council.ts';
import { noObjection } from './objection.ts';
import type { State } from './states.ts';

/** What a wait begins with. At an office it is that office which is waited for, and begins with its having been asked. */
const OURS = new Set(['diterima', 'belum-beres', 'keberatan']);
const BEGINS: Partial<Record<State, ReadonlySet<string>>> = {
  ...{ diterima: OURS, ditangani: OURS },
  diteruskan: new Set(['teruskan']),
};
/** By these the reporter heard or said something meanwhile. `kabar`: that it still waits. */
const HEARD = new Set(['kabar', 'tanya', 'lengkapi', 'teruskan', 'perpanjang', 'pisah']);

type Waiting = Pick<Aduan, 'state' | 'history'>;

const begun = ({ state, history }: Waiting): Date | null =>
  history.findLast(({ what }) => BEGINS[state as State]?.has(what))?.at ?? null;

/** When the next word is due, in the morning of its day; null where none is. */
export function nextWord(council: Council, report: Waiting): Date | null {
  const since = begun(report);
  if (!since) return null;
  const heard = report.history.findLast(({ what, at }) => HEARD.has(what) && at >= since);
  const passed = heard ? workingDay(council, since, dateOf(council, heard.at)) : 0;
  const next = setting(council, 'aduan.waitingDays', dateOf(council, since)).find((day) => day > passed);
  if (next === undefined) return null;
  return new Date(nextOpening(council, `${addWorkingDays(council, startOf(council, since), next)}T00:00`));
}

/** The how-manieth working day of the wait it is: the day after it began is the first. */
export function workingDay(council: Council, since: Date, today: string): number {
  const start = startOf(council, since);
  if (today <= start) return 0;
  return daysOf({ start, due: today }).filter((date) => isWorkingDay(council, date)).length;
}

/** What comes after hours counts from the next working day, as with every deadline. */
const startOf = (council: Council, since: Date): string => deadline(council, since.getTime(), { workingDays: 0 }).start;

/** Whom it waits for, and for how long. */
export interface StillWaiting {
  state: string;
  office: string;
  day: number;
}

export function stillWaiting(council: Council, report: Waiting & Pick<Aduan, 'office'>, today: string): StillWaiting {
  const since = begun(report);
  const found = council.offices.find(({ code }) => code === report.office);
  const day = since ? workingDay(council, since, today) : 0;
  return { state: report.state, office: found?.short ?? '-', day };
}

/** The word itself. `number`: of whoever reads it. */
export function waitingText(council: Council, report: Aduan, number: string, today: string): TextRef {
  const { state, ...of } = stillWaiting(council, report, today);
  const isLate = report.answerBy < today;
  const more = isLate && !noObjection(council, report, today) ? tx('tindak-lanjut.mayObject') : '';
  return tx(`tindak-lanjut.waiting-${state}`, { number, ...of, more });
}

/** It was said since the wait began: what somebody who asks for news is told. */
export function wasTold(report: Waiting): boolean {
  const since = begun(report);
  return since !== null && report.history.some(({ what, at }) => what === 'kabar' && at >= since);
}

const dateOf = ({ zone }: Council, at: Date): string => at.toLocaleDateString('sv', { timeZone: zone });
