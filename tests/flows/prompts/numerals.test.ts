import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { digitize } from '#flows/prompts/numerals.ts';

const ID = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'];
const indonesian = (n: number): string => {
  if (n >= 1000)
    return `${n < 2000 ? 'seribu' : `${indonesian(Math.floor(n / 1000))} ribu`} ${indonesian(n % 1000)}`.trim();
  if (n >= 100) return `${n < 200 ? 'seratus' : `${ID[Math.floor(n / 100)]} ratus`} ${indonesian(n % 100)}`.trim();
  if (n >= 20) return `${ID[Math.floor(n / 10)]} puluh ${ID[n % 10]}`.trim();
  if (n >= 12) return `${ID[n - 10]} belas`;
  return n === 11 ? 'sebelas' : n === 10 ? 'sepuluh' : (ID[n] ?? '');
};

const TEENS =
  ' one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '  twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const english = (n: number): string => {
  if (n >= 1000) return `${english(Math.floor(n / 1000))} thousand ${english(n % 1000)}`.trim();
  if (n >= 100) return `${TEENS[Math.floor(n / 100)]} hundred${n % 100 ? ' and ' : ''}${english(n % 100)}`;
  if (n >= 20) return `${TENS[Math.floor(n / 10)]}${n % 10 ? '-' : ''}${TEENS[n % 10]}`;
  return TEENS[n] ?? '';
};

test('every number to 9,999 in both languages', () => {
  for (let n = 1; n <= 9999; n += n < 1200 ? 1 : 37) {
    assert.equal(digitize(indonesian(n)), String(n));
    assert.equal(digitize(english(n)), String(n));
  }
});

const rows: [string, string][] = [
  ['dua-tiga orang', '2-3 orang'],
  ['satu dua', '1 2'],
  ['sepuluh november dua ribu dua puluh enam', '10 november 2026'],
  ['seminggu lagi', '1 minggu lagi'],
  ['2 lusin', '24'],
  ['dua ratus ribu', '200000'],
  ['a dozen people', '12 people'],
  ['ratusan ribu', 'ratusan ribu'],
  ['duaan', 'duaan'],
  ['', ''],
];
for (const [said, digits] of rows) test(`${said} is ${digits}`, () => assert.equal(digitize(said), digits));

test('text without numbers in words is left as it is, and nothing throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (said) => typeof digitize(said) === 'string'));
  fc.assert(fc.property(fc.stringMatching(/^[xyz0-9 .,-]*$/), (said) => digitize(said) === said));
});
