/** Every change of a visit passes here: a compare-and-set that also writes the history and what is due next. */
import { changeOne } from '#models/change-one.ts';
import { standAfter } from '#models/dated.ts';
import { OPEN_STATUS } from '#models/visit.ts';
import type { Visit, VisitEvent } from '#models/visit.ts';
import type { Council } from '#services/council.ts';
import type { Services } from '#services/commands.ts';
import { nextDue } from '../schedule.ts';
import { leftBy, letGo, toldOf } from './letting-go.ts';

/** What to change, or why not. */
export type Plan<Stop> = { set: Partial<Visit>; event: Pick<VisitEvent, 'what' | 'by' | 'note'> } | { stop: Stop };

/**
 * `visit` as this request left it, in what people are told; `now` as it stands: where a handler runs again after a death,
 * others may have changed it since. `what` is the event's.
 */
export interface Made {
  visit: Visit;
  now: Visit;
  what: string;
}

export type Change<Stop> = Made | { stop: Stop } | null;

/** Losing so often means that something else is wrong. */
const TRIES = 10;

/**
 * Changes a visit once for a request, and frees what the visit held before, in this run or the next. `plan` sees the visit
 * as it is and may run several times. Null: there is no such visit.
 */
export async function changeVisit<Stop>(
  services: Services,
  number: string,
  requestKey: string,
  plan: (visit: Visit) => Plan<Stop> | Promise<Plan<Stop>>,
): Promise<Change<Stop>> {
  const { models, council, clock } = services;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const visit = await models.Visit.findOne({ _id: number }).lean<Visit>();
    if (!visit) return null;
    const again = eventOf(visit, requestKey);
    if (again) return followed(services, visit, again);
    const planned = await plan(visit);
    if ('stop' in planned) return planned;
    const now = clock.now();
    const { set, event } = eventFor(visit, planned.set, { ...planned.event, at: new Date(now), requestKey });
    const changed = await changeOne(
      models.Visit,
      { _id: number, dueVersion: visit.dueVersion, status: visit.status },
      {
        $set: { ...set, ...dueAfter(council, visit, set, now), ...standOf(council, { ...visit, ...set }) },
        $inc: { dueVersion: 1 },
        $push: { history: event },
      },
    );
    if (changed) return followed(services, changed, event);
  }
  throw new Error('a visit changed under every try');
}

/**
 * So much was done to a visit that guests change it no more, but for ending it: its history stays within what a document
 * holds. Behind that come only the steps that end it, and those of the clock, of which the days before a visit have few.
 */
export const crowded = ({ history }: Pick<Visit, 'history'>): boolean => history.length >= 120;

/** What this very request did, where it did something already. */
export const eventOf = ({ history }: Pick<Visit, 'history'>, requestKey: string): VisitEvent | undefined =>
  history.find((event) => event.requestKey === requestKey);

/** The event with what it leaves behind; a letter's number that no longer holds goes from the visit too. */
export function eventFor(
  visit: Visit,
  set: Partial<Visit>,
  event: VisitEvent,
): { set: Partial<Visit>; event: VisitEvent } {
  const after = { ...visit, ...set };
  const left = leftBy(visit, after);
  return {
    set: { ...set, ...(left?.letterNumber && { letterNumber: null }) },
    event: { ...event, as: toldOf(after), ...(left && { left }) },
  };
}

async function followed(services: Services, now: Visit, event: VisitEvent): Promise<Made> {
  await letGo(services, now, event.left);
  return { visit: { ...now, ...event.as }, now, what: event.what };
}

type Due = Pick<Visit, 'dueAt' | 'dueWhat'>;

/** To every write of a visit: the deadlines of an open one follow the calendar. */
export const standOf = (council: Council, visit: Visit): Pick<Visit, 'calendar'> => ({
  calendar: OPEN_STATUS.includes(visit.status) ? standAfter(visit, council.calendar) : null,
});

/** What the clock has done is told first: until then it stays due. */
export function dueAfter(council: Council, visit: Visit, set: Partial<Visit>, now: number): Due {
  if (visit.news) return { dueAt: visit.dueAt, dueWhat: visit.dueWhat };
  const due = nextDue(council, { ...visit, ...set }, doneUntil(visit, now));
  return { dueAt: due?.at ?? null, dueWhat: due?.what ?? null };
}

/** What is due and was not swept yet stays due: a guest who acts in that second, or after an outage, loses no reminder. */
const doneUntil = ({ dueAt }: Visit, now: number): number =>
  dueAt && dueAt.getTime() <= now ? dueAt.getTime() - 1 : now;
