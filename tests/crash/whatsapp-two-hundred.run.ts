/** `npm run crash:whatsapp`: two hundred bookings on WhatsApp while the browser is killed. A quarter of an hour. */
import { test } from 'node:test';
import { assertWell, bookWhileKilled } from '#tests/support/whatsapp-kills.ts';

test('two hundred bookings while the browser is killed', { timeout: 1_800_000 }, async (t) => {
  const tell = (line: string): void => void process.stdout.write(`${line}\n`);
  const seed = Date.now() % 1_000_000;
  const outcome = await bookWhileKilled(t, { bookings: 200, atOnce: 16, between: [2_500, 8_000], seed, tell });
  tell(JSON.stringify({ seed, ...outcome }));
  assertWell(outcome);
});
