/** Visits booked on WhatsApp while the browser is killed again and again; `npm run crash:whatsapp` does it with two hundred. */
import { test } from 'node:test';
import { assertWell, bookWhileKilled } from '#tests/support/whatsapp-kills.ts';

test('the browser killed during bookings: none lost, none twice', async (t) => {
  const outcome = await bookWhileKilled(t, { bookings: 4, atOnce: 4, between: [1_500, 4_000], seed: 42 });
  t.diagnostic(JSON.stringify(outcome));
  assertWell(outcome);
});
