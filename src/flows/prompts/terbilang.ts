/**
 * A whole number in words, as a receipt has it beside the figures. Number words are grammar, like those of `numerals.ts`
 * that read them, and no text that an office words anew.
 */
import type { Locale } from '#flows/engine/prompt.ts';

const UNITS_ID = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'];
const SCALES_ID = ['', 'ribu', 'juta', 'miliar', 'triliun'];

const UNDER_20 = [
  ...['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS_EN = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES_EN = ['', 'thousand', 'million', 'billion', 'trillion'];

const spaced = (...words: (string | undefined)[]): string => words.filter(Boolean).join(' ');

const hundredsId = (n: number): string => {
  if (n >= 200) return spaced(UNITS_ID[Math.floor(n / 100)], 'ratus', hundredsId(n % 100));
  if (n >= 100) return spaced('seratus', hundredsId(n - 100));
  if (n >= 20) return spaced(UNITS_ID[Math.floor(n / 10)], 'puluh', UNITS_ID[n % 10]);
  if (n >= 12) return spaced(UNITS_ID[n - 10], 'belas');
  return n === 11 ? 'sebelas' : n === 10 ? 'sepuluh' : (UNITS_ID[n] ?? '');
};

const hundredsEn = (n: number): string => {
  if (n >= 100)
    return spaced(UNDER_20[Math.floor(n / 100)], 'hundred', n % 100 ? `and ${hundredsEn(n % 100)}` : undefined);
  if (n < 20) return UNDER_20[n] ?? '';
  return [TENS_EN[Math.floor(n / 10)], UNDER_20[n % 10]].filter(Boolean).join('-');
};

/** The threes of digits, lowest first. */
const threes = (n: number): number[] => (n === 0 ? [] : [n % 1000, ...threes(Math.floor(n / 1000))]);

const groupId = (three: number, scale: number): string =>
  three === 1 && scale === 1 ? 'seribu' : spaced(hundredsId(three), SCALES_ID[scale]);

/** British: "one thousand and five". */
const groupEn = (three: number, scale: number, above: boolean): string =>
  scale === 0 && above && three < 100 ? `and ${hundredsEn(three)}` : spaced(hundredsEn(three), SCALES_EN[scale]);

/**
 * @param n whole, from 0, below 10^15
 * @throws RangeError for anything else
 */
export const terbilang = (n: number, locale: Locale): string => {
  if (!Number.isInteger(n) || n < 0 || n >= 1e15) throw new RangeError('not a whole number below 10^15');
  if (n === 0) return locale === 'en' ? 'zero' : 'nol';
  return threes(n)
    .flatMap((three, scale) => {
      if (three === 0) return [];
      return [locale === 'en' ? groupEn(three, scale, n >= 1000) : groupId(three, scale)];
    })
    .reverse()
    .join(' ');
};

/** As an argument of a text, which picks the person's language. */
export const inWords = (n: number): Record<Locale, string> => ({ id: terbilang(n, 'id'), en: terbilang(n, 'en') });
