/** A database and a Valkey of a test's own, to be killed and started again under a running system. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { until } from './until.ts';

interface Servers {
  addresses: { MONGODB_URI: string; REDIS_URL: string };
  known: { children: { pid: number }[] };
  start(): Promise<void>;
  stop(): Promise<void>;
}

type Bootstrap = {
  Servers: new (options: {
    dir: string;
    env: object;
    throwaway: boolean;
    steady: boolean;
    signal: AbortSignal;
  }) => Servers;
};

const bootstrap = path.resolve(import.meta.dirname, '../../../scripts/bootstrap/servers.js');

export class OwnServers {
  private readonly dir: string;
  private servers: Servers | undefined;
  private readonly env: object;

  /** `env` names what is given and not its own: a `MONGODB_URI` leaves it the Valkey alone, a `REDIS_URL` the database. */
  constructor(env: { MONGODB_URI?: string; REDIS_URL?: string } = {}) {
    this.env = env;
    const base = path.join(tmpdir(), 'menyapa-crash');
    mkdirSync(base, { recursive: true });
    this.dir = mkdtempSync(path.join(base, 'servers-'));
  }

  /** Starts both, or starts them again where they were, with everything that they had acknowledged. Rejects in seconds where they cannot be had there. */
  async start(): Promise<Servers['addresses']> {
    const { Servers } = (await import(pathToFileURL(bootstrap).href)) as Bootstrap;
    const { signal } = new AbortController();
    this.servers = new Servers({ dir: this.dir, env: this.env, throwaway: false, steady: true, signal });
    await this.servers.start();
    return this.servers.addresses;
  }

  /** As a power cut would, but for the disk. Resolves when they are gone. */
  async kill(): Promise<void> {
    const pids = this.servers?.known.children.map(({ pid }) => pid) ?? [];
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await until(() => pids.every((pid) => !alive(pid)));
  }

  async stop(): Promise<void> {
    await this.servers?.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
