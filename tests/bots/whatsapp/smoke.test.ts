/** The command that looks at a real number does all that it says, on a played one. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cli = path.resolve(import.meta.dirname, '../../../src/whatsapp-smoke.cli.ts');

test('it links, sends, hears the answer, and leaves nothing running', async () => {
  const { stdout } = await run(process.execPath, [cli, '--stand-in'], { timeout: 60_000 });
  assert.match(
    stdout,
    /ready\n.*WhatsApp Web 2\.\d.*chats\n.*acknowledged: 1.*\n.*answered by an id of the kind @lid, with lid and phone, of type chat\n/,
  );
});

test('without a number it says how it is used', async () => {
  for (const wrong of [[], ['--to', '12'], ['--nonsense']])
    await assert.rejects(run(process.execPath, [cli, ...wrong]), { code: 1, stderr: /^Use: npm run whatsapp:smoke/ });
});
