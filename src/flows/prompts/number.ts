import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Locale, Parsed, Prompt } from '#flows/engine/prompt.ts';
import { FIGURE, readFigure } from './figures.ts';
import { normalise } from './normalise.ts';
import { digitize } from './numerals.ts';

export interface NumberOptions {
  text: TextRef;
  label?: TextRef;
  /** Both inclusive. */
  min: number;
  max: number;
  /** Places behind the comma that are taken; 0 where it is left out. */
  decimals?: 0 | 1 | 2;
  /** `label` as it stands behind a figure; `words` that may stand beside the answer, lower case. */
  unit?: { label: TextRef; words: readonly string[] };
}

/** What may stand around the figure and changes nothing. */
const AROUND =
  /\b(?:kira kira|kira-kira|kurang lebih|sekitar|kurleb|lebih kurang|ada|jumlahnya|sebanyak|about|around|roughly|ya|aja|saja|pak|bu|kak|min)\b|[~±]/g;
/** Before the message is normalised, which makes "2½" the digits 2, 1 and 2. */
const SIGNS: [RegExp, string][] = [
  [/(\d) ?½/g, '$1,5'],
  [/½/g, '0,5'],
];
const HALVES: [RegExp, string][] = [
  [/\b(\d+) setengah\b/g, '$1,5'],
  [/\b(\d+) and a half\b/g, '$1.5'],
  [/\b(?:setengah|half(?: an?)?)\b|(?<![\d/])1\/2(?![\d/])/g, '0,5'],
];

const replaceAll = (text: string, pairs: readonly [RegExp, string][]): string =>
  pairs.reduce((said, [from, to]) => said.replace(from, to), text);

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);

const withoutUnit = (said: string, words: readonly string[]): string =>
  words.length === 0
    ? said
    : said.replace(new RegExp(String.raw`(?<!\p{L})(?:${words.map(escaped).join('|')})\.?(?![\p{L}\d])`, 'gu'), ' ');

const NUMBER = new RegExp(String.raw`^(-|minus |negatif )?(${FIGURE})$`);

const readings = (said: string, words: readonly string[], locale: Locale): number[] => {
  const spelt = replaceAll(digitize(withoutUnit(said, words)), HALVES);
  const bare = withoutUnit(spelt, words)
    .replace(AROUND, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[.!]+$/, '')
    .trim();
  const [, sign, figure = ''] = NUMBER.exec(bare) ?? [];
  return readFigure(figure, locale).map((n) => (sign && n !== 0 ? -n : n));
};

const fits = (n: number, { min, max, decimals = 0 }: NumberOptions): boolean =>
  n >= min && n <= max && Number(n.toFixed(decimals)) === n;

const parseNumber = (said: string, options: NumberOptions, locale: Locale): Parsed<number> => {
  const { min, max, decimals = 0, unit } = options;
  const refuse = (key: string): { refuse: TextRef } => ({
    refuse: tx(`prompts.number.${key}${unit ? 'Unit' : ''}`, { min, max, ...(unit && { unit: unit.label }) }),
  });
  const all = readings(normalise(replaceAll(said, SIGNS)), unit?.words ?? [], locale);
  const good = all.filter((n) => fits(n, options));
  const [only] = good;
  // "10,255" is neither ten with three places nor surely ten thousand.
  if (decimals > 0 && all.length > good.length) return refuse(good.length > 0 ? 'expects' : 'range');
  if (only !== undefined && good.length === 1) return { ok: only };
  if (good.length > 1) return { which: good.map((x) => ({ label: tx('prompts.number.choice', { x }), value: x })) };
  const [first] = all;
  if (first === undefined) return refuse('expects');
  return decimals === 0 && !Number.isInteger(first) ? refuse('whole') : refuse('range');
};

/** A number, with a unit where it has one; value: from `min` to `max`. Of heads `people` asks, of rupiah `money`. */
export const number = (options: NumberOptions): Prompt<number> => {
  const { text, label, min, max, unit } = options;
  const expects = tx(`prompts.number.expects${unit ? 'Unit' : ''}`, { min, max, ...(unit && { unit: unit.label }) });
  return {
    kind: 'number',
    text,
    ...(label && { label }),
    expects,
    parse: (answer, { locale }) =>
      answer.kind === 'text' ? parseNumber(answer.text, options, locale) : { refuse: expects },
  };
};
