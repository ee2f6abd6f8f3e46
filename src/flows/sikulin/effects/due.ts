/**
 * What the clock does to visits, in two steps: first the visit changes, if nobody was faster, and notes what is to be said; then
 * that is said, and the next duty is found. Whoever dies between the two is followed by the next sweep, and nobody is told of
 * a thing that somebody else prevented in the same second.
 */
import { changeOne } from '#models/change-one.ts';
import type { Visit, VisitNews } from '#models/visit.ts';
import type { Services } from '#services/commands.ts';
import { eachDue } from '#services/each-due.ts';
import { nextDue } from '../schedule.ts';
import type { DueKind } from '../schedule.ts';
import { eventFor, eventOf, standOf } from './change.ts';
import { STEPS, WORDS } from './duties.ts';
import { letGo } from './letting-go.ts';

export const visitsDue = (services: Services): Promise<number> =>
  eachDue(services.models.Visit, services.clock.now(), (visit) => carryOut(services, visit));

async function carryOut(services: Services, visit: Visit): Promise<void> {
  const changed = visit.news ? visit : await change(services, visit);
  if (changed?.news) await tell(services, changed, changed.news);
}

/** Null: somebody did something with it meanwhile. */
function change({ models, council, clock }: Services, visit: Visit): Promise<Visit | null> {
  const what = visit.dueWhat as DueKind;
  const { set, event } = STEPS[what](council, visit, clock.now());
  const key = `due/${visit._id}/${visit.dueVersion}`;
  const noted = eventFor(visit, set, { ...event, at: new Date(clock.now()), requestKey: key });
  return changeOne(
    models.Visit,
    { _id: visit._id, dueVersion: visit.dueVersion },
    {
      // It stays due until it is told.
      $set: { ...noted.set, news: { what, key, at: visit.dueAt }, ...standOf(council, { ...visit, ...set }) },
      $inc: { dueVersion: 1 },
      $push: { history: noted.event },
    },
  );
}

async function tell(services: Services, visit: Visit, { what, key, at }: VisitNews): Promise<void> {
  const kind = what as DueKind;
  await letGo(services, visit, eventOf(visit, key)?.left);
  await WORDS[kind](services, visit, key);
  const due = nextDue(services.council, visit, at.getTime(), kind);
  await services.models.Visit.updateOne(
    { _id: visit._id, dueVersion: visit.dueVersion },
    {
      $set: { news: null, dueAt: due?.at ?? null, dueWhat: due?.what ?? null, ...standOf(services.council, visit) },
      $inc: { dueVersion: 1 },
    },
  );
}
