/**
 * Deadlines that were counted by an older calendar are counted anew, and exactly those people hear of it whose date moved. In three
 * steps, each of which may be the last of a process and is resumed by the next sweep: the document gets its new dates with a note
 * of what moved; it is told, once for a round; the note goes. Only where nothing moves any more has it been counted by the new
 * calendar: who wrote it meanwhile, or a second holiday, is seen then.
 */
import { randomUUID } from 'node:crypto';
import { countedBefore, movedIn } from '#models/dated.ts';
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

/** Returns how many documents moved. */
export async function recount(services: Services, holders: readonly AnyHolder[]): Promise<number> {
  let moved = 0;
  for (const holder of holders)
    for (let n = 0; n < MOST && (await batch(services, holder, (m) => (moved += m))); n += 1);
  return moved;
}

/** False where nothing is left. */
async function batch(services: Services, holder: AnyHolder, count: (moved: number) => void): Promise<boolean> {
  const found = await holder
    .model(services.models)
    .find(countedBefore(services.council.calendar))
    .sort({ calendar: 1 })
    .limit(BATCH)
    .lean<DatedDocument[]>();
  if (!found.length) return false;
  // A holiday that was changed while this process slept.
  await services.holidays.refresh();
  // What a process left behind that died before it had told.
  const left = new Set(found.flatMap(({ moved }) => moved?.round ?? []));
  for (const round of left) await tellRound(services, holder, round);
  const round = randomUUID();
  const changes = await changesSince(services, Math.min(...found.map(({ calendar }) => calendar ?? 0)));
  let moved = 0;
  for (const document of found)
    if (!document.moved && (await move(services, holder, document, round, changes))) moved += 1;
  if (moved) await tellRound(services, holder, round);
  count(moved);
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
  const ofRound = movedIn(round);
  const documents = await model.find(ofRound).sort({ _id: 1 }).lean<DatedDocument[]>();
  await tellMoved(services, holder, documents, round);
  await model.updateMany(ofRound, { $set: { moved: null } });
}
