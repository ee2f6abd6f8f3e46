/** Numbers written as words, Indonesian and English: "dua puluh lima", "seratus lima", "a dozen", "twenty-two". */

type Word =
  /** A part below the thousands: 7, 12, 40, 100. */
  | { add: number }
  /** Multiplies the unit before it: `dua` + `puluh`. `bare`: what it is without one, "lusin", "hundred". */
  | { times: number; bare?: number }
  /** `dua` + `belas`. */
  | { teen: true };

const UNITS_ID = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'];
const UNITS_EN = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const TEENS_EN = 'eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS_EN = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const adds = (words: readonly string[], value: (place: number) => number): [string, Word][] =>
  words.map((word, place) => [word, { add: value(place) }]);

const WORDS = new Map<string, Word>([
  ...adds(UNITS_ID, (place) => place),
  ...adds(UNITS_EN, (place) => place),
  ...adds(TEENS_EN, (place) => place + 11),
  ...adds(TENS_EN, (place) => (place + 2) * 10),
  ['sepuluh', { add: 10 }],
  ['sebelas', { add: 11 }],
  ['seratus', { add: 100 }],
  ['seribu', { times: 1000, bare: 1 }],
  ['belas', { teen: true }],
  ['puluh', { times: 10 }],
  ['ratus', { times: 100 }],
  ['hundred', { times: 100, bare: 1 }],
  ['ribu', { times: 1000 }],
  ['rb', { times: 1000 }],
  ['thousand', { times: 1000, bare: 1 }],
  ['lusin', { times: 12, bare: 1 }],
  ['dozen', { times: 12, bare: 1 }],
]);

/** Short forms that hide a number, taken apart before reading. */
const SPELLINGS: [RegExp, string][] = [
  [/\bse(lusin|minggu|pekan|bulan|hari|orang)\b/g, 'satu $1'],
  [/\bpuluhan\b/g, 'puluh'],
  [/\ba (dozen|hundred|thousand|week|month|day)\b/g, 'one $1'],
  [/\bdlapan\b/g, 'delapan'],
  [/\b(hundred|thousand) and\b/g, '$1'],
];

/** One number being read. Each part must be smaller than the part before it: "dua tiga" is two numbers. */
interface Reading {
  thousands: number;
  below: number;
  unit: number | null;
  /** Size of the last part taken. */
  last: number;
}

const start = (): Reading => ({ thousands: 0, below: 0, unit: null, last: Infinity });

const sizeOf = (n: number): number => (n >= 100 ? 100 : n >= 10 ? 10 : 1);

/** The reading with one more word, or null when the word cannot continue it. */
const take = (reading: Reading, word: Word): Reading | null => {
  const { thousands, below, unit, last } = reading;
  if ('add' in word) {
    const size = sizeOf(word.add);
    const room = word.add >= 10 && word.add < 20 ? last > 10 : last > size;
    if (unit !== null || !room) return null;
    if (size === 1) return { ...reading, unit: word.add };
    return { thousands, below: below + word.add, unit: null, last: word.add % 10 ? 1 : size };
  }
  if ('teen' in word) {
    if (unit === null || unit < 2 || last <= 10) return null;
    return { thousands, below: below + unit + 10, unit: null, last: 1 };
  }
  if (word.times === 1000 || word.times === 12) {
    const count = below + (unit ?? 0) || (last === Infinity ? (word.bare ?? 0) : 0);
    if (!count || thousands) return null;
    return { thousands: count * word.times, below: 0, unit: null, last: word.times === 12 ? 0 : 1000 };
  }
  const count = unit ?? (last > word.times ? word.bare : undefined);
  if (!count || last <= word.times) return null;
  return { thousands, below: below + count * word.times, unit: null, last: word.times };
};

const valueOf = ({ thousands, below, unit }: Reading): number => thousands + below + (unit ?? 0);

interface Token {
  text: string;
  gap: string;
}

/** Words with what stood before each, so that everything that is no number stays as it was. */
const tokens = (text: string): Token[] =>
  Array.from(text.matchAll(/([^\p{L}\p{N}]*)(\p{L}+|\p{N}+|$)/gu), ([, gap = '', word = '']) => ({ text: word, gap }));

const wordOf = ({ text }: Token, next: Token | undefined): Word | undefined => {
  // Digits join in only before a multiplier: "2 lusin", "2 ribu".
  if (/^\d{1,3}$/.test(text)) {
    const multiplier = next && /^ ?$/.test(next.gap) ? WORDS.get(next.text) : undefined;
    return multiplier && 'times' in multiplier ? { add: Number(text) } : undefined;
  }
  return WORDS.get(text);
};

/** Takes normalised text; gives it back with every number in words as digits: "dua puluh orang" -> "20 orang". */
export const digitize = (text: string): string => {
  const all = tokens(SPELLINGS.reduce((said, [from, to]) => said.replace(from, to), text));
  let out = '';
  let reading: Reading | null = null;
  const close = (): void => {
    if (reading) out += String(valueOf(reading));
    reading = null;
  };
  all.forEach((token, at) => {
    const word = wordOf(token, all[at + 1]);
    const joined: Reading | null = word && reading && /^[ -]?$/.test(token.gap) ? take(reading, word) : null;
    if (joined) {
      reading = joined;
      return;
    }
    close();
    out += token.gap;
    reading = word ? take(start(), word) : null;
    if (!reading) out += token.text;
  });
  close();
  return out;
};
