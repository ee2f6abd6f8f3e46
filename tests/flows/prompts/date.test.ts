import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { tx } from '#flows/engine/message.ts';
import { date } from '#flows/prompts/date.ts';
import { NASTY, TODAY, context, outcome, question, refusesWrongKinds, table, texts, typed } from './table.ts';

const open = date({ text: question, until: '2027-12-31' });
const week = (from: number, to: number) => ({
  which: Array.from({ length: to - from + 1 }, (_, at) => `2026-11-${String(from + at).padStart(2, '0')}`),
});
const ok = (day: string) => ({ ok: day });

// Today is Wednesday, 4 November 2026.
table('date', open, [
  ['hari ini', ok('2026-11-04')],
  ['besok', ok('2026-11-05')],
  ['bsk ya pak', ok('2026-11-05')],
  ['tgl 9 bln dpn', ok('2026-12-09')],
  ['bulan depan tgl 3', ok('2026-12-03')],
  ['bulan depan, tanggal 3', ok('2026-12-03')],
  ['tggl 9', ok('2026-11-09')],
  ['snn', ok('2026-11-09')],
  ['sls pg', ok('2026-11-10')],
  ['kms mgg dpn', ok('2026-11-12')],
  ['2 mgg lagi', ok('2026-11-18')],
  ['9 des thn dpn', ok('2027-12-09')],
  ['kmrn', { refuse: 'past' }],
  ['kemaren', { refuse: 'past' }],
  ['lusa', ok('2026-11-06')],
  ['besok lusa', ok('2026-11-06')],
  ['Senin', ok('2026-11-09')],
  ['hari Senin', ok('2026-11-09')],
  ['senin depan', ok('2026-11-09')],
  ['Senin ini', ok('2026-11-09')],
  ['Jumat', ok('2026-11-06')],
  ["Jum'at", ok('2026-11-06')],
  ['Jumat depan', { which: ['2026-11-06', '2026-11-13'] }],
  ['Selasa minggu depan', ok('2026-11-10')],
  ['Rabu', { which: ['2026-11-04', '2026-11-11'] }],
  ['rabu depan', ok('2026-11-11')],
  ['minggu depan', week(9, 15)],
  ['minggu', week(4, 8)],
  ['pekan ini', week(4, 8)],
  ['hari minggu', ok('2026-11-08')],
  ['Ahad', ok('2026-11-08')],
  ['Minggu, 8 November', ok('2026-11-08')],
  ['10 November', ok('2026-11-10')],
  ['10 Nop', ok('2026-11-10')],
  ['10nov', ok('2026-11-10')],
  ['tgl 10', ok('2026-11-10')],
  ['tanggal 3', ok('2026-12-03')],
  ['10', ok('2026-11-10')],
  ['1/12', ok('2026-12-01')],
  ['1/12/26', ok('2026-12-01')],
  ['1-12-2026', ok('2026-12-01')],
  ['1.12.2026', ok('2026-12-01')],
  ['2026-12-01', ok('2026-12-01')],
  ['5 Januari', ok('2027-01-05')],
  ['1 November', ok('2027-11-01')],
  ['sepuluh november', ok('2026-11-10')],
  ['10 Nofember', ok('2026-11-10')],
  ['tgl 5 bulan depan', ok('2026-12-05')],
  ['3 hari lagi', ok('2026-11-07')],
  ['seminggu lagi', ok('2026-11-11')],
  ['dua minggu lagi', ok('2026-11-18')],
  ['besok jam 9', ok('2026-11-05')],
  ['10 November 2026 pukul 09.00 WIB', ok('2026-11-10')],
  ['tgl 10 pagi', ok('2026-11-10')],
  ['10-12 November', week(10, 12)],
  ['10 atau 12 November', { which: ['2026-11-10', '2026-11-12'] }],
  ['senin atau selasa', week(9, 10)],
  ['besok, kamis', ok('2026-11-05')],
  ['Senin 10 November', week(9, 10)],
  ['١٠ November', ok('2026-11-10')],
  ['29 februari 2028', { refuse: 'tooFar' }],
  ['Rabu 10 November', { which: ['2026-11-10', '2026-11-11'] }],
  ['Sabtu tgl 12', ok('2026-12-12')],
  ['kamis 12', ok('2026-11-12')],
  ['tgl 10 bulan 11', ok('2026-11-10')],
  ['10 11 2026', ok('2026-11-10')],
  ['10 november tahun depan', ok('2027-11-10')],
  ['tanggal 3 bulan ini', { refuse: 'past' }],
  ['12 s/d 13 november', week(12, 13)],
  ['tanggal 12 dan 13', week(12, 13)],
  ['minggu ke-2 november', { refuse: 'whichDay' }],
  ['tomorrow', ok('2026-11-05')],
  ['the day after tomorrow', ok('2026-11-06')],
  ['next Monday', ok('2026-11-09')],
  ['next friday', { which: ['2026-11-06', '2026-11-13'] }],
  ['Tuesday next week', ok('2026-11-10')],
  ['next week', week(9, 15)],
  ['November 10th', ok('2026-11-10')],
  ['10th of November', ok('2026-11-10')],
  ['the second of December', ok('2026-12-02')],
  ['in 3 days', ok('2026-11-07')],
  ['two weeks from now', ok('2026-11-18')],
  ['kemarin', { refuse: 'past' }],
  ['senin lalu', { refuse: 'past' }],
  ['10/10/2026', { refuse: 'past' }],
  ['10/11/2028', { refuse: 'tooFar' }],
  ['November', { refuse: 'whichDay' }],
  ['bulan depan', { refuse: 'whichDay' }],
  ['31 Februari', { refuse: 'noSuchDay' }],
  ['31/2/2027', { refuse: 'noSuchDay' }],
  ['tgl 31 nov', { refuse: 'noSuchDay' }],
  ['29 February 2027', { refuse: 'noSuchDay' }],
  ['30 Februari atau 1 Maret', { refuse: 'noSuchDay' }],
  ['32/1', { refuse: 'noSuchDay' }],
  ['12/25', { refuse: 'expects' }],
  ['0', { refuse: 'expects' }],
  ['a fortnight from now', { refuse: 'expects' }],
  ['besok 42 orang', { refuse: 'expects' }],
  ['kapan saja', { refuse: 'expects' }],
  ['081234567890', { refuse: 'expects' }],
  ['', { refuse: 'expects' }],
]);

const weekend = (day: string) => tx('prompts.closed.weekend', { date: day });
const strict = date({
  text: question,
  from: '2026-11-06',
  until: '2026-12-24',
  closed: {
    '2026-11-07': weekend('2026-11-07'),
    '2026-11-08': weekend('2026-11-08'),
    '2026-12-24': weekend('2026-12-24'),
  },
  offers: ['2026-11-06', '2026-11-09'],
});
test('the first and the last date that a refusal names are taken', () => {
  const limits = { text: question, from: '2026-11-07', until: '2026-11-15' };
  const closed = Object.fromEntries(['07', '08', '14', '15'].map((d) => [`2026-11-${d}`, weekend(`2026-11-${d}`)]));
  for (const prompt of [date({ ...limits, closed }), date({ ...limits, open: ['2026-11-09', '2026-11-13'] })]) {
    const why = (said: string) => {
      const parsed = typed(prompt, said);
      return 'refuse' in parsed ? parsed.refuse.args : null;
    };
    assert.equal(why('besok')?.['from'], '2026-11-09');
    assert.equal(why('20 November')?.['until'], '2026-11-13');
  }
});

table('date with closed days', strict, [
  ['besok', { refuse: 'tooSoon' }],
  ['lusa', ok('2026-11-06')],
  ['Rabu', ok('2026-11-11')],
  ['Jumat depan', { which: ['2026-11-06', '2026-11-13'] }],
  ['Kamis depan', ok('2026-11-12')],
  // Two days are named and one can be: it is asked about all the same.
  ['besok atau lusa', { which: ['2026-11-06'] }],
  ['sabtu atau senin', { which: ['2026-11-09'] }],
  ['Sabtu', { refuse: 'closedNext' }],
  ['24 Desember', { refuse: 'closed' }],
  ['tgl 5', { refuse: 'tooSoon' }],
  ['tgl 7', { refuse: 'closedNext' }],
  ['minggu', { which: ['2026-11-06'] }],
  ['hari minggu', { refuse: 'closedNext' }],
  ['5 Januari', { refuse: 'tooFar' }],
  ['1 November', { refuse: 'past' }],
  ['Sabtu 10 November', { refuse: 'mismatch' }],
]);

test('a closed day is refused with its reason and the next open day, in both languages', () => {
  const parsed = typed(strict, 'Sabtu');
  assert.ok('refuse' in parsed);
  assert.equal(
    texts.say('id', parsed.refuse),
    'Maaf, Sabtu, 7 November 2026 tidak bisa karena kantor libur pada hari Sabtu; hari terdekat yang bisa Senin, 9 November 2026.',
  );
  assert.match(
    texts.say('en', parsed.refuse),
    /closed on Saturdays; the nearest possible day is Monday, 9 November 2026/,
  );
});

table('date of a list', date({ text: question, until: '2026-11-30', open: ['2026-11-10', '2026-11-12'] }), [
  ['10 nov', ok('2026-11-10')],
  ['11 nov', { refuse: 'closedNext' }],
  ['13 nov', { refuse: 'closed' }],
  ['minggu depan', { which: ['2026-11-10', '2026-11-12'] }],
]);

test('the one day that is left of two is named with its weekday, in both languages', () => {
  const parsed = typed(strict, 'besok atau lusa');
  assert.ok('which' in parsed && parsed.ask);
  assert.match(texts.say('id', parsed.ask), /hanya <b>Jumat, 6 November 2026<\/b>/);
  assert.match(texts.say('en', parsed.ask), /only <b>Friday, 6 November 2026<\/b>/);
});

test('an offered date is pressed, and checked again', () => {
  assert.deepEqual(outcome(strict.parse({ kind: 'choice', id: '2026-11-09' }, context)), ok('2026-11-09'));
  assert.deepEqual(outcome(strict.parse({ kind: 'choice', id: '2026-11-07' }, context)), { refuse: 'closedNext' });
});

test('"besok" is read on the council\'s day, also at the turn of a year', () => {
  assert.deepEqual(typed(open, 'besok', '2026-12-31'), ok('2027-01-01'));
  assert.deepEqual(typed(open, 'tgl 31', '2026-12-31'), ok('2026-12-31'));
  assert.deepEqual(typed(open, '1 Januari', '2026-12-31'), ok('2027-01-01'));
  assert.deepEqual(outcome(typed(open, 'minggu', '2026-11-08')), ok('2026-11-08'));
  assert.deepEqual(typed(open, 'senin depan', '2026-11-08'), ok('2026-11-09'));
});

refusesWrongKinds(open);

const dates = fc
  .integer({ min: 0, max: 400 })
  .map((n) => DateTime.fromISO(TODAY).plus({ days: n }).toFormat('yyyy-MM-dd'));

test('date: what is shown parses back, in both languages and in short', () => {
  fc.assert(
    fc.property(dates, fc.constantFrom('id', 'en'), (day, locale) => {
      assert.deepEqual(typed(open, texts.say(locale, tx('prompts.date.choice', { date: day }))), ok(day));
      const long =
        texts
          .say(locale, tx('prompts.date.mismatch', { date: day }))
          .split(/pada |is a /)[1]
          ?.split(';')[0] ?? '';
      assert.deepEqual(typed(open, long), ok(day));
    }),
  );
});

test('date: never throws, never leaves its bounds', () => {
  const words = fc.constantFrom(
    ...'besok lusa senin minggu depan ini tgl 10 1/12 nov desember 2026 31 hari lagi next week monday of the th - , jam 9 pagi'.split(
      ' ',
    ),
  );
  const said = fc.oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 7 }).map((some) => some.join(' ')),
    fc.stringMatching(/^\d{1,4}[-/. ]\d{1,4}([-/. ]\d{1,4})?$/),
  );
  fc.assert(
    fc.property(said, (text) => {
      const parsed = typed(strict, text);
      const values = 'ok' in parsed ? [parsed.ok] : 'which' in parsed ? parsed.which.map(({ value }) => value) : [];
      for (const value of values) {
        assert.ok(value >= '2026-11-06' && value < '2026-12-24' && value !== '2026-11-07', value);
        assert.ok(DateTime.fromISO(value).isValid);
      }
    }),
    { numRuns: 500 },
  );
});
