/** What stored chats cost: a turn, the memory of the process and of the database, and the first reply of a process that starts beside them. */
import { readFileSync } from 'node:fs';
import { MongoClient } from 'mongodb';
import type { Contestant } from '../contestant.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import { fill } from './size.ts';
import { firstReply } from './start.ts';
import { latency } from './latency.ts';
import { throughput } from './throughput.ts';

/** MB; null: it was not started here. */
export function databaseMemory(): number | null {
  const pid = process.env['BENCH_DATABASE_PID'];
  if (!pid) return null;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

const PER_SECOND = 1000;

/** `counts` rise; what is there already counts. What does not answer within a minute is no figure, and is said. */
export async function addStored(
  parts: { report: Report; platform: Platform; to: Contestant; database: string },
  counts: readonly number[],
  ms: number,
): Promise<void> {
  const { report, platform, to, database } = parts;
  await throughput(platform, to, 1, 1);
  const client = await new MongoClient(database).connect();
  for (const count of counts) {
    const there = await client.db().collection('chats').estimatedDocumentCount();
    const since = performance.now();
    await fill(database, Math.max(0, count - there), `9${count}`);
    const add = (what: string, unit: string, value: number | null): void =>
      value === null ? undefined : report.add(`${what}, ${count} stored chats`, to.name, unit, value);
    if (count > there) add('chats stored', '/s', ((count - there) * PER_SECOND) / (performance.now() - since));
    await told(async () => {
      const { rate, cpu } = await throughput(platform, to, 16, ms);
      add('turns a second, 16 at once', '/s', rate);
      add('processor a turn, 16 at once', 'ms', cpu);
      const { p50, p99 } = await latency(platform, to, Math.max(0.2, rate / 2), ms);
      add('reply at half of that, p50', 'ms', p50);
      add('reply at half of that, p99', 'ms', p99);
    });
    add('memory', 'MB', to.memory());
    add('memory of the database', 'MB', databaseMemory());
    await told(async () => {
      for (const kind of ['first', 'second'])
        add(`first reply, ${kind} start`, 'ms', await firstReply(platform, to.name, database));
    });
  }
  await client.close();
}

async function told(measure: () => Promise<void>): Promise<void> {
  await measure().catch((error: unknown) => process.stdout.write(`no figure: ${String(error)}\n`));
}
