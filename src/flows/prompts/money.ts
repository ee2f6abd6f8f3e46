import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Locale, Parsed, Prompt } from '#flows/engine/prompt.ts';
import { FIGURE, readFigure } from './figures.ts';
import { normalise } from './normalise.ts';
import { digitize } from './numerals.ts';

export interface MoneyOptions {
  text: TextRef;
  label?: TextRef;
  /** Rupiah, both inclusive; `min` is 1 where it is left out. */
  min?: number;
  max: number;
}

/** Each word of a size, in rupiah. "b" and "bn" are English only, "m" is miliar as it is in every Indonesian budget. */
const SIZES: [RegExp, number][] = [
  [/^(?:rb|ribu|rbu|k|thousand)$/, 1e3],
  [/^(?:jt|juta|jta|million|mio)$/, 1e6],
  [/^(?:m|miliar|milyar|billion|bn)$/, 1e9],
  [/^(?:t|triliun|trilyun|trillion)$/, 1e12],
];
const SIZE = '(?:ribu|rbu|rb|thousand|k|juta|jta|jt|million|mio|miliar|milyar|billion|bn|m|triliun|trilyun|trillion|t)';
const sizeOf = (word: string): number => SIZES.find(([pattern]) => pattern.test(word))?.[1] ?? 1;

const FOREIGN = /[$€£¥]|\b(?:usd|us dollar|dollars?|dolar|euro?|ringgit|myr|rm|sgd|yen|yuan)\b/;
/** Said as rupiah, a small figure is meant as it stands. */
const RUPIAH = /\brp(?=[\d.\s]|$)\.?|\b(?:idr|rupiah|perak)\b/g;
const AROUND =
  /\b(?:kira-kira|kira kira|kurang lebih|sekitar|kurleb|sebesar|senilai|anggaran|biaya|dana|harganya|harga|nilainya|totalnya|total|about|around|ya|aja|saja|pak|bu|kak|min|dan|and)\b|[~±]/g;
const HALVES: [RegExp, string][] = [
  [/\bse(juta|miliar|milyar|triliun)\b/g, '1 $1'],
  [new RegExp(String.raw`\b(\d+) setengah (?=${SIZE}\b)`, 'g'), '$1,5 '],
  [new RegExp(String.raw`\b(?:setengah|half an?) (?=${SIZE}\b)`, 'g'), '0,5 '],
  [/\ba (million|billion)\b/g, '1 $1'],
];

/** Behind digits "ribu" is written as a size that the reader of number words does not know: it would add "10rb 20rb" up. */
const THOUSANDS = /(?<=\d) ?(?:ribu|rbu|rb|thousand)(?!\p{L})/gu;

const PART = new RegExp(String.raw`(${FIGURE}) ?(${SIZE})?(?!\p{L})`, 'gu');

interface Part {
  readings: number[];
  size: number;
  sized: boolean;
}

/** The parts of "2 juta 500 ribu", or null where something else is said. */
const partsOf = (bare: string, locale: Locale): Part[] | null => {
  if (bare.replace(PART, ' ').trim() !== '') return null;
  return Array.from(bare.matchAll(PART), ([, figure = '', word]) => {
    const size = word ? sizeOf(word) : 1;
    // Before a size a mark is a decimal one ("1.250 juta" is unclear), without it a rupiah has no decimals.
    const readings = readFigure(figure, locale).map((n) => Math.round(n * size * 100) / 100);
    return { readings: readings.filter((n) => Number.isInteger(n)), size, sized: word !== undefined };
  });
};

const LONGEST_LABEL = 24;
/** Rupiah that are still paid with. */
const SMALLEST = 100;

/** What an amount without a size may mean: the figure as it stands, thousands or millions of it. */
const guesses = (figure: number): number[] => [figure, figure * 1e3, figure * 1e6];

const readRupiah = (said: string, locale: Locale): { amounts: number[]; sure: boolean } => {
  const words = digitize(said.replace(THOUSANDS, 'k'));
  const named = words.replace(RUPIAH, ' ');
  const bare = HALVES.reduce((text, [from, to]) => text.replace(from, to), named)
    .replace(AROUND, ' ')
    .replace(/(\d)\s*[.,]-+/g, '$1')
    .replace(/([.,]00)(?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[.!]+$/, '')
    .trim();
  const small = /^(\d{1,3})([.,]\d{1,2})?$/.exec(bare);
  // Below a hundred there is no coin, so even "Rp 25" leaves thousands out.
  if (small && (named === words || small[2] || Number(small[1]) < SMALLEST)) {
    const figure = Number(bare.replace(',', '.'));
    return { amounts: guesses(figure).filter(Number.isInteger), sure: false };
  }
  const parts = partsOf(bare, locale);
  const [first, ...rest] = parts ?? [];
  if (!parts || !first) return { amounts: [], sure: false };
  if (rest.length === 0) return { amounts: first.readings, sure: true };
  // Each part is smaller than the size before it, or these are two amounts.
  const descending = parts.every(({ readings }, at) => {
    const before = parts[at - 1];
    return readings.length === 1 && (!before || (before.sized && (readings[0] ?? 0) < before.size));
  });
  return descending
    ? { amounts: [parts.reduce((sum, { readings }) => sum + (readings[0] ?? 0), 0)], sure: true }
    : { amounts: [], sure: false };
};

/** "1,5 juta" beside the figures, where it is exact and short. */
const brief = (amount: number, locale: Locale): string =>
  new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'id-ID', {
    notation: 'compact',
    compactDisplay: 'long',
    maximumFractionDigits: 6,
  }).format(amount);

const labelOf = (amount: number, locale: Locale): TextRef => {
  const words = brief(amount, locale);
  const short = amount >= 1000 && `Rp${amount.toLocaleString('id-ID')} (${words})`.length <= LONGEST_LABEL;
  return short ? tx('prompts.money.choiceWords', { amount, words }) : tx('prompts.money.choice', { amount });
};

const parseMoney = (text: string, { min = 1, max }: MoneyOptions, locale: Locale): Parsed<number> => {
  const said = normalise(text);
  if (FOREIGN.test(said)) return { refuse: tx('prompts.money.rupiah') };
  if (/^-|(?:^|\s)-\d|\bminus\b/.test(said)) return { refuse: tx('prompts.money.range', { min, max }) };
  const { amounts, sure } = readRupiah(said, locale);
  if (amounts.length === 0) return { refuse: tx('prompts.money.expects') };
  const fitting = [...new Set(amounts)].filter((one) => Number.isSafeInteger(one) && one >= min && one <= max);
  const [only] = fitting;
  if (only === undefined) return { refuse: tx('prompts.money.range', { min, max }) };
  if (fitting.length > 1) return { which: fitting.map((value) => ({ label: labelOf(value, locale), value })) };
  // The one reading that fits was not what stands there: it is shown as an example rather than taken.
  return sure || amounts[0] === only ? { ok: only } : { refuse: tx('prompts.money.full', { amount: only }) };
};

/** An amount; value: whole rupiah from `min` to `max`. Where a summary shows it, `inWords` of `terbilang.ts` stands beside it. */
export const money = (options: MoneyOptions): Prompt<number> => ({
  kind: 'money',
  text: options.text,
  ...(options.label && { label: options.label }),
  expects: tx('prompts.money.expects'),
  parse: (answer, { locale }) =>
    answer.kind === 'text' ? parseMoney(answer.text, options, locale) : { refuse: tx('prompts.money.expects') },
});
