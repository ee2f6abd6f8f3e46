/** Quiet hours by the day on which they begin, over midnight and into one another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DateTime } from 'luxon';
import { loadCouncil } from '#services/council.ts';
import type { Council } from '#services/council.ts';
import { quietUntil } from '#services/broadcast/quiet.ts';

type Hours = Council['settings']['siaran.quietHours'][number]['value'];

const medan = loadCouncil('medan');
const withHours = (value: Hours): Council => ({
  ...medan,
  settings: {
    ...medan.settings,
    'siaran.quietHours': medan.settings['siaran.quietHours'].map((row) => ({ ...row, value })),
  },
});
/** In the council's zone. 2026-11-07 is a Saturday. */
const until = (council: Council, at: string): string | null => {
  const zone = council.zone;
  const end = quietUntil(council, DateTime.fromISO(at, { zone }).toMillis());
  return end === null ? null : DateTime.fromMillis(end, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
};

for (const [at, end] of [
  ['2026-11-06T19:59', null],
  ['2026-11-06T23:30', '2026-11-07T07:00'],
  ['2026-11-07T06:59', '2026-11-07T07:00'],
  ['2026-11-07T07:00', null],
  ['2026-11-07T18:30', '2026-11-07T19:00'],
  // Saturday's night runs into Sunday's morning.
  ['2026-11-07T20:00', '2026-11-08T12:00'],
] as const)
  test(`Medan at ${at}`, () => assert.equal(until(medan, at), end));

test('a night of one day alone is over on the morning after it, and does not begin with the morning before', () => {
  const council = withHours([{ from: '20:00', to: '07:00', days: ['saturday'] }]);
  assert.equal(until(council, '2026-11-07T02:00'), null, 'the night of Friday');
  assert.equal(until(council, '2026-11-07T21:00'), '2026-11-08T07:00');
  assert.equal(until(council, '2026-11-08T02:00'), '2026-11-08T07:00', 'still the night of Saturday');
  assert.equal(until(council, '2026-11-08T21:00'), null);
});
