/**
 * Keeps processes of the system running and has them killed: each life is armed for one named point, so that its death
 * tells where it was; or it is killed from outside, at no point at all.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { AnyPoint } from '#services/faultpoints.ts';
import { BROADCAST_POINTS, POINTS } from '#services/faultpoints.ts';

/** Where a life dies, with this chance each time it passes there. Null: it is not armed. */
export type Arms = { point: AnyPoint; chance: number } | null;

export type Kills = Record<AnyPoint | 'outside', number>;

const root = path.resolve(import.meta.dirname, '../../..');
const ARGS = ['--import', path.join(root, 'scripts/bootstrap/leash.js'), path.join(root, 'src/main.ts')];

interface Life {
  child: ChildProcess;
  arms: Arms;
  fromOutside: boolean;
  /** Its place among the processes, which the next one takes over. */
  place: number;
  /** The end of what it wrote to stderr. */
  said: string;
}

export interface SupervisorOptions {
  env: Record<string, string>;
  processes: number;
  /** Asked at each birth, with the kills so far. */
  arm(kills: Readonly<Kills>): Arms;
  /** Ports to listen on, one for each process; without them each takes a free one. */
  ports?: readonly number[];
  /** Last words with which a process may end by itself, to be started again: servers that it needs are away. */
  forgives?: RegExp;
}

export class Supervisor {
  readonly kills = Object.fromEntries([...POINTS, ...BROADCAST_POINTS, 'outside'].map((point) => [point, 0])) as Kills;
  private readonly options: SupervisorOptions;
  private readonly lives = new Set<Life>();
  /** Told when a process is ready, `performance.now()`. */
  onReady: (at: number) => void = () => {};
  private stopping = false;
  private broken = false;
  private fail: (error: Error) => void = () => {};
  /** Rejects when a process ends in a way that nobody meant. */
  readonly failed = new Promise<never>((_, reject) => (this.fail = reject));

  constructor(options: SupervisorOptions) {
    this.options = options;
    // Nobody may be looking yet.
    this.failed.catch(() => {});
  }

  /** The first process migrates the database and leaves its compiled code for the others, which then start in half the time. */
  async start(): Promise<void> {
    const first = this.bear(null, 0);
    const { child } = first;
    const ended = once(child, 'exit') as Promise<[number | null]>;
    await Promise.race([once(child.stdout!, 'data'), ended]);
    this.stopping = true;
    // It listens for signals a moment after it says that it is ready.
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill('SIGTERM');
    const [code] = await ended;
    if (code !== 0) throw new Error(`the first process ended with ${code}: ${first.said}`);
    this.stopping = false;
    for (let place = 0; place < this.options.processes; place += 1) this.bear(this.options.arm(this.kills), place);
  }

  /** SIGKILL for one of them, whatever it is doing. */
  killOne(): void {
    const alive = [...this.lives].filter(({ fromOutside }) => !fromOutside);
    const life = alive[Math.floor(Math.random() * alive.length)];
    if (!life) return;
    life.fromOutside = true;
    life.child.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(
      [...this.lives].map(async ({ child }) => {
        child.kill('SIGKILL');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      }),
    );
  }

  private bear(arms: Arms, place: number): Life {
    const port = this.options.ports?.[place];
    const child = spawn(process.execPath, ARGS, {
      cwd: root,
      env: {
        ...this.options.env,
        ...(port !== undefined && { PORT: String(port) }),
        ...(arms && { MENYAPA_CRASH: `${arms.point}:${arms.chance}` }),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const life = { child, arms, fromOutside: false, place, said: '' };
    child.stdout?.once('data', () => this.onReady(performance.now()));
    this.lives.add(life);
    child.stderr?.on('data', (chunk) => (life.said = `${life.said}${String(chunk)}`.slice(-2000)));
    child.once('exit', (code, signal) => this.buried(life, code, signal));
    return life;
  }

  private buried(life: Life, code: number | null, signal: NodeJS.Signals | null): void {
    this.lives.delete(life);
    if (this.stopping) return;
    if (life.fromOutside) this.kills.outside += 1;
    else if (signal === 'SIGKILL' && life.arms) this.kills[life.arms.point] += 1;
    else if (!this.options.forgives?.test(life.said)) {
      this.broken = true;
      this.fail(new Error(`a process ended by itself (${code ?? signal}): ${life.said}`));
    }
    // One that cannot start would be born again and again.
    if (!this.broken) this.bear(this.options.arm(this.kills), life.place);
  }
}
