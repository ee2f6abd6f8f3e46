/** Numbers a letter by the council's data: its classification, unit and form, in the year of the letter's date. */
import type { Model } from 'mongoose';
import { claimLetterNumber, type LetterNumber } from '#models/letter-number.ts';
import type { Council } from '../council.ts';

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const;

type Letter = Council['letterCodes']['letters'][number];

/** The letter by its name in letter-codes.yaml. @throws Error where the council has none of that name */
export function letterOf(council: Council, name: string): Letter {
  const letter = council.letterCodes.letters.find((one) => one.letter === name);
  if (!letter) throw new Error(`letter-codes.yaml has no letter ${name}`);
  return letter;
}

/** "400/17/SETWAN/2026"; `date` is the letter's, `yyyy-MM-dd`. */
export function letterNumberText(council: Council, { code, sign }: Letter, n: number, date: string): string {
  const [year = '', month = ''] = date.split('-');
  const parts: Record<string, string> = { code, number: String(n), unit: sign, year, month: ROMAN[+month - 1] ?? '' };
  return council.letterCodes.format.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);
}

/**
 * The number of one letter, claimed for `requestKey` once and for all.
 * @param date the letter's, `yyyy-MM-dd`; a retry in the new year keeps the number of the old one
 * @param at business time
 */
export function numberLetter(
  numbers: Model<LetterNumber>,
  council: Council,
  { name, requestKey, date, at }: { name: string; requestKey: string; date: string; at: Date },
): Promise<LetterNumber> {
  return claimLetterNumber(numbers, { requestKey, at, ...claimOf(council, name, date) });
}

/** Numbers kept for letters written by hand on a day without the system: `<requestKey>#1` and so on. */
export async function keepManualNumbers(
  numbers: Model<LetterNumber>,
  council: Council,
  { name, requestKey, date, at, count }: { name: string; requestKey: string; date: string; at: Date; count: number },
): Promise<LetterNumber[]> {
  const kept: LetterNumber[] = [];
  for (let n = 1; n <= count; n += 1) {
    const claim = { requestKey: `${requestKey}#${n}`, at, status: 'manual' as const, ...claimOf(council, name, date) };
    kept.push(await claimLetterNumber(numbers, claim));
  }
  return kept;
}

function claimOf(council: Council, name: string, date: string) {
  const letter = letterOf(council, name);
  return {
    letter: name,
    sequence: `${letter.unit}/${letter.series}/${date.slice(0, 4)}`,
    text: (n: number) => letterNumberText(council, letter, n, date),
  };
}
