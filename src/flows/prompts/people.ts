import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, Prompt } from '#flows/engine/prompt.ts';
import { normalise } from './normalise.ts';
import { digitize } from './numerals.ts';

export interface PeopleOptions {
  text: TextRef;
  label?: TextRef;
  /** Both inclusive; `min` is 1 where it is left out. */
  min?: number;
  max: number;
}

/** Words that are a head count by themselves. */
const ALONE = /\b(?:sendiri(?:an)?|seorang(?: diri)?|alone|just me|only me|myself)\b/;
const TOGETHER: [RegExp, string][] = [
  [/\bberdua\b/, '2'],
  [/\bbertiga\b/, '3'],
  [/\bberempat\b/, '4'],
  [/\bberlima\b/, '5'],
  [/\bberenam\b/, '6'],
  [/\bbertujuh\b/, '7'],
];
/** Things with digits that are no count of heads: signs, parts, dates, mixes of letters and digits. */
const NO_COUNT = /[%\u2044/:@]|\d[a-z]+\d|\p{L}\d|\d-\d+-\d/u;
const DECIMAL = /\d[.,]\d/;
/** "1.000", "1,000,000"; with spaces only where nothing else is said, or "kelas 7 120 siswa" would be 7,120. */
const GROUPED = /(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?![\d.,]*\d)|^\d{1,3}(?: \d{3})+$/g;
const RANGE = /(\d+) ?(?:-|sampai(?: dengan)?|s\/d|sd|hingga|atau|to|or|until|dan(?= \d+ ?(?:orang)?$)) ?(\d+)/;

/** Every number that may be meant, in the order of likelihood; empty when there is none. */
const readCounts = (said: string): number[] | 'unclear' => {
  const words = digitize(said.replace(/s\/d/g, 'sampai').replace(/(\d)[.,](\d) ?(?:ribu|rb)\b/g, '$1$200'))
    .replace(GROUPED, (number) => number.replace(/\D/g, ''))
    .replace(/(\d+) ?(?:rb|ribu|k)\b/g, '$1000');
  if (DECIMAL.test(words) || NO_COUNT.test(words) || /(?:^|\D)-\s?\d|\bminus\b/.test(words.replace(RANGE, '$1 $2')))
    return 'unclear';
  const together = TOGETHER.find(([word]) => word.test(words));
  if (together) return [Number(together[1])];
  const numbers = (words.match(/\d+/g) ?? []).map(Number);
  if (numbers.length === 0) return ALONE.test(words) ? [1] : [];
  const range = RANGE.exec(words);
  if (numbers.length === 1 || (range && numbers.length === 2)) return numbers;
  if (numbers.length > 4) return 'unclear';
  // "40 siswa dan 2 guru": all of them, or only the first group?
  return [numbers.reduce((sum, one) => sum + one, 0), Math.max(...numbers)];
};

const parsePeople = (said: string, min: number, max: number): Parsed<number> => {
  const refuse = tx('prompts.people.range', { min, max });
  const counts = readCounts(normalise(said));
  if (counts === 'unclear' || counts.length === 0) return { refuse };
  const fitting = [...new Set(counts)].filter((count) => count >= min && count <= max);
  const [only] = fitting;
  if (only === undefined) return { refuse };
  if (fitting.length === 1 && new Set(counts).size === 1) return { ok: only };
  // One end of a range does not fit: the person has to say it anew rather than be given the other end.
  if (fitting.length === 1) return { refuse };
  return { which: fitting.map((count) => ({ label: tx('prompts.people.choice', { count }), value: count })) };
};

/** How many people come; value: a whole number from `min` to `max`. */
export const people = ({ text, label, min = 1, max }: PeopleOptions): Prompt<number> => ({
  kind: 'people',
  text,
  ...(label && { label }),
  expects: tx('prompts.people.expects', { min, max }),
  parse: (answer) =>
    answer.kind === 'text'
      ? parsePeople(answer.text, min, max)
      : { refuse: tx('prompts.people.expects', { min, max }) },
});
