import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tx } from '#flows/engine/message.ts';
import { period } from '#flows/prompts/period.ts';
import { NASTY, TODAY, context, outcome, question, refusesWrongKinds, table, texts, typed } from './table.ts';

const choices = ['2026-11', '2026-10', '2026'].map((id) => ({ id, label: question }));
const prompt = period({ text: question, choices, years: true });
const ok = (value: string) => ({ ok: value });

// Today is Wednesday, 4 November 2026.
table('period', prompt, [
  ['bulan ini', ok('2026-11')],
  ['bln ini', ok('2026-11')],
  ['bulan kemaren', ok('2026-10')],
  ['bulan kemarin ya', ok('2026-10')],
  ['bln kmrn', ok('2026-10')],
  ['bulan lalu', ok('2026-10')],
  ['untuk bulan lalu', ok('2026-10')],
  ['last month', ok('2026-10')],
  ['2 bulan lalu', ok('2026-09')],
  ['dua bulan yang lalu', ok('2026-09')],
  ['kemarin', ok('2026-11')],
  ['minggu ini', ok('2026-11')],
  // 26 October to 1 November.
  ['minggu kemaren', { which: ['2026-10', '2026-11'] }],
  ['mgg lalu', { which: ['2026-10', '2026-11'] }],
  ['oktober', ok('2026-10')],
  ['okt', ok('2026-10')],
  ['bulan Nopember', ok('2026-11')],
  ['Desember', ok('2025-12')],
  ['okt 2025', ok('2025-10')],
  ['oktober thn lalu', ok('2025-10')],
  ['mei 25', ok('2025-05')],
  ['10/2026', ok('2026-10')],
  ['2026-09', ok('2026-09')],
  ['bulan 9', ok('2026-09')],
  ['1', ok('2026-11')],
  ['9', ok('2026-09')],
  ['thn ini', ok('2026')],
  ['tahun lalu', ok('2025')],
  ['2024', ok('2024')],
  ['tahun 2024', ok('2024')],
  ['2027', { refuse: 'notYet' }],
  ['desember 2026', { refuse: 'notYet' }],
  ['1999', { refuse: 'expects' }],
  ['bulan 13', { refuse: 'expects' }],
  ['semua', { refuse: 'expects' }],
  ['', { refuse: 'expects' }],
]);

table('period, months only', period({ text: question, choices: choices.slice(0, 2), years: false }), [
  ['tahun ini', { refuse: 'noYear' }],
  ['bulan lalu', ok('2026-10')],
]);

refusesWrongKinds(prompt);

test('period: what a label says parses back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.constantFrom('id' as const, 'en' as const), (ago, locale) => {
      const month = new Date(Date.UTC(2026, 10 - ago, 1)).toISOString().slice(0, 7);
      const said = texts.say(locale, tx('prompts.period.month', { month: `${month}-01` }));
      assert.deepEqual(outcome(prompt.parse({ kind: 'text', text: said }, { ...context, locale })), ok(month), said);
    }),
  );
});

test('period: never throws, never one that has not begun', () => {
  const words = fc.constantFrom(
    ...'bulan tahun minggu ini lalu kemarin okt mei 2026 1 13 99 last month ago /'.split(' '),
  );
  const said = fc.oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 4 }).map((some) => some.join(' ')),
    fc.stringMatching(/^\d{1,4}[-/. ]\d{1,4}$/),
  );
  fc.assert(
    fc.property(said, (text) => {
      const parsed = typed(prompt, text);
      const values = 'ok' in parsed ? [parsed.ok] : 'which' in parsed ? parsed.which.map(({ value }) => value) : [];
      for (const value of values) {
        assert.match(value, /^20\d\d(?:-(?:0[1-9]|1[0-2]))?$/);
        assert.ok(value <= TODAY.slice(0, value.length));
      }
      outcome(parsed);
    }),
  );
});
