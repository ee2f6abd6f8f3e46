/** The product as a developer tries it: the real processes, `talk` and `invite` from the command line. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('a visit is booked and approved by talk, on the running system', async (t) => {
  const env = {
    ...process.env,
    MONGODB_URI: freshDatabase(),
    DATA_DIR: mkdtempSync(path.join(process.env.DATA_DIR ?? '/tmp', 'talk-')),
    PORT: '0',
    NODE_ENV: 'test',
    LOG_LEVEL: 'fatal',
  };
  const main = spawn(process.execPath, ['src/main.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(async () => {
    main.kill('SIGTERM');
    await once(main, 'exit');
    await dropDatabase(env.MONGODB_URI);
  });
  await ready(main);

  const run = async (script: string, args: string[], input = ''): Promise<{ code: number | null; said: string }> => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdin.end(input);
    const [code] = (await once(child, 'exit')) as [number | null];
    return { code, said };
  };
  const talk = (channel: string, person: string, lines: string) =>
    run('src/simulator/talk.ts', ['--channel', channel, '--person', person], lines);

  const invited = await run('src/services/invite.cli.ts', ['--role', 'staff', '--name', 'Ibu Sari']);
  const code = /: (\w{4}-\w{4})/.exec(invited.said)?.[1];
  assert.ok(code, invited.said);
  const bound = await talk('telegram-members', 'staf-1', `${code}\n@contact\n`);
  assert.match(bound.said, /sudah terhubung/);

  const booked = await talk(
    'telegram-public',
    'warga-1',
    await readFile(path.join(root, 'tests/fixtures/talk/book.txt'), 'utf8'),
  );
  assert.equal(booked.code, 0, booked.said);
  assert.match(booked.said, /40 orang kami pesankan sementara/);

  const decided = await talk('telegram-members', 'staf-1', '@wait 1s\n@tap Setujui\n');
  assert.match(decided.said, /disetujui/, decided.said);
  const told = await talk('telegram-public', 'warga-1', '@wait 5s\nterima kasih\n');
  assert.match(told.said, /Sama-sama/);

  // It comes on the morning before: how far that is depends on the day and the hour.
  const person = ['--channel', 'telegram-public', '--person', 'warga-1'];
  const days = spawn(process.execPath, ['src/simulator/talk.ts', ...person], {
    ...{ cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] },
  });
  let said = '';
  days.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const reminded = (): boolean => /Mengingatkan: kunjungan K-\d+/.test(said);
  for (let moved = 1; moved <= 2 * 11 && !reminded(); moved += 1) {
    days.stdin!.write('@clock +12h\n');
    await within(10_000, () => said.split('business time').length > moved);
    await within(1000, reminded);
  }
  days.stdin!.end();
  await once(days, 'exit');
  assert.ok(reminded(), said);
});

/** Resolves when `done`, or behind `ms`. */
async function within(ms: number, done: () => boolean): Promise<void> {
  for (const end = Date.now() + ms; !done() && Date.now() < end;) await sleep(20);
}

async function ready(main: ChildProcess): Promise<void> {
  assert.ok(main.stdout);
  for await (const line of createInterface({ input: main.stdout })) if (line.startsWith('ready:')) return;
  throw new Error('the system ended before it was ready');
}
