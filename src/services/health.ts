/**
 * Whether this process can do its work, part by part. Names and states only: whoever reads it may be anybody on the network
 * behind the proxy. What has another way round (Valkey, a poller that another process is) is told, but is no reason to stand aside.
 */
import type { mongo } from 'mongoose';
import { pendingMigrations } from '#models/migrations/migrate.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import type { Standing } from './whatsapp/number-book.ts';

export interface Part {
  ok: boolean;
  state: string;
}

export interface Readiness {
  ready: boolean;
  parts: {
    database: Part;
    migrations: Part;
    valkey: Part;
    /** By the name of what is held: `held` here, or `elsewhere`, which is as good. */
    leases: Record<string, 'held' | 'elsewhere'>;
    process: Part;
    /** WhatsApp's numbers by name: the state, and how the last session ended where it is not well. No reason to stand aside. */
    whatsapp: Record<string, string>;
  };
}

export interface HealthParts {
  db: mongo.Db;
  keepers: readonly LeaseKeeper[];
  valkey(): string;
  stopping(): boolean;
  numbers(): Promise<readonly Pick<Standing, 'name' | 'state' | 'why'>[]>;
}

/** ms after which the database counts as away: whoever asks waits no longer either. */
const LIMIT = 2000;

const part = (ok: boolean, good: string, bad: string): Part => ({ ok, state: ok ? good : bad });

/** A promise without an end would make of a probe what it looks for. */
const inTime = <T>(work: Promise<T>): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, LIMIT, null)));
  return Promise.race([work.catch(() => null), late]).finally(() => clearTimeout(timer));
};

export async function readiness({ db, keepers, valkey, stopping, numbers }: HealthParts): Promise<Readiness> {
  const [pending, standings] = await Promise.all([inTime(pendingMigrations(db)), inTime(numbers())]);
  const wakeUps = valkey();
  const parts = {
    database: part(pending !== null, 'reachable', 'away'),
    migrations: part(pending?.length === 0, 'done', pending === null ? 'unknown' : 'pending'),
    valkey: part(wakeUps === 'ready', 'reachable', 'away'),
    leases: Object.fromEntries(keepers.map((keeper) => [keeper.name, keeper.held() ? 'held' : 'elsewhere'] as const)),
    process: part(!stopping(), 'running', 'stopping'),
    whatsapp: Object.fromEntries(
      (standings ?? []).map(({ name, state, why }) => [name, why === null ? state : `${state} (${why})`]),
    ),
  };
  return { ready: parts.database.ok && parts.migrations.ok && parts.process.ok, parts };
}
