/**
 * How long files are kept. Those of a visit (letter, photo, ticket, papers) until some days after it, by
 * `sikulin.keepFileDays`; those of a report or a conversation as long as that, which takes them along; those of an announcement until a
 * month after its end; what was replaced, and lists that belong to nothing, for a day.
 */
import { DateTime } from 'luxon';
import type { Broadcast } from '#models/broadcast.ts';
import type { Visit } from '#models/visit.ts';
import type { Aduan } from '#models/aduan.ts';
import type { Obrolan } from '#models/obrolan.ts';
import type { Services } from './commands.ts';
import { setting } from './council.ts';

const BATCH = 200;
const DAY = 86_400_000;
const MONTH = 30 * DAY;

/** Erases what is due, in batches; returns how many. Safe to run at any time, also by two at once. */
export async function eraseFiles(services: Services): Promise<number> {
  const { files, clock } = services;
  const now = clock.now();
  let erased = 0;
  for (;;) {
    const due = await files.due(now, BATCH);
    const owners = due.filter(({ released }) => !released).map(({ owner }) => owner);
    const ends = owners.length ? await endsOf(services, owners) : new Map<string, Date>();
    for (const { _id, owner, released } of due) {
      const end = released ? undefined : ends.get(owner);
      if (end && end.getTime() > now) await files.neededUntil(_id, end);
      else {
        await files.remove(_id);
        erased += 1;
      }
    }
    if (due.length < BATCH) return erased;
  }
}

const endsOf = async (services: Services, owners: string[]): Promise<Map<string, Date>> =>
  new Map([
    ...(await visitEnds(services, owners)),
    ...(await reportEnds(services, owners)),
    ...(await talkEnds(services, owners)),
    ...(await broadcastEnds(services, owners)),
  ]);

/** When the files of each visit may go. A letter that came with the booking belongs to its request: the visit had no number. */
async function visitEnds({ models, council }: Services, owners: string[]): Promise<Map<string, Date>> {
  const visits = await models.Visit.find(
    { $or: [{ _id: { $in: owners } }, { requestKey: { $in: owners } }] },
    { requestKey: 1, date: 1 },
  ).lean<Pick<Visit, '_id' | 'requestKey' | 'date'>[]>();
  return new Map(
    visits.flatMap(({ _id, requestKey, date }) => {
      const days = setting(council, 'sikulin.keepFileDays', date);
      const end = DateTime.fromISO(date, { zone: council.zone })
        .plus({ days: days + 1 })
        .toJSDate();
      return [
        [_id, end],
        [requestKey, end],
      ] as [string, Date][];
    }),
  );
}

/** A report that is there still needs its files tomorrow. */
async function reportEnds({ models, clock }: Services, owners: string[]): Promise<Map<string, Date>> {
  const found = await models.Aduan.find({ requestKey: { $in: owners } }, { requestKey: 1 }).lean<
    Pick<Aduan, 'requestKey'>[]
  >();
  return new Map(found.map(({ requestKey }) => [requestKey, new Date(clock.now() + DAY)]));
}

/** So does a conversation. */
async function talkEnds({ models, clock }: Services, owners: string[]): Promise<Map<string, Date>> {
  const found = await models.Obrolan.find(
    { $or: [{ _id: { $in: owners } }, { requestKey: { $in: owners } }] },
    { requestKey: 1 },
  ).lean<Pick<Obrolan, '_id' | 'requestKey'>[]>();
  const end = new Date(clock.now() + DAY);
  return new Map(found.flatMap(({ _id, requestKey }) => [_id, requestKey].map((owner) => [owner, end] as const)));
}

/** An announcement's file is needed until a month after its end. */
async function broadcastEnds({ models, clock }: Services, owners: string[]): Promise<Map<string, Date>> {
  const found = await models.Broadcast.find({ _id: { $in: owners } }, { finishedAt: 1 }).lean<Broadcast[]>();
  return new Map(found.map(({ _id, finishedAt }) => [_id, new Date((finishedAt?.getTime() ?? clock.now()) + MONTH)]));
}
