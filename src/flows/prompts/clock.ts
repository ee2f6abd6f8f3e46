/** Times of day as people say them, read as `HH:mm`. */
import { inFull } from './in-full.ts';
import { normalise } from './normalise.ts';
import { digitize } from './numerals.ts';

/** The hours that a word of the day covers, from inclusive to exclusive; a night goes on after 24. */
const PARTS: [RegExp, from: number, to: number][] = [
  [/\bdini hari\b/, 0, 5],
  [/\b(?:pagi|subuh|morning)\b/, 0, 11],
  [/\b(?:siang|noon)\b/, 10, 15],
  [/\b(?:sore|petang)\b/, 14, 19],
  [/\bafternoon\b/, 12, 18],
  [/\b(?:malam|mlm|evening|night)\b/, 18, 28],
  [/\d ?a\.?m\b/, 0, 12],
  [/\d ?p\.?m\b/, 12, 24],
];

const MIDNIGHT = /\b(?:12 |00[.:]00 )?(?:tengah malam|midnight)\b/g;
const MIDDAY = /\b(?:12 )?(?:tengah hari|noon|midday)\b/g;
/** "sembilan tiga puluh": minutes that people say, or "jam 9 10" were ten past nine. */
const SPOKEN = /^((?:jam |pukul )?\d{1,2}) (00|15|20|30|40|45|50)\b(?! ?\d)/;
const HALF = /\b(?:setengah|stengah|stgh) (\d{1,2})\b/g;
const HALF_PAST = /\bhalf past (\d{1,2})\b/g;
const QUARTER = /\b(?:a )?quarter (past|to) (\d{1,2})\b/g;
const BEFORE_AFTER = /\b(\d{1,2}) (lewat|lebih|kurang) (\d{1,2}|seperempat)\b/g;
const CLOCK = /(?<![\d.:])(\d{1,2})(?:[.:](\d{2}))?(?![.:]?\d)/g;

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Each way of saying a minute, turned into `h:mm`. */
const spellOut = (said: string): string => {
  const shift = (hour: string, by: number): string =>
    clockOf((Number(hour) * 60 + by + 720) % 720)
      .replace(/^00/, '12')
      .replace(/^0/, '');
  return said
    .replace(MIDNIGHT, '00:00')
    .replace(MIDDAY, '12:00 siang')
    .replace(SPOKEN, '$1:$2')
    .replace(/^(?:(?:jam|pukul) )?([01]\d|2[0-3])([0-5]\d)$/, '$1:$2')
    .replace(HALF, (_, hour: string) => shift(hour, -30))
    .replace(HALF_PAST, (_, hour: string) => shift(hour, 30))
    .replace(QUARTER, (_, side: string, hour: string) => shift(hour, side === 'to' ? -15 : 15))
    .replace(BEFORE_AFTER, (_, hour: string, side: string, by: string) => {
      const minutes = by === 'seperempat' ? 15 : Number(by);
      return shift(hour, side === 'kurang' ? -minutes : minutes);
    });
};

/** Without a word of the day "2" is 02:00 and 14:00; "02" or "14" is what it says. */
const hoursOf = (hour: string): number[] => {
  const n = Number(hour);
  if (n > 24) return [];
  if (n === 24) return [0];
  return hour.startsWith('0') || n > 12 ? [n] : n === 12 ? [12, 0] : [n, n + 12];
};

const within = (hour: number, [from, to]: readonly [number, number]): boolean =>
  (hour >= from && hour < to) || hour + 24 < to;

export interface Times {
  /** All readings as `HH:mm`, the likelier first. */
  times: string[];
  /** Hours covered by a word of the day, from inclusive to exclusive, beyond 24 for a night; null where none was said. */
  part: [from: number, to: number] | null;
}

export const readTimes = (text: string): Times => {
  const said = spellOut(digitize(inFull(normalise(text))));
  const found = PARTS.find(([word]) => word.test(said));
  const part: [number, number] | null = found ? [found[1], found[2]] : null;
  const times = Array.from(said.matchAll(CLOCK)).flatMap(([, hour = '', minute = '00']) => {
    if (Number(minute) > 59) return [];
    const hours = hoursOf(hour);
    const fitting = part ? hours.filter((one) => within(one, part)) : hours;
    return (fitting.length > 0 ? fitting : hours).map((one) => clockOf(one * 60 + Number(minute)));
  });
  return { times: [...new Set(times)], part };
};
