/** By hand, `npm test -- tests/bots/whatsapp/measure.run.ts`: what the README tells of WhatsApp against its stand-in. Linux only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Life } from '#bots/whatsapp/life.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { until } from '../support.ts';
import { openHouse } from './house.ts';

const TIMES = 5;

/** MB of one process by its share of shared pages. */
const pssMb = (pid: number): number =>
  Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 1024;

/** MB of the process and of everything it has started: shared pages are counted once, by their shares. */
const pssOf = (root: number): { mb: number; processes: number } => {
  const parents = new Map<number, number[]>();
  for (const pid of readdirSync('/proc').map(Number).filter(Boolean)) {
    try {
      const [, ppid = ''] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      parents.set(Number(ppid), [...(parents.get(Number(ppid)) ?? []), pid]);
    } catch {
      // Gone meanwhile.
    }
  }
  const tree = (pid: number): number[] => [pid, ...(parents.get(pid) ?? []).flatMap(tree)];
  const pids = tree(root);
  return { mb: Math.round(pids.reduce((sum, pid) => sum + pssMb(pid), 0)), processes: pids.length };
};

const told = (what: string, all: number[]): void => {
  const sorted = all.toSorted((a, b) => a - b);
  const [least, middle, most] = [sorted[0]!, sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!].map(Math.round);
  process.stdout.write(`${what}: ${middle} (${least} to ${most})\n`);
};

test('a process of its own', { timeout: 600_000 }, async () => {
  const code: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const began = performance.now();
    const child = spawn(process.execPath, ['src/whatsapp-smoke.cli.ts', '--stand-in'], { stdio: 'pipe' });
    const ended = once(child, 'exit');
    child.stdout.on('data', (said: Buffer) => /unlinked/.test(String(said)) && code.push(performance.now() - began));
    await ended;
  }
  told('process start to the code, ms', code);
});

test('start, link, memory', { timeout: 600_000 }, async () => {
  const [code, ready, memory, processes]: number[][] = [[], [], [], []];
  for (let n = 0; n < TIMES; n += 1) {
    let shown = 0;
    const began = performance.now();
    const house = await openHouse({
      onLink: () => {
        shown = performance.now();
        void house.standIn.scan().catch(() => undefined);
      },
    });
    const life = new Life(house.options);
    life.start();
    await until(() => life.state === 'ready', 'the link');
    ready!.push(performance.now() - shown);
    code!.push(shown - began);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const { mb, processes: count } = pssOf(life.browserPid!);
    memory!.push(mb);
    processes!.push(count);
    await life.stop();
    await house.close();
  }
  told('number opened to code, ms', code!);
  told('code scanned to ready, ms', ready!);
  told('browser with all its processes, MB PSS', memory!);
  told('its processes', processes!);
});

test('message to reply', { timeout: 600_000 }, async (t) => {
  const { talk } = await startTestSystem(t, { whatsapp: true });
  const rina = talk('whatsapp-public', 'rina');
  await rina.user('menu').sees('Pilih salah satu').done;
  const reply: number[] = [];
  for (let n = 0; n < 25; n += 1) {
    const began = performance.now();
    await rina.phone.ask((phone) => phone.text('menu'));
    reply.push(performance.now() - began);
  }
  told('message to reply, ms', reply);
  const { mb } = pssOf(process.pid);
  process.stdout.write(`this process ${Math.round(pssMb(process.pid))} MB PSS, with its browser ${mb}\n`);
});
