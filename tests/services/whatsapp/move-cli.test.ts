/** `npm run whatsapp:move` beside a system whose holder of the number is played here: every step is said, also after it broke off. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { connect } from '#models/database.ts';
import { createModels } from '#models/models.ts';
import { NumberBook } from '#services/whatsapp/number-book.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

const cli = path.resolve(import.meta.dirname, '../../../src/services/whatsapp/move.cli.ts');
const NAME = 'whatsapp-public';

test('it asks for the move, shows the code, says who was told; broken off, the same command goes on', async (t) => {
  const uri = freshDatabase();
  const connection = await connect(uri);
  t.after(async () => {
    await connection.close();
    await dropDatabase(uri);
  });
  const book = new NumberBook(createModels(connection).WhatsAppNumber);
  const run = (...args: string[]) => {
    const child = spawn(process.execPath, [cli, ...args], { env: { ...process.env, MONGODB_URI: uri } });
    const ended = once(child, 'exit');
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += String(part)));
    return {
      child,
      ended,
      async says(what: RegExp): Promise<void> {
        while (!what.test(said) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
        assert.match(said, what);
      },
    };
  };
  const first = run('--number', 'public');
  await first.says(/Asked for.*\nNo process has this number now/);
  await book.beat(NAME, { state: 'banned' });
  const id = (await book.read(NAME))?.move?.id ?? '';
  first.child.kill('SIGKILL');
  await first.ended;

  await book.moved(NAME, id, 'wanted', 'forgotten');
  await book.beat(NAME, { sign: { kind: 'code', text: 'ABCD-1234', until: new Date(Date.now() + 60_000) } });
  const next = run('--number', 'public');
  await next.says(/^The old session is gone.*\nABCD-1234\n$/);
  await book.moved(NAME, id, 'forgotten', 'linked');
  await next.says(/The new number is linked/);
  await book.set(NAME, { number: '62811' });
  await book.moved(NAME, id, 'linked', 'told', 3);
  await next.says(/Done\. public is \+62811 now; 3 people were told on Telegram\./);
  assert.deepEqual(await next.ended, [0, null]);

  const wrong = run('--number', 'both');
  await wrong.ended;
  await wrong.says(/^Use: npm run whatsapp:move/);
});
