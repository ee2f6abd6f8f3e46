/** A pure look-up of kelurahan: by what people write, and by a point on the map. */
import { oneEdit } from './match-choice.ts';
import { normalise } from './normalise.ts';

export interface Kelurahan {
  name: string;
  /** Its middle, degrees; approximate. */
  lat: number;
  lon: number;
  /** Other spellings. */
  also?: readonly string[] | undefined;
  /** An ordinary word ("Mangga"), which in a sentence is no place by itself. */
  common?: boolean | undefined;
}

/** As the council's data has them. JSON only, so that a query can give them. */
export interface Kecamatan {
  name: string;
  kelurahan: readonly Kelurahan[];
}

export interface Found {
  kecamatan: string;
  kelurahan: string;
}

/** Spellings of one word, so that "Tjg Mulya", "Pulau Berayan" and "Sungai Mati" are the names in the list. */
const SPELLINGS: [RegExp, string][] = [
  [/^(?:sungai|sei|sie|s)$/, 'sei'],
  [/^(?:tanjung|tanjong|tj|tjg|tg)$/, 'tanjung'],
  [/^(?:kampung|kampong|kp|kpg)$/, 'kampung'],
  [/^(?:pulo|pulau|p)$/, 'pulo'],
  [/^berayan$/, 'brayan'],
  [/^mulya$/, 'mulia'],
  [/^(?:kuala|kwala)$/, 'kwala'],
  [/^(?:psr|pasar)$/, 'pasar'],
  [/^(?:simpang|sp|spg)$/, 'simpang'],
  [/^(?:glugur|gelugur|gelugor)$/, 'glugur'],
  [/^(?:i|1|satu)$/, '1'],
  [/^(?:ii|2|dua)$/, '2'],
  [/^(?:iii|3|tiga)$/, '3'],
  [/^(?:iv|4|empat)$/, '4'],
];

/** The words of a text as they are compared. */
export const placeWords = (text: string): string[] =>
  (normalise(text).match(/\p{L}+|\d+/gu) ?? []).map(
    (word) => SPELLINGS.find(([pattern]) => pattern.test(word))?.[1] ?? word,
  );

/** Spaces tell nothing: "Kotamatsum" is "Kota Matsum". */
const keyOf = (words: readonly string[]): string => words.join('');

interface Named extends Found {
  /** Every spelling as words. */
  spellings: string[][];
  keys: string[];
}

/** Read once a list, not once a word of the message. */
const index = new WeakMap<readonly Kecamatan[], Named[]>();

const named = (places: readonly Kecamatan[]): Named[] => {
  const known = index.get(places);
  if (known) return known;
  const fresh = places.flatMap(({ name: kecamatan, kelurahan }) =>
    kelurahan.map(({ name, also = [] }) => {
      const spellings = [name, ...also].map(placeWords);
      return { kecamatan, kelurahan: name, spellings, keys: spellings.map(keyOf) };
    }),
  );
  index.set(places, fresh);
  return fresh;
};

const found = ({ kecamatan, kelurahan }: Found): Found => ({ kecamatan, kelurahan });

/** Kelurahan of exactly this name, in any kecamatan. */
export const byName = (words: readonly string[], places: readonly Kecamatan[]): Found[] => {
  const key = keyOf(words);
  return named(places)
    .filter(({ keys }) => keys.includes(key))
    .map(found);
};

/** True where the name is an ordinary word. */
export const isCommon = ({ kecamatan, kelurahan }: Found, places: readonly Kecamatan[]): boolean =>
  places.some((one) => one.name === kecamatan && one.kelurahan.some((k) => k.name === kelurahan && k.common === true));

/** "sei putih": part of the names of several. Short and common words alone name nothing. */
export const byPart = (words: readonly string[], places: readonly Kecamatan[]): Found[] => {
  if (
    !words.some((word) => word.length >= 4 && !/^(?:pasar|kota|barat|timur|baru|tengah|hilir|hulu|medan)$/.test(word))
  )
    return [];
  const part = ` ${words.join(' ')} `;
  return named(places)
    .filter(({ spellings }) => spellings.some((one) => ` ${one.join(' ')} `.includes(part)))
    .map(found);
};

/** One slip in a name of six letters or more. */
export const byNearMiss = (words: readonly string[], places: readonly Kecamatan[]): Found[] => {
  const key = keyOf(words);
  if (key.length < 6 || /\d/.test(key)) return [];
  return named(places)
    .filter(({ keys }) => keys.some((one) => oneEdit(key, one)))
    .map(found);
};

const KM_A_DEGREE = 111.2;

/** Flat is near enough within a city. */
const kilometres = (lat: number, lon: number, to: Kelurahan): number =>
  Math.hypot((lat - to.lat) * KM_A_DEGREE, (lon - to.lon) * KM_A_DEGREE * Math.cos((lat * Math.PI) / 180));

/** Kelurahan whose middle is within so many kilometres, the nearest first. */
export const nearest = (lat: number, lon: number, places: readonly Kecamatan[], within: number): Found[] =>
  places
    .flatMap(({ name: kecamatan, kelurahan }) =>
      kelurahan.map((one) => ({ kecamatan, kelurahan: one.name, km: kilometres(lat, lon, one) })),
    )
    .filter(({ km }) => km <= within)
    .sort((a, b) => a.km - b.km)
    .map(found);

/** The word that all names of kecamatan begin with ("Medan"), lower case; empty where they share none. */
export const cityWord = (places: readonly Kecamatan[]): string => {
  const firsts = places.map(({ name }) => normalise(name).split(' ')[0] ?? '');
  return places.length > 1 && new Set(firsts).size === 1 ? (firsts[0] ?? '') : '';
};
