/** `npm run crash`: 1,000 bookings by 50 people, at least 100 kills, each named point hit at least 10 times. Some minutes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWell, runBookings, summaryOf } from '#tests/support/crash/bookings.ts';

test('1,000 bookings by 50 people, and more than 100 kills', async (t) => {
  const result = await runBookings(t, { people: 50, staff: 1, bookings: 1000, kills: 20, outside: 25 });
  for (const line of summaryOf(result)) t.diagnostic(line);
  assertWell(result, 10);
  assert.ok(result.booked >= 1000);
  assert.ok(Object.values(result.kills).reduce((sum, kills) => sum + kills, 0) >= 100);
});
