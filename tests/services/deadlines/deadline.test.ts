/** Deadlines at their edges: the end of a day, Friday, weekends, cuti bersama, Ramadan, the year's end, a holiday added in between. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { isWorkingDay } from '#services/calendar.ts';
import { factsOf } from '#services/council-facts.ts';
import { loadCouncil } from '#services/council.ts';
import type { Council } from '#services/council.ts';
import { daysOf, deadline } from '#services/deadlines/deadline.ts';
import type { Limit } from '#services/deadlines/deadline.ts';
import { withChanges } from '#services/holidays.ts';
import { readTextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';

const medan = loadCouncil('medan');
const texts = createTexts({
  trees: readTextTrees('locales'),
  facts: { id: factsOf(medan, 'id'), en: factsOf(medan, 'en') },
  zone: medan.zone,
  strict: true,
});

/** Hours of Ramadan as circulars have them: an hour less, and no long Friday. */
const [ordinary] = medan.hours;
assert.ok(ordinary);
const [day, friday] = [[{ from: '08:00', to: '15:00' }], [{ from: '08:00', to: '15:30' }]];
const fasting: Council = {
  ...medan,
  hours: [
    ordinary,
    {
      ...{ ...ordinary, name: 'Ramadan', validFrom: '2026-02-18', validTo: '2026-03-19' },
      week: { ...ordinary.week, monday: day, tuesday: day, wednesday: day, thursday: day, friday },
    },
  ],
};
const change = (_id: string, kind: 'holiday' | 'leave' | null) => ({
  ...{
    _id,
    kind,
    schemaVersion: 1,
    name: 'Cuti bersama tambahan',
    basis: 'SKB 9/2026',
    tentative: false,
    stand: 1,
    history: [],
  },
});
const added = withChanges(medan, [change('2026-11-10', 'leave')]);
const taken = withChanges(medan, [change('2026-12-24', null)]);

const cases: [what: string, council: Council, from: string, limit: Limit, due: string][] = [
  ['working days begin the day after', medan, '2026-11-02T09:00', { workingDays: 1 }, '2026-11-03'],
  ['before the doors open it is that day', medan, '2026-11-02T00:00', { workingDays: 1 }, '2026-11-03'],
  ['the last minute of a day', medan, '2026-11-02T15:59', { workingDays: 1 }, '2026-11-03'],
  ['closing time is the next day', medan, '2026-11-02T16:00', { workingDays: 1 }, '2026-11-04'],
  ['the minute before midnight', medan, '2026-11-02T23:59', { workingDays: 1 }, '2026-11-04'],
  ['the break of Friday is Friday', medan, '2026-11-06T12:30', { workingDays: 1 }, '2026-11-09'],
  ['Friday after closing is Monday', medan, '2026-11-06T16:00', { workingDays: 1 }, '2026-11-10'],
  ['Saturday and Sunday are Monday', medan, '2026-11-07T10:00', { workingDays: 1 }, '2026-11-10'],
  ['Sunday too', medan, '2026-11-08T23:59', { workingDays: 1 }, '2026-11-10'],
  ['cuti bersama and Christmas', medan, '2026-12-23T09:00', { workingDays: 1 }, '2026-12-28'],
  ['received on cuti bersama', medan, '2026-12-24T09:00', { workingDays: 1 }, '2026-12-29'],
  ['over the year’s end', medan, '2026-12-30T10:00', { workingDays: 3 }, '2027-01-06'],
  ['Nyepi and Idulfitri, a week and more', medan, '2026-03-17T10:00', { workingDays: 1 }, '2026-03-25'],
  ['Ramadan closes at three', fasting, '2026-02-25T15:00', { workingDays: 1 }, '2026-02-27'],
  ['and before three it is the same day', fasting, '2026-02-25T14:59', { workingDays: 1 }, '2026-02-26'],
  ['outside of Ramadan three is the same day', fasting, '2026-04-15T15:00', { workingDays: 1 }, '2026-04-16'],
  ['LAPOR forwards in 3', medan, '2026-11-05T10:00', { workingDays: 3 }, '2026-11-10'],
  ['LAPOR follows up in 5', medan, '2026-11-05T10:00', { workingDays: 5 }, '2026-11-12'],
  ['LAPOR closes a silence in 10', medan, '2026-11-05T10:00', { workingDays: 10 }, '2026-11-19'],
  ['questions in 5', medan, '2026-12-21T10:00', { workingDays: 5 }, '2026-12-30'],
  ['complaints in 14', medan, '2026-11-05T10:00', { workingDays: 14 }, '2026-11-25'],
  ['complaints in 14, over Christmas', medan, '2026-12-14T10:00', { workingDays: 14 }, '2027-01-07'],
  ['supervision in 60', medan, '2026-11-05T10:00', { workingDays: 60 }, '2027-02-03'],
  ['public information in 10', medan, '2026-11-02', { workingDays: 10 }, '2026-11-16'],
  ['and its extension by 7', medan, '2026-11-16', { workingDays: 7 }, '2026-11-25'],
  ['travel accounts in 5', medan, '2026-11-06', { workingDays: 5 }, '2026-11-13'],
  ['a leave day added in between', added, '2026-11-05T10:00', { workingDays: 3 }, '2026-11-11'],
  ['one added behind the end changes nothing', added, '2026-11-02T10:00', { workingDays: 3 }, '2026-11-05'],
  ['a leave day taken away', taken, '2026-12-23T09:00', { workingDays: 1 }, '2026-12-24'],
  ['audit answers in 60 calendar days', medan, '2026-11-02', { calendarDays: 60 }, '2027-01-01'],
  ['which pass over nothing', medan, '2026-12-23T23:59', { calendarDays: 1 }, '2026-12-24'],
  ['leap years have a day more', medan, '2028-02-28T08:00', { calendarDays: 2 }, '2028-03-01'],
  ['3 × 24 hours over a weekend', medan, '2026-11-06T16:00', { hours: 72 }, '2026-11-09T16:00:00.000+07:00'],
  ['hours run on holidays', medan, '2026-12-24T23:30', { hours: 1 }, '2026-12-25T00:30:00.000+07:00'],
  [
    'office hours stop for Friday’s break',
    medan,
    '2026-11-06T11:00',
    { officeHours: 2 },
    '2026-11-06T14:30:00.000+07:00',
  ],
  ['and over the night', medan, '2026-11-05T15:00', { officeHours: 4 }, '2026-11-06T11:00:00.000+07:00'],
  ['and over a leave day', added, '2026-11-09T14:00', { officeHours: 4 }, '2026-11-11T10:00:00.000+07:00'],
  ['shorter ones in Ramadan', fasting, '2026-02-25T13:00', { officeHours: 4 }, '2026-02-26T10:00:00.000+07:00'],
  ['three working days before', medan, '2026-11-11', { workingDaysBefore: 3 }, '2026-11-06'],
  ['before a long weekend', medan, '2026-12-28', { workingDaysBefore: 1 }, '2026-12-23'],
  ['with a leave day added', added, '2026-11-11', { workingDaysBefore: 3 }, '2026-11-05'],
];
for (const [what, council, from, limit, due] of cases)
  test(`${what}: ${JSON.stringify(limit)} from ${from}`, () => {
    const received = from.includes('T') ? `${from}:00.000+07:00` : from;
    assert.equal(deadline(council, received, limit).due, due);
  });

test('the same moment in another zone, as a number, or by another offset', () => {
  const limit = { workingDays: 1 };
  assert.equal(deadline(medan, Date.UTC(2026, 10, 2, 8, 59), limit).due, '2026-11-03');
  assert.equal(deadline(medan, '2026-11-02T09:00:00Z', limit).due, '2026-11-04');
  assert.equal(deadline({ ...medan, zone: 'Asia/Jayapura' }, '2026-11-02T07:00:00Z', limit).due, '2026-11-04');
});

test('a deadline explains itself: start, days passed over, result', () => {
  const { start, skipped, due, tentative } = deadline(medan, '2026-12-22T16:30:00+07:00', { workingDays: 2 });
  assert.deepEqual({ start, due, tentative }, { start: '2026-12-23', due: '2026-12-29', tentative: false });
  assert.deepEqual(
    skipped.map(({ date, why }) => `${date} ${texts.say('en', why)}`),
    [
      '2026-12-24 it is a collective leave day (Christmas)',
      '2026-12-25 it is a public holiday (Christmas)',
      '2026-12-26 the office is closed on Saturdays',
      '2026-12-27 the office is closed on Sundays',
    ],
  );
});

test('a holiday that is not decreed yet is told', () => {
  assert.equal(deadline(medan, '2027-03-05', { workingDays: 3 }).tentative, true);
  assert.equal(deadline(medan, '2026-11-05', { workingDays: 3 }).tentative, false);
  assert.equal(deadline(medan, '2027-03-05', { calendarDays: 30 }).tentative, false);
});

test('counting forth and asking back agree, and every day is counted or passed over', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 60 }), (from, n) => {
      const start = DateTime.fromISO('2026-01-01').plus({ days: from }).toFormat('yyyy-MM-dd');
      const counted = deadline(medan, start, { workingDays: n });
      assert.ok(isWorkingDay(medan, counted.due));
      assert.equal(daysOf(counted).length - counted.skipped.length, n);
      const back = deadline(medan, counted.due, { workingDaysBefore: n });
      assert.ok(isWorkingDay(medan, start) ? back.due === start : back.due < start);
    }),
  );
});
