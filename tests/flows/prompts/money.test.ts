import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tx } from '#flows/engine/message.ts';
import { money } from '#flows/prompts/money.ts';
import { inWords, terbilang } from '#flows/prompts/terbilang.ts';
import { NASTY, context, outcome, question, refusesWrongKinds, table, texts } from './table.ts';

const prompt = money({ text: question, max: 10_000_000_000 });
const refuse = (key: string) => ({ refuse: key });

table('money', prompt, [
  ['1.500.000', { ok: 1_500_000 }],
  ['1,500,000', { ok: 1_500_000 }],
  ['1500000', { ok: 1_500_000 }],
  ['1 500 000', { ok: 1_500_000 }],
  ['Rp1.500.000', { ok: 1_500_000 }],
  ['Rp. 1.500.000,-', { ok: 1_500_000 }],
  ['Rp 1.500.000,00', { ok: 1_500_000 }],
  ['IDR 1,500,000.00', { ok: 1_500_000 }],
  ['1,5jt', { ok: 1_500_000 }],
  ['1.5jt', { ok: 1_500_000 }],
  ['1,5 juta rupiah', { ok: 1_500_000 }],
  ['satu setengah juta', { ok: 1_500_000 }],
  ['setengah juta', { ok: 500_000 }],
  ['sejuta', { ok: 1_000_000 }],
  ['sejuta setengah', refuse('expects')],
  ['10rb', { ok: 10_000 }],
  ['10k', { ok: 10_000 }],
  ['Rp 25 ribu', { ok: 25_000 }],
  ['rp25rb', { ok: 25_000 }],
  ['25 ribuan', refuse('expects')],
  ['1,5 ribu', { ok: 1500 }],
  ['sepuluh ribu', { ok: 10_000 }],
  ['seratus lima puluh ribu rupiah', { ok: 150_000 }],
  ['dua juta lima ratus ribu', { ok: 2_500_000 }],
  ['2 juta 500 ribu', { ok: 2_500_000 }],
  ['2jt500rb', { ok: 2_500_000 }],
  ['2 juta 500', { ok: 2_000_500 }],
  ['1,2 M', { ok: 1_200_000_000 }],
  ['2 miliar', { ok: 2_000_000_000 }],
  ['sekitar 500rb ya pak', { ok: 500_000 }],
  ['half a million', { ok: 500_000 }],
  ['１０ｒｂ', { ok: 10_000 }],
  ['Rp 25', { which: [25, 25_000, 25_000_000] }],
  ['Rp50.000.-', { ok: 50_000 }],
  ['anggaran 2 M', { ok: 2_000_000_000 }],
  ['Rp 500', { ok: 500 }],
  ['500 perak', { ok: 500 }],
  ['1.250 juta', { ok: 1_250_000_000 }],
  ['1.500', { ok: 1500 }],
  // Unclear: asked, and what it would be in words stands beside it.
  ['1.5', { which: [1500, 1_500_000] }],
  ['1,5', { which: [1500, 1_500_000] }],
  ['150', { which: [150, 150_000, 150_000_000] }],
  ['1,250 juta', { which: [1_250_000_000, 1_250_000] }],
  ['500rb 2jt', refuse('expects')],
  ['10rb 20rb', refuse('expects')],
  ['1.50.000', refuse('expects')],
  ['$100', refuse('rupiah')],
  ['100 ringgit', refuse('rupiah')],
  ['-5000', refuse('range')],
  ['20 miliar', refuse('range')],
  ['9'.repeat(30), refuse('range')],
  ['gratis', refuse('expects')],
  ['', refuse('expects')],
]);

table('money between bounds', money({ text: question, min: 100_000, max: 900_000 }), [
  ['150', { refuse: 'full' }],
  ['1,5', { refuse: 'range' }],
  ['150rb', { ok: 150_000 }],
]);

refusesWrongKinds(prompt);

test('an unclear amount shows each reading in figures and words', () => {
  const say = (locale: 'id' | 'en') => {
    const parsed = prompt.parse({ kind: 'text', text: '1.5' }, { ...context, locale });
    return 'which' in parsed ? parsed.which.map(({ label }) => texts.say(locale, label).replaceAll('\u00a0', ' ')) : [];
  };
  assert.deepEqual(say('id'), ['Rp1.500 (1,5 ribu)', 'Rp1.500.000 (1,5 juta)']);
  assert.deepEqual(say('en'), ['Rp1,500 (1.5 thousand)', 'Rp1,500,000']);
});

const amounts = fc.integer({ min: 100, max: 10_000_000_000 });
const locales = fc.constantFrom('id' as const, 'en' as const);

test('money: never throws, whole rupiah within bounds', () => {
  const said = fc.oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^(rp ?)?[\d., ]{0,10}(rb|jt|juta|m|ribu)?( \d{1,3}(rb|ribu)?)?$/),
  );
  fc.assert(
    fc.property(said, locales, (text, locale) => {
      const parsed = prompt.parse({ kind: 'text', text }, { ...context, locale });
      const values = 'ok' in parsed ? [parsed.ok] : 'which' in parsed ? parsed.which.map(({ value }) => value) : [];
      for (const value of values) assert.ok(Number.isInteger(value) && value >= 1 && value <= 10_000_000_000);
      if ('which' in parsed) assert.ok(new Set(values).size > 1);
      outcome(parsed);
    }),
  );
});

test('money: what is shown parses back, in figures and in words', () => {
  fc.assert(
    fc.property(amounts, locales, (amount, locale) => {
      const shown = texts.say(locale, tx('prompts.money.choice', { amount }));
      const back = prompt.parse({ kind: 'text', text: shown }, { ...context, locale });
      assert.deepEqual(back, { ok: amount }, shown);
      const words = prompt.parse({ kind: 'text', text: `rp ${terbilang(amount, 'id')}` }, context);
      assert.deepEqual(words, { ok: amount }, terbilang(amount, 'id'));
    }),
  );
});

const spelt: [number, string, string][] = [
  [0, 'nol', 'zero'],
  [10, 'sepuluh', 'ten'],
  [11, 'sebelas', 'eleven'],
  [15, 'lima belas', 'fifteen'],
  [100, 'seratus', 'one hundred'],
  [111, 'seratus sebelas', 'one hundred and eleven'],
  [1000, 'seribu', 'one thousand'],
  [1005, 'seribu lima', 'one thousand and five'],
  [1_100, 'seribu seratus', 'one thousand one hundred'],
  [21_000, 'dua puluh satu ribu', 'twenty-one thousand'],
  [101_000, 'seratus satu ribu', 'one hundred and one thousand'],
  [1_500_000, 'satu juta lima ratus ribu', 'one million five hundred thousand'],
  [1_001_000, 'satu juta seribu', 'one million one thousand'],
  [2_000_000_000_000, 'dua triliun', 'two trillion'],
];
for (const [n, id, en] of spelt) test(`terbilang ${n}`, () => assert.deepEqual(inWords(n), { id, en }));
test('terbilang refuses what is no whole number of its size', () => {
  for (const n of [-1, 1.5, 1e15, Number.NaN]) assert.throws(() => terbilang(n, 'id'), RangeError);
});
