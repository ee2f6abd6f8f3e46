/** `npm run invite`: a code that works at the council's time, and a clear sentence for each wrong option. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { freshDatabase, startTestSystem } from '#tests/support/system.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** What it said, and how it ended. */
const run = (env: Record<string, string>, ...args: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) =>
    execFile(
      process.execPath,
      ['src/services/invite.cli.ts', ...args],
      { cwd: root, env: { ...process.env, ...env } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, said: out + err }),
    ),
  );

const WRONG: [sentence: RegExp, ...args: string[]][] = [
  [/^--name is empty: /, '--role', 'staf', '--name', ''],
  [/^--name is empty: /, '--role', 'staf', '--name', '   '],
  [/^--role must be one of /, '--role', 'raja', '--name', 'Sari'],
  [/^--role must be one of /, '--role', 'warga', '--name', 'Sari'],
  [/^--days must be a whole number /, '--role', 'staf', '--days', '0'],
  [/^--phone must be a mobile number/, '--role', 'staf', '--phone', '061-4512345'],
  [/^Use: npm run invite/, '--rol', 'staf'],
];
for (const [sentence, ...args] of WRONG)
  test(`wrong: ${args.map((arg) => JSON.stringify(arg)).join(' ')}`, async () => {
    const { code, said } = await run({ MONGODB_URI: freshDatabase(), NODE_ENV: 'test' }, ...args);
    assert.match(said, sentence);
    assert.equal(code, 1);
  });

test('the code binds, also where business time was moved far ahead', async (t) => {
  const { system, env, talk } = await startTestSystem(t);
  await system.services.clock.move(30 * 86_400_000);
  const { said } = await run(env, '--role', 'staff', '--name', ' Ibu Sari ');
  const code = /^Ibu Sari \(staf\): (\w{4}-\w{4})\n/.exec(said)?.[1];
  assert.ok(code, said);
  const phone = talk('telegram-members', 'sari').start().sees('kode undangan').user(code);
  await phone.sees('bagikan nomor').contact().sees('Terima kasih, Ibu Sari').done;
});
