/** A report's words held against the council's data: topic, place. */
import type { Council } from '#services/council.ts';
import type { AduanPlace } from '#models/aduan.ts';
import type { Account } from '../prompts/account.ts';
import { readPlace } from '../prompts/place-readings.ts';
import { byName, isCommon, nearest, placeWords } from '../prompts/places.ts';
import { accused, isDanger, isQuestion, kindOf, namesOnly, saysReport, waitsFor, topicsIn } from './listening.ts';
import { areaSpan, besides, placeSpan, streetWords } from './place-span.ts';
import type { Known } from './place-span.ts';
import type { Heard, TopicChoice } from './rules.ts';

/** Longest piece of a text that is taken as its place, characters. */
const PIECE = 120;
const PIN_KM = 5;
const OFFERED = 9;

export function hear(council: Council, { text, files, lat, lon }: Account): Heard {
  const topics = council.topics.map((topic) => topicChoice(council, topic));
  const [first] = topicsIn(text, council.topics);
  const topic = topics.find(({ code }) => code === first) ?? null;
  const said = placeSaid(council, text);
  const pinned = lat !== undefined && lon !== undefined;
  const place = pinned ? placeAt(council, lat, lon) : said.place;
  const kind = kindOf(text);
  const danger = isDanger(text);
  const blamed = accused(text);
  const named = council.topics.find(({ code }) => code === first);
  const asksFor = named?.service === true && namesOnly(text, named);
  return {
    ...{ topic, place, danger, kind, story: pinned ? text : said.story },
    accused: blamed,
    matter:
      danger ||
      asksFor ||
      files.length > 0 ||
      lat !== undefined ||
      (!waitsFor(text) && (saysReport(text) || tellsMatter(text, { topic, place, kind, accused: blamed }))),
    asks: place === null && topic?.office !== undefined && (asksFor || isQuestion(text)),
    topics: topics.slice(0, OFFERED),
  };
}

/**
 * A sentence that nobody asked for: it names what it is about in more than one word, or where in a few more. What is about the
 * council's own services ("jadwal rapat dewan") is rather a question.
 */
function tellsMatter(text: string, said: Pick<Heard, 'topic' | 'place' | 'kind' | 'accused'>): boolean {
  const { topic, place, kind, accused: blamed } = said;
  const words = text.trim().split(/\s+/).length;
  return (
    (Boolean(topic?.office) && words >= 2) ||
    (place !== null && words >= 4) ||
    (kind !== 'pengaduan' && words >= 3) ||
    (blamed !== null && words >= 4)
  );
}

/** The place with the kelurahan and kecamatan that it surely means. */
export function placeIn(council: Council, said: string): AduanPlace {
  const { found } = readPlace(said, council.places.kecamatan);
  const [one] = found;
  const sameKecamatan = one && found.every(({ kecamatan }) => kecamatan === one.kecamatan);
  return {
    said,
    kecamatan: sameKecamatan ? one.kecamatan : null,
    kelurahan: one && found.length === 1 ? one.kelurahan : null,
  };
}

/** Its place in the person's own words, else the kelurahan or kecamatan that it names; and what it tells besides. */
function placeSaid(council: Council, text: string): { place: string | null; story: string } {
  const known = knownIn(council);
  const span = placeSpan(text, known);
  const named = areaSpan(text, known);
  const { kelurahan, kecamatan } = named || MARKED.test(text) ? placeIn(council, text) : NOWHERE;
  const area = kelurahan === null ? kecamatan : `${kelurahan}, ${kecamatan}`;
  const found = span ?? (named?.alone ? null : named);
  if (!found) return { place: area, story: named ? besides(text, named) : text };
  const said = text.slice(found.from, found.to).slice(0, PIECE).trim();
  // "Di Marelan, parit sumbat di gg mawar": the kecamatan stands elsewhere.
  const whole = area === null || placeIn(council, said).kecamatan !== null;
  return { place: whole ? said : `${said}, ${area}`, story: besides(text, found) };
}

/** Only there may a name be misspelt: "mereka" is no Merdeka. */
const MARKED = /(?<!\p{L})ke[lc](?:urahan|amatan)?(?!\p{L})/iu;
const NOWHERE = { kelurahan: null, kecamatan: null };

/** Words that are a kelurahan or kecamatan wherever they stand; ordinary words only behind "kel" or "lk 5". */
const knownIn =
  ({ places }: Council): Known =>
  (words, at) => {
    const marked = /(?:^| )(?:kel|kelurahan|(?:lk|lingkungan) \d+)$/.test(words.slice(0, at).join(' '));
    for (let length = LONGEST; length > 0; length -= 1) {
      if (at + length > words.length) continue;
      const run = placeWords(words.slice(at, at + length).join(' '));
      const found = byName(run, places.kecamatan);
      if (found.some((one) => marked || !isCommon(one, places.kecamatan)) || isKecamatan(run, places.kecamatan))
        return length;
    }
    return 0;
  };

/** "Tembung" for Medan Tembung; not "kota", "barat" or "baru", which mean much else. */
const isKecamatan = (run: readonly string[], all: Council['places']['kecamatan']): boolean =>
  all.some(({ name }) => {
    const own = placeWords(name);
    const said = run.join(' ');
    return said === own.join(' ') || (said === own.slice(1).join(' ') && !COMMON.has(said));
  });

/** "gang mawar" of "di Gg. Mawar no 3, dekat rumah Bu Sri": what may be shown to others of a place, and what two of them share. */
export function streetOf(council: Council, said: string): string | null {
  const [kind = '', ...name] = streetWords(said, knownIn(council)) ?? [];
  return kind ? [SHORT.get(kind) ?? kind, ...name].join(' ') : null;
}

const SHORT = new Map([
  ...['gang', 'gg'].map((word) => [word, 'gang'] as const),
  ...['jalan', 'jln', 'jl'].map((word) => [word, 'jalan'] as const),
  ...['pasar', 'psr'].map((word) => [word, 'pasar'] as const),
  ...['lorong', 'lrg'].map((word) => [word, 'lorong'] as const),
  ...['simpang', 'simp', 'spg'].map((word) => [word, 'simpang'] as const),
]);
/** Words of the longest name of a kelurahan. */
const LONGEST = 4;
const COMMON = new Set(['barat', 'timur', 'utara', 'selatan', 'area', 'kota', 'baru', 'deli']);

function placeAt(council: Council, lat: number, lon: number): string | null {
  const [near] = nearest(lat, lon, council.places.kecamatan, PIN_KM);
  return near ? `${near.kelurahan}, ${near.kecamatan} (${lat.toFixed(5)}, ${lon.toFixed(5)})` : null;
}

function topicChoice(council: Council, { code, name, office }: Council['topics'][number]): TopicChoice {
  const found = council.offices.find((one) => one.code === office);
  const contact = found && !found.contact.demo ? found.contact.text : null;
  return { code, name: { ...name }, office: found ? { code: found.code, name: found.short, contact } : null };
}
