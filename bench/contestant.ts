/** A contestant is a process of its own: started, watched from outside, ended. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type Name = 'menyapa' | 'grammy' | 'telegraf' | 'floor';
export const NAMES: readonly Name[] = ['menyapa', 'grammy', 'telegraf', 'floor'];

const FILES: Record<Name, string> = {
  menyapa: 'ours.ts',
  grammy: 'peers/grammy.ts',
  telegraf: 'peers/telegraf.ts',
  floor: 'peers/floor.ts',
};
/** Of `utime` and `stime`: hundredths of a second on every Linux there is. */
const TICK_MS = 10;
const START_LIMIT = 120_000;

/** None outlives a benchmark that fails. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export class Contestant {
  readonly name: Name;
  readonly token: string;
  webhook = '';
  /** Machine ms from spawn to ready. */
  startMs = 0;
  private child!: ChildProcess;

  constructor(name: Name) {
    this.name = name;
    this.token = `${1000 + NAMES.indexOf(name)}:${name}`;
  }

  async start(
    apiRoot: string,
    database: string,
    options: readonly string[] = [],
    more: Record<string, string> = {},
  ): Promise<this> {
    const since = performance.now();
    const env = {
      ...{
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        REDIS_URL: process.env['REDIS_URL'],
        DATA_DIR: process.env['DATA_DIR'],
      },
      ...{ NODE_ENV: 'production', BENCH_TOKEN: this.token, BENCH_API_ROOT: apiRoot, MONGODB_URI: database },
      ...more,
    };
    const file = path.join(import.meta.dirname, FILES[this.name]);
    this.child = spawn(process.execPath, [...options, file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    running.add(this.child);
    this.webhook = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${this.name} does not start`)), START_LIMIT);
      this.child.once('exit', (code) => reject(new Error(`${this.name} ended with ${code}`)));
      this.child.stdout?.on('data', (data: Buffer) => {
        const found = /ready (\S+)/.exec(data.toString());
        if (!found) return;
        clearTimeout(late);
        resolve(found[1] ?? '');
      });
    });
    this.startMs = performance.now() - since;
    return this;
  }

  /** ms of processor time that the process has used. */
  cpu(): number {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  /** MB that the process holds. */
  memory(): number {
    const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))?.[1];
    return Number(kb) / 1024;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    const hard = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await gone;
    running.delete(this.child);
    clearTimeout(hard);
  }
}
