import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as calendar from '#services/calendar.ts';
import { factsOf } from '#services/council-facts.ts';
import { loadCouncil, type Council } from '#services/council.ts';
import { readTextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';

const medan = loadCouncil('medan');
const texts = createTexts({
  trees: readTextTrees('locales'),
  facts: { id: factsOf(medan, 'id'), en: factsOf(medan, 'en') },
  zone: medan.zone,
  strict: true,
});
const because = (council: Council, date: string, locale: 'id' | 'en' = 'id') => {
  const why = calendar.closedReason(council, date);
  return why && texts.say(locale, why);
};

test('why a day is closed, in both languages', () => {
  assert.equal(because(medan, '2026-11-10'), null);
  assert.equal(because(medan, '2026-11-08'), 'kantor libur pada hari Minggu');
  assert.equal(because(medan, '2026-12-25'), 'hari libur Natal');
  assert.equal(because(medan, '2026-12-25', 'en'), 'it is a public holiday (Christmas)');
  assert.equal(because(medan, '2026-12-24'), 'cuti bersama Natal');
});

test('working days pass over weekends and holidays', () => {
  assert.equal(calendar.addWorkingDays(medan, '2026-11-06', 1), '2026-11-09');
  assert.equal(calendar.addWorkingDays(medan, '2026-12-23', 1), '2026-12-28');
  assert.equal(calendar.addWorkingDays(medan, '2026-03-17', 1), '2026-03-25');
  assert.equal(calendar.addWorkingDays(medan, '2026-11-08', 0), '2026-11-08');
  assert.deepEqual(Object.keys(calendar.closedDays(medan, '2026-12-23', '2026-12-27')), [
    '2026-12-24',
    '2026-12-25',
    '2026-12-26',
    '2026-12-27',
  ]);
});

test('slots by weekday, none on a closed day', () => {
  assert.deepEqual(calendar.slotsOn(medan, '2026-11-10'), ['09:00', '11:00', '14:00']);
  assert.deepEqual(calendar.slotsOn(medan, '2026-11-13'), ['09:00', '14:30']);
  assert.deepEqual(calendar.slotsOn(medan, '2026-11-14'), []);
  assert.deepEqual(calendar.slotsOn(medan, '2026-12-25'), []);
});

test('open by the minute, with the break of Friday', () => {
  const open = (at: string) => calendar.officeOpen(medan, `${at}+07:00`);
  assert.deepEqual(['2026-11-04T07:59', '2026-11-04T08:00', '2026-11-04T15:59', '2026-11-04T16:00'].map(open), [
    false,
    true,
    true,
    false,
  ]);
  assert.deepEqual(['2026-11-06T11:59', '2026-11-06T12:30', '2026-11-06T13:30'].map(open), [true, false, true]);
  assert.equal(calendar.officeOpen(medan, Date.UTC(2026, 10, 4, 1)), true);
  assert.equal(open('2026-12-25T10:00'), false);
});

const openings: [at: string, next: string][] = [
  ['2026-11-04T09:00:00.000+07:00', '2026-11-04T09:00:00.000+07:00'],
  ['2026-11-04T06:00:00.000+07:00', '2026-11-04T08:00:00.000+07:00'],
  ['2026-11-06T12:30:00.000+07:00', '2026-11-06T13:30:00.000+07:00'],
  ['2026-11-06T16:00:00.000+07:00', '2026-11-09T08:00:00.000+07:00'],
  ['2026-12-23T20:00:00.000+07:00', '2026-12-28T08:00:00.000+07:00'],
  ['2026-11-03T22:00:00.000Z', '2026-11-04T08:00:00.000+07:00'],
];
for (const [at, next] of openings) test(`opens after ${at}`, () => assert.equal(calendar.nextOpening(medan, at), next));

test('another zone, a working Saturday and short hours in Ramadan are data', () => {
  const [ordinary] = medan.hours;
  assert.ok(ordinary);
  const ramadan = {
    ...ordinary,
    validFrom: '2026-02-18',
    validTo: '2026-03-19',
    week: { ...ordinary.week, wednesday: [{ from: '08:00', to: '15:00' }], saturday: [{ from: '08:00', to: '12:00' }] },
  };
  const other: Council = { ...medan, zone: 'Asia/Jayapura', hours: [ordinary, ramadan] };
  assert.equal(calendar.officeOpen(other, '2026-02-25T15:30:00+09:00'), false);
  assert.equal(calendar.officeOpen(other, '2026-04-15T15:30:00+09:00'), true);
  assert.equal(calendar.isWorkingDay(other, '2026-02-28'), true);
  assert.equal(calendar.isWorkingDay(other, '2026-04-11'), false);
});

test('data that never opens is told, not looped over', () => {
  assert.throws(() => calendar.addWorkingDays({ ...medan, hours: [] }, '2026-11-04', 1), RangeError);
});
