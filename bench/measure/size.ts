/** What a long conversation and many stored ones cost a turn. */
import { MongoClient } from 'mongodb';
import type { Contestant } from '../contestant.ts';
import { People } from '../people.ts';
import type { Platform } from '../platform.ts';
import { LIST } from '../script.ts';
import { median } from '../report.ts';
import { fresh } from './throughput.ts';

/** People who fill in the long form, one turn after the other. */
const PEOPLE = 4;
/** Turns of either end that count. */
const NEAR = 5;

/** ms of turn 2 and those after it, and of turn 100 and those before it. */
export async function long(platform: Platform, to: Contestant): Promise<{ early: number; late: number }> {
  const people = new People(platform, to, LIST, fresh(PEOPLE), PEOPLE);
  await people.whole();
  people.close();
  const turns = (from: number): number => median(people.times.slice(from * PEOPLE, (from + NEAR) * PEOPLE));
  return { early: turns(1), late: turns(100 - NEAR) };
}

const BATCH = 1000;

/** Copies one chat that has talked `count` times over, under addresses that nobody writes to and that begin with `first`. */
export async function fill(database: string, count: number, first = '9000000'): Promise<void> {
  const client = await new MongoClient(database).connect();
  const chats = client.db().collection<{ _id: string }>('chats');
  const one = await chats.findOne({ inbox: { $size: 0 } });
  if (!one) throw new Error('nobody has talked yet');
  for (let n = 0; n < count; n += BATCH)
    await chats.insertMany(
      Array.from({ length: BATCH }, (_, i) => ({ ...one, _id: `telegram-public:${first}${n + i}` })),
    );
  await client.close();
}
