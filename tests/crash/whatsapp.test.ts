/** Visits booked on WhatsApp while the browser is killed again and again; `npm run crash:whatsapp` does it with two hundred. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bookWhileKilled } from '#tests/support/whatsapp-kills.ts';

test('the browser killed during bookings: none lost, none twice', async (t) => {
  const outcome = await bookWhileKilled(t, 4, 42);
  t.diagnostic(JSON.stringify(outcome));
  const { visits, people, deadletters, kills } = outcome;
  assert.deepEqual({ visits, people, deadletters }, { visits: 4, people: 4, deadletters: 0 });
  assert.ok(kills > 0, 'nothing was killed');
});
