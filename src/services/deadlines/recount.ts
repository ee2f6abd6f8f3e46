/**
 * Deadlines that were counted by an older calendar are counted anew, and exactly those people hear of it whose date moved. In three
 * steps, each of which may be the last of a process and is resumed by the next sweep: the document gets its new dates with a note
 * of what moved; it is told, once for a round; the note goes. Only where nothing moves any more has it been counted by the new
 * calendar: who wrote it meanwhile, or a second holiday, is seen then.
 */
import { randomUUID } from 'node:crypto';
import { isOutage } from '#models/database.ts';
import { countedBefore } from '#models/dated.ts';
import type { MovedDate } from '#models/dated.ts';
import type { HolidayChange } from '#models/holiday.ts';
import type { Services } from '../commands.ts';
import { isOver } from './holder.ts';
import type { AnyHolder, DatedDocument, Running } from './holder.ts';
import { tellMoved } from './tell-moved.ts';

/** Documents counted between two words to staff, each of which names all of its round. */
const BATCH = 50;
/** Rounds in one sweep; the next takes the rest. */
const MOST = 20;

interface Sweep {
  moved: number;
  /** Documents that failed, by id: those behind them have their turn all the same. */
  broken: Map<string, unknown>;
}

/** Returns how many documents moved; the first fault is told behind all others. */
export async function recount(services: Services, holders: readonly AnyHolder[]): Promise<number> {
  const sweep: Sweep = { moved: 0, broken: new Map() };
  for (const holder of holders) for (let n = 0; n < MOST && (await batch(services, holder, sweep)); n += 1);
  const { size } = sweep.broken;
  if (size) throw new Error(`${size} deadlines were not counted anew`, { cause: [...sweep.broken.values()][0] });
  return sweep.moved;
}

/** False where nothing is left. */
async function batch(services: Services, holder: AnyHolder, sweep: Sweep): Promise<boolean> {
  const { broken } = sweep;
  const found = await holder
    .model(services.models)
    .find({ ...countedBefore(services.council.calendar), ...(broken.size && { _id: { $nin: [...broken.keys()] } }) })
    .sort({ calendar: 1 })
    .limit(BATCH)
    .lean<DatedDocument[]>();
  if (!found.length) return false;
  // A holiday that was changed while this process slept.
  await services.holidays.refresh();
  const unlessBroken = (of: readonly DatedDocument[]) => (error: unknown) => {
    if (isOutage(error)) throw error;
    for (const { _id } of of) broken.set(_id, error);
  };
  // What a process left behind that died before it had told.
  for (const [left, of] of Map.groupBy(found, ({ moved }) => moved?.round))
    if (left !== undefined) await tellRound(services, holder, left).catch(unlessBroken(of));
  const round = randomUUID();
  const changes = await changesSince(services, Math.min(...found.map(({ calendar }) => calendar ?? 0)));
  const moved: DatedDocument[] = [];
  for (const document of found)
    if (!document.moved)
      await move(services, holder, document, round, changes).then(
        (did) => void (did && moved.push(document)),
        unlessBroken([document]),
      );
  if (moved.length) await tellRound(services, holder, round).catch(unlessBroken(moved));
  sweep.moved += moved.length;
  return true;
}

const changesSince = ({ models }: Services, stand: number): Promise<HolidayChange[]> =>
  models.Holiday.find({ stand: { $gte: stand } }).lean<HolidayChange[]>();

/** True where a date moved. Somebody who wrote it in the same moment leaves it to the next sweep. */
async function move(
  services: Services,
  holder: AnyHolder,
  document: DatedDocument,
  round: string,
  changes: readonly HolidayChange[],
): Promise<boolean> {
  const { council, clock, models } = services;
  const now = clock.now();
  const running = holder.running(council, document);
  // What is over was kept or missed by the calendar of its day; and no promise ends before it could be kept.
  const moving = running.filter(
    (one) => !same(one) && !isOver(council, one.was, now) && !isOver(council, one.now, now),
  );
  const dates = new Map(running.map((one) => [one.what, moving.includes(one) ? one.now : one.was]));
  const rows = moving.map((one) => rowOf(one, changes));
  const written = await holder.model(models).updateOne(
    {
      _id: document._id,
      [holder.version]: document[holder.version as keyof DatedDocument],
      calendar: document.calendar,
      moved: null,
      // Another sweep has moved it since, and told everybody: its version is still that of before.
      [`history.${document.history.length}`]: { $exists: false },
    },
    {
      $set: {
        ...holder.fields(council, document, dates, now),
        ...(rows.length ? { moved: { round, rows } } : { calendar: council.calendar }),
      },
      ...(rows.length && {
        $push: { history: { at: new Date(now), what: 'tenggat', note: rows.map(noteOf).join('; ') } },
      }),
    },
  );
  return rows.length > 0 && written.modifiedCount > 0;
}

const same = ({ was, now }: Running): boolean => was === now || Date.parse(was) === Date.parse(now);

const noteOf = ({ what, was, now }: MovedDate): string => `${what} ${was} → ${now}`;

function rowOf({ what, was, now, counted }: Running, changes: readonly HolidayChange[]): MovedDate {
  const days = [counted.start, was.slice(0, 10), now.slice(0, 10)].toSorted();
  const [first = '', , last = ''] = days;
  const cause = changes
    .filter(({ _id }) => first <= _id && _id <= last)
    .toSorted((a, b) => a.stand - b.stand)
    .at(-1);
  return { what, was, now, why: cause ? { date: cause._id, name: cause.name, open: cause.kind === null } : null };
}

/** Everything of the round that is not told yet; told before, its words are known by their keys. */
async function tellRound(services: Services, holder: AnyHolder, round: string): Promise<void> {
  const model = holder.model(services.models);
  const ofRound = { 'moved.round': round };
  const documents = await model.find(ofRound).sort({ _id: 1 }).lean<DatedDocument[]>();
  await tellMoved(services, holder, documents, round);
  await model.updateMany(ofRound, { $set: { moved: null } });
}
