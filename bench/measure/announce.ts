/** What an announcement needs in a database: an hour at which it may go out, people who want it, and itself, approved. */
import { ClockStore } from '#models/clock.store.ts';
import { connect, database as databaseOf } from '#models/database.ts';
import type { Broadcast } from '#models/broadcast.ts';
import { createModels } from '#models/models.ts';
import type { Models } from '#models/models.ts';
import { SUBSCRIBERS } from '#models/subscription.ts';
import { quietUntil } from '#services/broadcast/quiet.ts';
import { loadCouncil } from '#services/council.ts';

const HOUR = 3_600_000;
/** Hours that a measurement may take. */
const AHEAD = [0, 1, 2, 3];
const BATCH = 1000;

export interface House {
  models: Models;
  close(): Promise<void>;
}

export async function openHouse(database: string): Promise<House> {
  const connection = await connect(database);
  return { models: createModels(connection), close: () => connection.close() };
}

/** Before the process starts that sends. */
export async function toLoudHours({ models }: House): Promise<void> {
  const clock = new ClockStore(databaseOf(models.Visit.db));
  const council = loadCouncil('medan');
  const now = Date.now() + (await clock.offset());
  let ms = 0;
  while (AHEAD.some((hours) => quietUntil(council, now + ms + hours * HOUR) !== null)) ms += HOUR / 2;
  if (ms > 0) await clock.move(ms);
}

/** `chatOf` gives the chat of the n-th; those who joined before stay. Returns how many joined a second. */
export async function join({ models }: House, people: number, chatOf: (n: number) => string): Promise<number> {
  const joined = (await models.Counter.findOne({ _id: SUBSCRIBERS }).lean<{ value: number }>())?.value ?? 0;
  const since = performance.now();
  for (let n = joined; n < people; n += BATCH)
    await models.Subscription.collection.insertMany(
      Array.from({ length: Math.min(BATCH, people - n) }, (_, i) => ({
        ...{ _id: chatOf(n + i), schemaVersion: 1, seq: n + i + 1, status: 'aktif', topics: ['layanan'] },
        ...{ district: null, locale: 'id', consent: null, leftAt: null },
      })) as never[],
      { ordered: false },
    );
  await models.Counter.updateOne({ _id: SUBSCRIBERS }, { $set: { value: people } }, { upsert: true });
  return ((people - joined) * 1000) / (performance.now() - since);
}

/** Nobody has joined any more. */
export async function leave({ models }: House): Promise<void> {
  await models.Subscription.deleteMany({});
  await models.Counter.deleteOne({ _id: SUBSCRIBERS });
}

export async function announce({ models }: House, number: string): Promise<() => Promise<Broadcast>> {
  await models.Broadcast.create({
    ...{ _id: number, serial: Number(number.slice(2)), requestKey: number, status: 'terjadwal', at: new Date(0) },
    ...{ audience: { by: 'topik', values: ['layanan'] }, except: { districts: [], broadcasts: [] } },
    ...{ text: { id: 'Kantor tutup Jumat.', en: null }, author: { person: 'p', name: 'Sari' } },
  } as never);
  return async () => (await models.Broadcast.findOne({ _id: number }).lean<Broadcast>())!;
}
