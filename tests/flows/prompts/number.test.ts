import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tx } from '#flows/engine/message.ts';
import { number } from '#flows/prompts/number.ts';
import { NASTY, context, outcome, question, refusesWrongKinds, table, texts, typed } from './table.ts';

const whole = number({ text: question, min: 0, max: 5000 });
const metres = number({
  text: question,
  min: 0.1,
  max: 10_000,
  decimals: 2,
  unit: { label: tx('prompts.file.type-pdf'), words: ['m', 'meter', 'm2', 'm²'] },
});

table('number', whole, [
  ['12', { ok: 12 }],
  ['0', { ok: 0 }],
  ['nol', { ok: 0 }],
  ['dua belas', { ok: 12 }],
  ['1.500', { ok: 1500 }],
  ['1,500', { ok: 1500 }],
  ['1 500', { ok: 1500 }],
  ['sekitar 40 ya pak', { ok: 40 }],
  ['٤٢', { ok: 42 }],
  ['1,5', { refuse: 'whole' }],
  ['5001', { refuse: 'range' }],
  ['-5', { refuse: 'range' }],
  ['minus 5', { refuse: 'range' }],
  ['1.50.00', { refuse: 'expects' }],
  ['10 20', { refuse: 'expects' }],
  ['3 atau 4', { refuse: 'expects' }],
  ['1e3', { refuse: 'expects' }],
  ['banyak', { refuse: 'expects' }],
  ['', { refuse: 'expects' }],
]);

table('number with a unit', metres, [
  ['1,5', { ok: 1.5 }],
  ['1.5 m', { ok: 1.5 }],
  ['2 1/2', { refuse: 'expectsUnit' }],
  ['1/2 m', { ok: 0.5 }],
  ['1,5 meter', { ok: 1.5 }],
  ['20m2', { ok: 20 }],
  ['setengah meter', { ok: 0.5 }],
  ['dua setengah meter', { ok: 2.5 }],
  ['½', { ok: 0.5 }],
  ['2½ m', { ok: 2.5 }],
  ['1.250,75', { ok: 1250.75 }],
  ['1,250.75', { ok: 1250.75 }],
  ['1.250', { ok: 1250 }],
  ['1,250', { which: [1250, 1.25] }],
  ['1,23', { ok: 1.23 }],
  ['9,255', { refuse: 'expectsUnit' }],
  ['1.500.00', { refuse: 'expectsUnit' }],
  ['0,05', { refuse: 'rangeUnit' }],
  ['1,500', { which: [1500, 1.5] }],
  ['dua kilo', { refuse: 'expectsUnit' }],
]);

test('a number that dots part differently for readers of English is asked about', () => {
  const english = metres.parse({ kind: 'text', text: '1.500' }, { ...context, locale: 'en' });
  assert.deepEqual(outcome(english), { which: [1500, 1.5] });
});

refusesWrongKinds(whole);
refusesWrongKinds(metres);

test('number: never throws, never leaves its bounds, has no more decimals than allowed', () => {
  const said = fc.oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[-\d., ½]{0,12}( ?m| meter)?$/),
  );
  fc.assert(
    fc.property(said, (answer) => {
      const parsed = typed(metres, answer);
      const values = 'ok' in parsed ? [parsed.ok] : 'which' in parsed ? parsed.which.map(({ value }) => value) : [];
      for (const value of values)
        assert.ok(value >= 0.1 && value <= 10_000 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6);
    }),
  );
});

test('number: what a label says is among what it parses back to', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 1_000_000 }), fc.constantFrom('id' as const, 'en' as const), (n, locale) => {
      const shown = texts.say(locale, tx('prompts.number.choice', { x: n / 100 }));
      const back = metres.parse({ kind: 'text', text: shown }, { ...context, locale });
      const values = 'ok' in back ? [back.ok] : 'which' in back ? back.which.map(({ value }) => value) : [];
      assert.ok(values.includes(n / 100), shown);
    }),
  );
});
