/** Which choice somebody means who types instead of pressing. Used by the engine for every open question with choices. */
import { AGREES, NO_WORDS } from '../engine/words.ts';
import { inFull } from './in-full.ts';
import { digitize } from './numerals.ts';
import { normalise } from './normalise.ts';

export interface Candidate {
  id: string;
  /** As shown: plain text or HTML of the house's subset. Empty where only numbers and synonyms count. */
  label: string;
  /** Other whole-message spellings. */
  synonyms?: readonly string[];
}

/** `id`: this one. `ids`: it could be each of these. `null`: none. */
export type Match = { id: string } | { ids: string[] } | null;

// The 1 at the end is the "one" of "the first one", already read as a number.
const ORDINALS = [
  /^(?:ke )?1(?:st)?$|^(?:pertama|first|atas)(?: 1)?$/,
  /^(?:ke )?2(?:nd)?$|^(?:kedua|second)(?: 1)?$/,
  /^(?:ke )?3(?:rd)?$|^(?:ketiga|third)(?: 1)?$/,
  /^(?:ke )?4(?:th)?$|^(?:keempat|fourth)(?: 1)?$/,
  /^(?:ke )?5(?:th)?$|^(?:kelima|fifth)(?: 1)?$/,
];
const LAST = /^(?:terakhir|paling bawah|last)$/;

/** Politeness and pointing words around an answer: "yang pertama aja ya, kak". */
const BEFORE =
  /^(?:(?:nomor|nomer|no|number|angka|pilihan|opsi|option)(?= \d)|yang|yg|saya|aku|sy|mau|pilih|the|i|want|choose|please) /;
const AFTER =
  / (?:aja|saja|ya|yah|lah|la|bah|deh|dong|donk|pak|bu|bapak|ibu|kak|min|bang|mas|mbak|terima kasih|makasih|please|one|thanks)$/;

/** Letters and digits only, without the courtesies. */
const core = (text: string): string => {
  const words = normalise(text.replace(/<[^>]*>/g, ''))
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  let said = digitize(inFull(words.replace(/(\p{L})\1{2,}/gu, '$1')));
  for (let before = ''; before !== said;) {
    before = said;
    said = said.replace(BEFORE, '').replace(AFTER, '');
  }
  return said;
};

const placeOf = (said: string, count: number): number | null => {
  if (/^\d{1,3}$/.test(said)) return Number(said) <= count ? Number(said) - 1 : null;
  if (LAST.test(said)) return count - 1;
  const place = ORDINALS.findIndex((ordinal) => ordinal.test(said));
  return place >= 0 && place < count ? place : null;
};

/** At most one letter put in, left out, replaced, or two neighbours swapped. */
export const oneEdit = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  const [restA, restB] = [a.slice(from), b.slice(from)];
  if (restA.length !== restB.length)
    return restA.length > restB.length ? restA.slice(1) === restB : restA === restB.slice(1);
  if (restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
};

/** One slip of the finger, never in the first letter: what begins otherwise is another word. A number with another digit is another number. */
export const isSlipOf = (said: string, meant: string): boolean =>
  said.length >= 5 && meant.length >= 5 && said[0] === meant[0] && !/\d/.test(said + meant) && oneEdit(said, meant);

const nearly = (said: string, wanted: string): boolean => {
  const [a, b] = [said.split(' '), wanted.split(' ')];
  if (a.length !== b.length) return false;
  const wrong = a.flatMap((word, at) => (word === b[at] ? [] : [[word, b[at] ?? ''] as const]));
  return wrong.length === 1 && wrong.every(([word, meant]) => isSlipOf(word, meant));
};

/** "kampus" for "Sekolah atau kampus": every typed word is a long word of the label. */
const partOf = (said: string, wanted: string): boolean => {
  const words = new Set(wanted.split(' '));
  return said !== '' && said.split(' ').every((word) => word.length >= 5 && words.has(word));
};

/** A choice that takes *ya* takes every way to agree, and one that takes *tidak* every way not to. */
const SENSES = { ya: new Set(AGREES), tidak: new Set(NO_WORDS) };
const hasSense = (said: string, synonyms: readonly string[]): boolean =>
  Object.entries(SENSES).some(([word, all]) => all.has(said) && synonyms.includes(word));

/** No choice is so long: of a message of 65,000 signs, as WhatsApp takes them, the reading alone would hold everybody up. */
const LONGEST = 300;

export const matchChoice = (text: string, choices: readonly Candidate[]): Match => {
  if (text.length > LONGEST) return null;
  const said = core(text);
  // "-1" is no first choice.
  if (!said || /^\s*[-\u2212]\s*\d/.test(text)) return null;
  const place = placeOf(said, choices.length);
  const numbered = place === null ? undefined : choices[place];
  if (numbered) return { id: numbered.id };
  const spellings = choices.map(({ id, label, synonyms = [] }) => ({
    id,
    label: [core(label)],
    all: [label, ...synonyms].map(core),
    sense: hasSense(said, synonyms) ? [said] : [],
  }));
  for (const { of, test } of [
    { of: 'all', test: (wanted: string) => wanted === said },
    { of: 'sense', test: () => true },
    // A synonym is a whole message: "tidak" is not half of "tidak jadi".
    { of: 'label', test: (wanted: string) => partOf(said, wanted) },
    { of: 'all', test: (wanted: string) => nearly(said, wanted) },
  ] as const) {
    const ids = spellings.filter((one) => one[of].some((wanted) => wanted && test(wanted))).map(({ id }) => id);
    if (ids.length === 1 && ids[0] !== undefined) return { id: ids[0] };
    if (ids.length > 1) return { ids };
  }
  return null;
};
