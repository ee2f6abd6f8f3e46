/** Every change of a report passes here: a compare-and-set by the table of states, with its history and what is due next. */
import { changeOne } from '#models/change-one.ts';
import { standAfter } from '#models/dated.ts';
import type { Aduan, AduanEvent } from '#models/aduan.ts';
import type { Services } from '#services/commands.ts';
import { nextDue } from '../schedule.ts';
import { after } from '../states.ts';
import type { Action, Actor, State } from '../states.ts';

export interface Wish {
  number: string;
  action: Action;
  actor: Actor;
  requestKey: string;
  /** Version that was looked at; null where the state alone decides (the reporter, the clock). */
  seen: number | null;
  /** What else changes; null from the function: not any more. */
  set?: Partial<Aduan> | ((report: Aduan) => Partial<Aduan> | null);
  event?: Pick<AduanEvent, 'by' | 'note' | 'fixed'>;
}

/** `again`: this very request had done it before. Null: there is no such report. */
export type Changed = { report: Aduan; again: boolean } | { state: State } | null;

const TRIES = 10;

export async function changeReport(services: Services, wish: Wish): Promise<Changed> {
  const { models, clock } = services;
  const { number, action, actor, requestKey, seen, set = {}, event = {} } = wish;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const report = await models.Aduan.findOne({ _id: number }).lean<Aduan>();
    if (!report) return null;
    if (report.history.some((one) => one.requestKey === requestKey)) return { report, again: true };
    const state = after(report.state as State, action, actor);
    if (state === null || (seen !== null && seen !== report.version)) return { state: report.state as State };
    const changes = typeof set === 'function' ? set(report) : set;
    if (changes === null) return { state: report.state as State };
    const closedAt = state === 'selesai' ? (report.closedAt ?? new Date(clock.now())) : null;
    const changed = await write(
      services,
      report,
      { ...changes, state, closedAt },
      { ...event, what: action, requestKey },
    );
    if (changed) return { report: changed, again: false };
  }
  throw new Error('a report changed under every try');
}

/** The one write, on the version that was looked at. Null: somebody was faster. */
export function write(
  { models, council, clock }: Services,
  report: Aduan,
  set: Partial<Aduan>,
  event: Omit<AduanEvent, 'at'>,
): Promise<Aduan | null> {
  const entry = { ...event, at: new Date(clock.now()) };
  // Opened again, it needs no word of its end any more.
  const untold = (set.state ?? report.state) === 'selesai' ? (set.untold ?? report.untold ?? null) : null;
  const dueAt = nextDue(council, { ...report, ...set, untold, history: [...report.history, entry] });
  const ends = ['selesai', 'digabung'].includes(set.state ?? report.state);
  const calendar = ends ? null : standAfter(report, council.calendar);
  return changeOne(
    models.Aduan,
    { _id: report._id, version: report.version },
    { $set: { ...set, untold, dueAt, calendar }, $inc: { version: 1 }, $push: { history: entry } },
  );
}
