/** The words of dates, Indonesian and English, with the spellings people really use. */
import { oneEdit } from './match-choice.ts';

const table = (lines: string[], first: number): Map<string, number> =>
  new Map(lines.flatMap((line, at) => line.split(' ').map((word): [string, number] => [word, first + at])));

/** Month 1-12. */
export const MONTHS = table(
  [
    'januari january jan',
    'februari pebruari february feb peb',
    'maret march mar',
    'april apr',
    'mei may',
    'juni june jun',
    'juli july jul',
    'agustus august agu agt ags agus aug',
    'september sept sep',
    'oktober october okt oct',
    'november nopember nov nop',
    'desember december des dec',
  ],
  1,
);

/** ISO weekday 1-7. `minggu` is not here: it is also the word for week. */
export const WEEKDAYS = table(
  [
    'senin senen snin monday mon',
    'selasa tuesday tue tues',
    'rabu rebo wednesday wed',
    'kamis thursday thu thurs',
    'jumat jumaat friday fri',
    'sabtu saturday sat',
    'ahad sunday sun',
  ],
  1,
);

export const oneOf = (words: Iterable<string>): string => [...words].sort((a, b) => b.length - a.length).join('|');

const LONG = [...MONTHS.keys(), ...WEEKDAYS.keys()].filter((word) => word.length >= 5);
const KNOWN = new Set([
  ...MONTHS.keys(),
  ...WEEKDAYS.keys(),
  'today',
  'bulan',
  'tanggal',
  'sunday',
  'malam',
  'depan',
  'selesai',
]);

/** "nofember" -> "november": one slip in a long word, and only where one word is meant. */
export const mendSpelling = (text: string): string =>
  text.replace(/\p{L}{5,}/gu, (word) => {
    if (KNOWN.has(word)) return word;
    const near = LONG.filter((known) => oneEdit(word, known));
    const values = new Set(near.map((known) => MONTHS.get(known) ?? `day ${WEEKDAYS.get(known)}`));
    return values.size === 1 ? (near[0] ?? word) : word;
  });
