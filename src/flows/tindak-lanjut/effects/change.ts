/** Every change of a report passes here: a compare-and-set by the table of states, with its history and what is due next. */
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
  set?: Partial<Aduan>;
  event?: Pick<AduanEvent, 'by' | 'note'>;
}

/** `again`: this very request had done it before. Null: there is no such report. */
export type Changed = { report: Aduan; again: boolean } | { state: State } | null;

const TRIES = 10;

export async function changeReport(services: Services, wish: Wish): Promise<Changed> {
  const { models, council, clock } = services;
  const { number, action, actor, requestKey, seen, set = {}, event = {} } = wish;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const report = await models.Aduan.findOne({ _id: number }).lean<Aduan>();
    if (!report) return null;
    if (report.history.some((one) => one.requestKey === requestKey)) return { report, again: true };
    const state = after(report.state as State, action, actor);
    if (state === null || (seen !== null && seen !== report.version)) return { state: report.state as State };
    const entry = { ...event, at: new Date(clock.now()), what: action, requestKey };
    const closedAt = state === 'selesai' ? new Date(clock.now()) : null;
    const next = { ...report, ...set, state, closedAt, history: [...report.history, entry] };
    const changed = await models.Aduan.findOneAndUpdate(
      { _id: number, version: report.version },
      {
        $set: { ...set, state, closedAt, dueAt: nextDue(council, next) },
        $inc: { version: 1 },
        $push: { history: entry },
      },
      { returnDocument: 'after' },
    ).lean<Aduan>();
    if (changed) return { report: changed, again: false };
  }
  throw new Error('a report changed under every try');
}
