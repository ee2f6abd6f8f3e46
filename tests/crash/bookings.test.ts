/** Bookings while the processes are killed at every named point and from outside. The large run is `npm run crash`. */
import { test } from 'node:test';
import { assertWell, runBookings, summaryOf } from '#tests/support/crash/bookings.ts';

test('each confirmed booking exists exactly once, each message is answered', async (t) => {
  const result = await runBookings(t, { people: 8, staff: 2, bookings: 20, kills: 1, outside: 3 });
  for (const line of summaryOf(result)) t.diagnostic(line);
  assertWell(result, 1);
});
