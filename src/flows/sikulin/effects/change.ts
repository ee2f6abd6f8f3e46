/** Every change of a visit passes here: a compare-and-set that also writes the history and what is due next. */
import type { Visit, VisitEvent } from '#models/visit.ts';
import type { Council } from '#services/council.ts';
import type { Services } from '#services/commands.ts';
import { nextDue } from '../schedule.ts';

/** What to change, or why not. */
export type Plan<Stop> = { set: Partial<Visit>; event: Omit<VisitEvent, 'at' | 'requestKey'> } | { stop: Stop };

export type Change<Stop> = { visit: Visit; before: Visit | null } | { stop: Stop } | null;

/** Losing so often means that something else is wrong. */
const TRIES = 10;

/**
 * Changes a visit once for a request. `before` is the visit as it was, null where this very request had changed it already.
 * `plan` sees the visit as it is and may run several times. Null: there is no such visit.
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
    if (visit.history.some((event) => event.requestKey === requestKey)) return { visit, before: null };
    const planned = await plan(visit);
    if ('stop' in planned) return planned;
    const due = dueAfter(council, visit, planned.set, clock.now());
    const changed = await models.Visit.findOneAndUpdate(
      { _id: number, dueVersion: visit.dueVersion, status: visit.status },
      {
        $set: { ...planned.set, ...due },
        $inc: { dueVersion: 1 },
        $push: { history: { ...planned.event, at: new Date(clock.now()), requestKey } },
      },
      { returnDocument: 'after' },
    ).lean<Visit>();
    if (changed) return { visit: changed, before: visit };
  }
  throw new Error('a visit changed under every try');
}

type Due = Pick<Visit, 'dueAt' | 'dueWhat'>;

/** What the clock has done is told first: until then it stays due. */
function dueAfter(council: Council, visit: Visit, set: Partial<Visit>, now: number): Due {
  if (visit.news) return { dueAt: visit.dueAt, dueWhat: visit.dueWhat };
  const due = nextDue(council, { ...visit, ...set }, doneUntil(visit, now));
  return { dueAt: due?.at ?? null, dueWhat: due?.what ?? null };
}

/** What is due and was not swept yet stays due: a guest who acts in that second, or after an outage, loses no reminder. */
const doneUntil = ({ dueAt }: Visit, now: number): number =>
  dueAt && dueAt.getTime() <= now ? dueAt.getTime() - 1 : now;
