/**
 * One announcement to very many: its rows are made, sent for a while, and what is left is stopped, as a person of staff would. Every row
 * must have come to one end, and nobody have got two.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contestant } from '../contestant.ts';
import type { Platform } from '../platform.ts';
import { announce, join } from './announce.ts';
import type { House } from './announce.ts';
import { databaseMemory } from './stored.ts';

/** A second each, and MB. */
export interface Rows {
  joined: number;
  made: number;
  sent: number;
  /** Closed by a stop; null: all were sent. */
  closed: number | null;
  /** At most, while rows were made, and while they were sent and closed. */
  memoryMaking: number;
  memorySending: number;
  /** Of the database, at most; null: it was not started here. */
  memoryDatabase: number | null;
}

const LOOK = 250;
/** Chats of those who get it. */
const FIRST = 1_000_000_000;

/** @param sending ms after which what is left is stopped */
export async function rows(
  parts: { platform: Platform; house: House; to: Contestant },
  number: string,
  people: number,
  sending: number,
): Promise<Rows> {
  const { platform, house, to } = parts;
  const joined = await join(house, people, (n) => `telegram-public:${FIRST + n}`);
  const got = new Uint8Array(people);
  platform.onMessage = (_token, chat) => void (got[chat - FIRST] = (got[chat - FIRST] ?? 0) + 1);
  const broadcast = await announce(house, number);
  let databasePeak = databaseMemory();
  /** Until it is so; ms, and the most MB on the way. */
  const until = async (so: () => Promise<boolean>): Promise<{ ms: number; peak: number }> => {
    const since = performance.now();
    for (let peak = to.memory(); ; await sleep(LOOK)) {
      peak = Math.max(peak, to.memory());
      databasePeak = databasePeak && Math.max(databasePeak, databaseMemory() ?? 0);
      if (await so()) return { ms: performance.now() - since, peak };
    }
  };
  const making = await until(async () => (await broadcast()).gathered);
  const last = performance.now() + sending;
  const sent = await until(async () => performance.now() > last || (await broadcast()).finishedAt !== null);
  const arrived = got.reduce((all, times) => all + times, 0);
  const stop = { $set: { status: 'dihentikan' }, $inc: { rev: 1 } };
  const stopped = await house.models.Broadcast.updateOne({ _id: number, status: 'berjalan' }, stop);
  const closing = await until(async () => (await broadcast()).finishedAt !== null);
  await check(house, number, people, got);
  return {
    ...{ joined, made: (people * 1000) / making.ms, sent: (arrived * 1000) / sent.ms },
    closed: stopped.matchedCount ? ((people - arrived) * 1000) / closing.ms : null,
    ...{ memoryMaking: making.peak, memorySending: Math.max(sent.peak, closing.peak), memoryDatabase: databasePeak },
  };
}

/** Page by page, as the rows lie. */
async function check({ models }: House, number: string, people: number, got: Uint8Array): Promise<void> {
  const { cursor, total, tally } = (await models.Broadcast.findOne({ _id: number }).lean())!;
  const ends = new Map<string, number>();
  for (let page = 0; page <= cursor.pages; page += 1)
    for (const { state, chat } of await models.Delivery.find(
      { broadcast: number, page },
      { state: 1, chat: 1 },
    ).lean()) {
      ends.set(state, (ends.get(state) ?? 0) + 1);
      const times = got[Number(chat.slice(chat.indexOf(':') + 1)) - FIRST] ?? 0;
      const right = state === 'unknown' ? times <= 1 : times === (state === 'sent' ? 1 : 0);
      if (!right) throw new Error(`a row that is ${state} arrived ${times} times`);
    }
  const all = [...ends.values()].reduce((sum, count) => sum + count, 0);
  const counted = Object.values(tally).reduce((sum, count) => sum + count, 0);
  const wrong = all !== people || total !== people || counted !== people || ends.has('ready') || ends.has('sending');
  const told = JSON.stringify({ people, total, tally, ends: Object.fromEntries(ends) });
  if (wrong) throw new Error(`rows are missing or have no end: ${told}`);
  process.stdout.write(`every row ended once: ${told}\n`);
}
