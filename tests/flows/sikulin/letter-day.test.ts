/** The last day for a letter that follows: a working day that still lies ahead, or none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DateTime } from 'luxon';
import { letterBy, letterDay } from '#flows/sikulin/schedule.ts';
import { loadCouncil } from '#services/council.ts';

const medan = loadCouncil('medan');
const at = (moment: string): number => DateTime.fromISO(moment, { zone: medan.zone }).toMillis();

const CASES: [what: string, visit: string, now: string, last: string | null][] = [
  ['three working days before', '2026-11-20', '2026-11-04T10:00', '2026-11-17'],
  ['over a weekend', '2026-11-17', '2026-11-04T10:00', '2026-11-12'],
  ['three days have begun: the next working day', '2026-11-12', '2026-11-09T10:00', '2026-11-10'],
  ['booked at night, never the same day', '2026-11-12', '2026-11-09T22:30', '2026-11-10'],
  ['booked on a Saturday', '2026-11-11', '2026-11-07T09:00', '2026-11-09'],
  ['never a holiday or a day of common leave', '2026-12-29', '2026-12-23T17:00', '2026-12-28'],
  ['the visit is on the next working day', '2026-11-10', '2026-11-09T09:00', null],
  ['the visit is on Monday, it is Friday evening', '2026-11-09', '2026-11-06T20:00', null],
  ['the visit is today', '2026-11-10', '2026-11-10T07:00', null],
];

for (const [what, visit, now, last] of CASES)
  test(`a letter for ${visit} asked for at ${now}: ${what}`, () =>
    assert.equal(letterDay(medan, visit, at(now)), last));

test('of a visit that exists the letter comes along at the latest', () => {
  assert.equal(letterBy(medan, '2026-11-10', at('2026-11-09T09:00')), '2026-11-10');
  assert.equal(letterBy(medan, '2026-11-20', at('2026-11-04T10:00')), '2026-11-17');
});
