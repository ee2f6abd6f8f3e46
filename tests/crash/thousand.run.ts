/** `npm run crash`: 1,000 bookings by 50 people, at least 100 kills, each named point hit at least 10 times. A quarter of an hour. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWell, runBookings, sum, summaryOf } from '#tests/support/crash/bookings.ts';

test('1,000 bookings by 50 people, and more than 100 kills', { timeout: 3_600_000 }, async (t) => {
  const tell = (line: string): void => void process.stdout.write(`${line}\n`);
  const result = await runBookings(t, { people: 50, staff: 1, bookings: 1000, kills: 20, outside: 25, tell });
  for (const line of summaryOf(result)) t.diagnostic(line);
  assertWell(result, 10);
  assert.ok(result.booked >= 1000);
  assert.ok(sum(result.kills) >= 100);
});
