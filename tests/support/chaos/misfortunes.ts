/** What goes wrong, one thing after another, until it is told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Fault } from '#simulator/faults.ts';
import type { StandIn } from '#simulator/stand-in.ts';
import type { OwnServers } from '#tests/support/crash/servers.ts';
import type { Supervisor } from '#tests/support/crash/supervisor.ts';

export interface Victims {
  supervisor: Supervisor;
  database: OwnServers;
  valkey: OwnServers;
  /** Of Valkey. */
  redisUrl: string;
  standIn: StandIn;
}

export const MISFORTUNES = ['process', 'database', 'valkey', 'flush', 'sends', 'polls'] as const;
export type Misfortune = (typeof MISFORTUNES)[number];

/** ms between two misfortunes, and the longest that a server stays away. */
const REST = 1800;
const AWAY = 1500;

/** What the platform does to some calls. The sends that it may have shown are counted as doubtful by the system. */
const SENDS: readonly Fault[] = [
  { kind: 'refuse' },
  { kind: 'hang' },
  { kind: 'cut' },
  { kind: 'silent' },
  { kind: 'late', ms: 400 },
  { kind: 'answer', code: 429, retryAfter: 1 },
  { kind: 'answer', code: 502 },
];
const POLLS: readonly Fault[] = [
  { kind: 'refuse' },
  { kind: 'cut' },
  { kind: 'late', ms: 700 },
  { kind: 'answer', code: 502 },
];

export class Misfortunes {
  readonly counts = Object.fromEntries(MISFORTUNES.map((kind) => [kind, 0])) as Record<Misfortune, number>;
  /** When a server was there again, `performance.now()`. */
  readonly back: number[] = [];
  ended: Promise<void> = Promise.resolve();
  private readonly victims: Victims;

  constructor(victims: Victims) {
    this.victims = victims;
  }

  /** Resolves when `signal` has ended, each has struck once, and everything that was taken away is there again. */
  start(signal: AbortSignal): Promise<void> {
    return (this.ended = this.strike(signal));
  }

  private async strike(signal: AbortSignal): Promise<void> {
    // However slow the machine: each is met once.
    while (!signal.aborted || Object.values(this.counts).includes(0)) {
      const kind = this.next();
      this.counts[kind] += 1;
      await this.one(kind);
      await sleep(REST * (0.5 + Math.random()), undefined, { signal }).catch(() => {});
    }
  }

  /** Any of those that struck least: a short run meets each of them. */
  private next(): Misfortune {
    const least = Math.min(...Object.values(this.counts));
    const rare = MISFORTUNES.filter((kind) => this.counts[kind] === least);
    return pick(rare);
  }

  private async one(kind: Misfortune): Promise<void> {
    const { supervisor, database, valkey, redisUrl, standIn } = this.victims;
    switch (kind) {
      case 'process':
        return supervisor.killOne();
      case 'database':
        return this.away(database);
      case 'valkey':
        return this.away(valkey);
      case 'flush':
        return flush(redisUrl);
      case 'sends':
        return standIn.faults.add({ method: '*', times: 1 + Math.floor(Math.random() * 4), fault: pick(SENDS) });
      case 'polls':
        return standIn.faults.add({ method: 'getUpdates', times: 2, fault: pick(POLLS) });
    }
  }

  private async away(server: OwnServers): Promise<void> {
    await server.kill();
    await sleep(Math.random() * AWAY);
    await server.start();
    this.back.push(performance.now());
  }
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, retryStrategy: () => null });
  redis.on('error', () => {});
  await redis.flushall().catch(() => {});
  redis.disconnect();
}

const pick = <T>(all: readonly T[]): T => all[Math.floor(Math.random() * all.length)]!;
