import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, Prompt } from '#flows/engine/prompt.ts';
import { normalise } from './normalise.ts';
import { readPlace } from './place-readings.ts';
import { cityWord, nearest, type Found, type Kecamatan } from './places.ts';

export interface Place {
  kecamatan: string;
  kelurahan: string;
  /** As its number in Arabic digits; there is no list to hold it against. */
  lingkungan?: string;
  /** Where the person sent a pin, degrees. */
  lat?: number;
  lon?: number;
}

/** JSON only, so that a query can make it from the council's data. */
export interface PlaceOptions {
  text: TextRef;
  label?: TextRef;
  kecamatan: readonly Kecamatan[];
  /** Names of what lies around the city, lower case. */
  neighbours?: readonly string[];
  /** A pin further than this from every middle is outside, km; 2.5 where it is left out. */
  withinKm?: number;
}

const EXPECTS = tx('prompts.place.expects');
/** The middles are approximate: one of the nearest five is right, the nearest alone often is not. */
const SUGGESTED = 5;
/** More than a kecamatan has is a list nobody reads. */
const MOST_READINGS = 12;

/** A name that stands in two kecamatan is told apart by theirs, without the city's word. */
const labelOf = (found: Found, all: readonly Found[], city: string): TextRef => {
  const { kelurahan, kecamatan } = found;
  if (all.filter((one) => one.kelurahan === kelurahan).length < 2) return tx('prompts.place.choice', { kelurahan });
  const short = city && kecamatan.toLowerCase().startsWith(`${city} `) ? kecamatan.slice(city.length + 1) : kecamatan;
  return tx('prompts.place.choiceIn', { kelurahan, kecamatan: short });
};

const answer = (found: readonly Found[], places: readonly Kecamatan[], extra: Partial<Place>): Parsed<Place> => {
  const all = found.map((one): Place => ({ ...one, ...extra }));
  const [only] = all;
  if (only && all.length === 1) return { ok: only };
  const city = cityWord(places);
  return { which: all.map((value) => ({ label: labelOf(value, found, city), value })) };
};

const parseText = (said: string, { kecamatan, neighbours = [] }: PlaceOptions): Parsed<Place> => {
  const plain = normalise(said);
  if (neighbours.some((name) => plain.includes(name))) return { refuse: tx('prompts.place.outside') };
  const { found, lingkungan } = readPlace(said, kecamatan);
  if (found.length === 0) return { refuse: lingkungan === undefined ? EXPECTS : tx('prompts.place.whichKelurahan') };
  if (found.length > MOST_READINGS) return { refuse: tx('prompts.place.tooMany') };
  return answer(found, kecamatan, lingkungan === undefined ? {} : { lingkungan });
};

const parsePin = (lat: number, lon: number, { kecamatan, withinKm = 2.5 }: PlaceOptions): Parsed<Place> => {
  const found = nearest(lat, lon, kecamatan, withinKm).slice(0, SUGGESTED);
  return found.length === 0 ? { refuse: tx('prompts.place.outside') } : answer(found, kecamatan, { lat, lon });
};

/** Where in the city; value: a kelurahan with its kecamatan. A pin suggests, the person says which. */
export const place = (options: PlaceOptions): Prompt<Place> => ({
  kind: 'place',
  text: options.text,
  ...(options.label && { label: options.label }),
  expects: EXPECTS,
  parse: (given) => {
    if (given.kind === 'text') return parseText(given.text, options);
    return given.kind === 'location' ? parsePin(given.lat, given.lon, options) : { refuse: EXPECTS };
  },
});
