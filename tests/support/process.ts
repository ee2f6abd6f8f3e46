/** A real process of the system, its log, and a signal to end it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '../..');
const ARGS = ['--import', path.join(root, 'scripts/bootstrap/leash.js'), path.join(root, 'src/main.ts')];

export class Process {
  /** Everything it wrote, line by line, stdout and stderr. */
  readonly lines: string[] = [];
  /** Address of its web side. */
  web = '';
  private readonly child: ChildProcess;
  private readonly gone: Promise<unknown[]>;

  private constructor(env: Record<string, string>) {
    this.child = spawn(process.execPath, ARGS, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.gone = once(this.child, 'exit');
    for (const stream of [this.child.stdout, this.child.stderr])
      if (stream) createInterface(stream).on('line', (line) => this.lines.push(line));
  }

  /** Resolves when it is ready; it is ended with the test. */
  static async start(t: { after(work: () => unknown): void }, env: Record<string, string>): Promise<Process> {
    const started = new Process(env);
    t.after(() => started.kill());
    const ready = (): string | undefined => started.lines.find((line) => line.startsWith('ready: '));
    for (const deadline = Date.now() + 60_000; !ready(); await new Promise((resolve) => setTimeout(resolve, 20)))
      if (started.child.exitCode !== null || Date.now() > deadline)
        throw new Error(`a process did not start: ${started.lines.slice(-5).join('\n')}`);
    // It listens for signals a moment after it says that it is ready.
    await new Promise((resolve) => setTimeout(resolve, 100));
    started.web = ready()?.slice('ready: '.length) ?? '';
    return started;
  }

  /** Lines of its log. */
  get log(): Record<string, unknown>[] {
    return this.lines.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
  }

  /** It is gone, whoever ended it. */
  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** SIGTERM; resolves with the code it ends with. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    await this.gone;
    return this.child.exitCode;
  }

  private async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }
}
