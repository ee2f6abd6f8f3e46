/** The long run by hand: two hundred bookings on WhatsApp while the browser is killed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bookWhileKilled } from '#tests/support/whatsapp-kills.ts';

test('two hundred bookings while the browser is killed', async (t) => {
  const outcome = await bookWhileKilled(t, 200, Date.now() % 1_000_000);
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  const { visits, people, deadletters } = outcome;
  assert.deepEqual({ visits, people, deadletters }, { visits: 200, people: 200, deadletters: 0 });
});
