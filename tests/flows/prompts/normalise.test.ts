import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clean, hasWords, normalise, tidy } from '#flows/prompts/normalise.ts';

const rows: [string, string][] = [
  ['  Halo   DUNIA ', 'halo dunia'],
  ['\u202eabc\u202c', 'abc'],
  ['a\u200bb\ufeffc\u00add', 'abcd'],
  ['“jum’at”', `"jum'at"`],
  ['１２：３０', '12:30'],
  ['٣٤', '34'],
  ['1️⃣', '1'],
  ['10–12', '10-12'],
  ['satu\r\ndua', 'satu dua'],
];
for (const [said, expected] of rows)
  test(`normalise ${JSON.stringify(said)}`, () => assert.equal(normalise(said), expected));

test('tidy keeps paragraphs and emoji of several parts, takes out piles of lines', () => {
  assert.equal(tidy(' satu  \r\n\r\n\r\n\r\n dua 👩‍🦽 '), 'satu\n\ndua 👩‍🦽');
});

test('a pile of marks is cut to four', () => {
  assert.equal(clean(`q${'\u0335'.repeat(500)}x`), `q${'\u0335'.repeat(4)}x`);
});

test('blank names are blank', () => {
  for (const blank of ['', '  ', '\u3164', '\u2800', '\u200b', '😀', '...', '\u115f\u1160'])
    assert.equal(hasWords(blank), false);
  for (const name of ['A', '7', 'Иван', '李', 'أحمد']) assert.equal(hasWords(name), true);
});

test('what is clean stays as it is; nothing hidden is left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (said) => {
      const once = clean(said);
      assert.equal(clean(once), once);
      assert.ok(!/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/u.test(once));
      assert.ok(!/\p{M}{9}/u.test(once));
      assert.ok(normalise(said).length >= 0);
    }),
  );
});
