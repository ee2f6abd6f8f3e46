/** From an address as people write it to the kelurahan that it can mean. */
import { byName, byNearMiss, byPart, cityWord, isCommon, placeWords, type Found, type Kecamatan } from './places.ts';
import { normalise } from './normalise.ts';

export interface PlaceReadings {
  found: Found[];
  /** In Arabic digits. */
  lingkungan?: string;
}

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv'];
const ROMAN_MORE = ['xvi', 'xvii', 'xviii', 'xix', 'xx', 'xxi', 'xxii', 'xxiii', 'xxiv', 'xxv'];
const NUMERALS = [...ROMAN, ...ROMAN_MORE];
const LINGKUNGAN = /\b(?:lingkungan|lingkunga|lingk|link|ling|lk)\b\.? ?(?:no(?:mor)?\.? ?)?(\d{1,2}|[ivx]{1,6})\b/;

/** A name right behind one of these is a street's, a market's or an estate's, however much it sounds like a kelurahan. */
const STREET =
  /^(?:jalan|jln|jl|gang|gg|lorong|lor|lrg|komplek|kompleks|komp|perumahan|perumnas|perum|pajak|simpang|jembatan|titi)$/;
const MARK = /^(?:kelurahan|kel|klurahan|kelurhan)$/;
const MARK_ABOVE = /^(?:kecamatan|kec)$/;
/** Alone these are a direction or any word, never a kecamatan. */
const COMMON = /^(?:barat|timur|utara|selatan|area|kota|baru|deli)$/;
const LONGEST = 4;

const parted = (text: string): { rest: string; lingkungan?: string } => {
  const said = normalise(text);
  const [whole, figure] = LINGKUNGAN.exec(said) ?? [];
  if (whole === undefined || figure === undefined) return { rest: said };
  const number = /^\d/.test(figure) ? Number(figure) : NUMERALS.indexOf(figure) + 1;
  const rest = said.replace(whole, ' ');
  return number > 0 ? { rest, lingkungan: String(number) } : { rest };
};

interface Hit {
  at: number;
  end: number;
  found: Found[];
  marked: boolean;
}

const overlaps = (a: { at: number; end: number }, b: { at: number; end: number }): boolean =>
  a.at < b.end && b.at < a.end;

/** Runs of words that are a name, longest first, none within another. */
const hitsOf = (
  words: readonly string[],
  look: (run: string[]) => Found[],
  free: (at: number, end: number) => boolean,
): Hit[] => {
  const hits: Hit[] = [];
  for (let length = Math.min(LONGEST, words.length); length > 0; length -= 1)
    for (let at = 0; at + length <= words.length; at += 1) {
      const end = at + length;
      if (!free(at, end) || hits.some((hit) => overlaps(hit, { at, end }))) continue;
      const found = look(words.slice(at, end));
      if (found.length > 0) hits.push({ at, end, found, marked: MARK.test(words[at - 1] ?? '') });
    }
  return hits;
};

interface Above {
  at: number;
  end: number;
  name: string;
  /** Named by "kecamatan" or the city's word, not by its bare name, which a kelurahan may have too. */
  sure: boolean;
}

const kecamatanOf = (words: readonly string[], places: readonly Kecamatan[]): Above[] => {
  const city = cityWord(places);
  return places.flatMap(({ name }) => {
    const own = placeWords(name);
    const short = city ? own.slice(1) : own;
    return words.flatMap((_, at): Above[] => {
      if (!short.every((word, n) => words[at + n] === word)) return [];
      const before = words[at - 1] ?? '';
      const sure = MARK_ABOVE.test(before) || (city !== '' && before === city && !MARK.test(words[at - 2] ?? ''));
      if (!sure && (COMMON.test(short.join(' ')) || STREET.test(before) || MARK.test(before))) return [];
      return [{ at: sure ? at - 1 : at, end: at + short.length, name, sure }];
    });
  });
};

const unique = (all: readonly Found[]): Found[] =>
  all.filter((one, at) => all.findIndex((o) => o.kecamatan === one.kecamatan && o.kelurahan === one.kelurahan) === at);

const within = (found: readonly Found[], above: readonly Above[]): Found[] => {
  const named = found.filter(({ kecamatan }) => above.some(({ name }) => name === kecamatan));
  return named.length > 0 ? named : [...found];
};

const allOf = (above: readonly Above[], places: readonly Kecamatan[]): Found[] =>
  places
    .filter(({ name }) => above.some((one) => one.name === name))
    .flatMap(({ name, kelurahan }) => kelurahan.map((one) => ({ kecamatan: name, kelurahan: one.name })));

/** A name in the text: behind "kelurahan" before all others, never behind a word for a street. */
const pick = (hits: readonly Hit[]): Found[] => {
  const marked = hits.filter((hit) => hit.marked);
  return unique((marked.length > 0 ? marked : hits).flatMap((hit) => hit.found));
};

const look = (words: readonly string[], places: readonly Kecamatan[]): Found[] => {
  const above = kecamatanOf(words, places);
  const sure = above.filter((one) => one.sure);
  const free = (at: number, end: number): boolean =>
    !STREET.test(words[at - 1] ?? '') && !sure.some((one) => overlaps(one, { at, end }));
  const hits = hitsOf(words, (run) => byName(run, places), free);
  // "helvetia" is a kecamatan and one of its kelurahan: which is asked, unless another name or "kelurahan" says it.
  const isBare = (hit: Hit): boolean =>
    !hit.marked && sure.length === 0 && above.some((one) => !one.sure && one.at === hit.at && one.end === hit.end);
  const inSentence = words.filter((word) => !MARK.test(word) && !MARK_ABOVE.test(word)).length;
  // "pohon mangga tumbang" is no word about the kelurahan Mangga, unless its kecamatan is named too.
  const isWord = ({ at, end, found, marked }: Hit): boolean =>
    !marked &&
    end - at < inSentence &&
    found.every((one) => isCommon(one, places) && !above.some(({ name }) => name === one.kecamatan));
  const own = hits.filter((hit) => !isBare(hit) && !isWord(hit));
  if (own.length > 0) return within(pick(own), above);
  if (above.length > 0) return allOf(above, places);
  const rest = words.filter((word) => !MARK.test(word));
  const part = byPart(rest, places);
  if (part.length > 0) return part;
  const near = hitsOf(words, (run) => byNearMiss(run, places), free).filter((hit) => !isWord(hit));
  return pick(near);
};

/** Every kelurahan that a message can mean; none where it names no place that is known. */
export const readPlace = (text: string, places: readonly Kecamatan[]): PlaceReadings => {
  const { rest, lingkungan } = parted(text);
  const words = placeWords(rest).slice(0, 60);
  return { found: look(words, places), ...(lingkungan !== undefined && { lingkungan }) };
};
