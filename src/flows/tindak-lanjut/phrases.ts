/** Whether somebody says a phrase, in the way that messages are written: "lmpu di gg kami mati" says "lampu mati". Pure. */
import { normalise, STORY_LENGTH } from '../prompts/normalise.ts';

/** "Tidak hidup" is dead, in each of its spellings. */
const NOT_ALIVE =
  /(?<!\p{L})(?:tidak|tdk|tak|gak|gk|ga|gag|nggak|ngga|enggak|engga|kagak) (?:hidup|idup|nyala|menyala|jalan)(?!\p{L})/gu;
/** What may stand a few words behind the thing it is said of; other phrases stand together. */
const STATES = new Set('mati padam rusak rsk hancur lubang berlubang keruh gelap dark broken'.split(' '));
/** Words between a thing and its state. */
const GAP = 3;
const PAUSE = '|';

/** Words of a message; a pause of its writer is a word of its own. */
export const wordsOf = (text: string): string[] =>
  normalise(text, STORY_LENGTH)
    .replace(NOT_ALIVE, 'mati')
    .match(/\p{L}+(?:-\p{L}+)*|\d+|[.,;!?]/gu)
    ?.map((word) => (/^[.,;!?]$/.test(word) ? PAUSE : word)) ?? [];

const vowelless = (word: string): string => word.replace(/[aeiou]/g, '');

/** "bnjir", "smph": only vowels are left out. Of four letters or more, so that little words stay what they are. */
const isShort = (said: string, word: string): boolean =>
  said.length >= 3 &&
  word.length >= 4 &&
  said.length < word.length &&
  said[0] === word[0] &&
  vowelless(said) === vowelless(word) &&
  [...said].reduce((at, sign) => (at < 0 ? at : word.indexOf(sign, at) + 1 || -1), 0) > 0;

const isWord = (said: string, word: string): boolean =>
  said === word ||
  said === `${word}nya` ||
  isShort(said, word) ||
  (said.endsWith('nya') && isShort(said.slice(0, -3), word));

export function says(said: readonly string[], phrase: string): boolean {
  const [first = '', ...rest] = phrase.split(' ');
  return said.some((word, at) => isWord(word, first) && follow(said, at + 1, rest));
}

function follow(said: readonly string[], at: number, [word, ...more]: readonly string[]): boolean {
  if (word === undefined) return true;
  const reach = more.length === 0 && STATES.has(word) ? GAP : 0;
  for (let next = at; next <= at + reach && next < said.length && said[next] !== PAUSE; next += 1)
    if (isWord(said[next]!, word)) return follow(said, next + 1, more);
  return false;
}
