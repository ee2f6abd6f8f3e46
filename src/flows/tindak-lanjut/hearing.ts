/** A report's words held against the council's data: topic, place. */
import type { Council } from '#services/council.ts';
import type { AduanPlace } from '#models/aduan.ts';
import type { Account } from '../prompts/account.ts';
import { readPlace } from '../prompts/place-readings.ts';
import { nearest } from '../prompts/places.ts';
import { accused, isDanger, kindOf, topicsIn } from './listening.ts';
import type { Heard, TopicChoice } from './rules.ts';

/**
 * A street or lane by its word and name: the handler finds it, whether or not a kelurahan is named. "Jalan rusak" and "lampu
 * jalan mati" are no streets of that name.
 */
const STREET =
  /(?<!\p{L})(?<!(?:lampu|badan|tengah|pinggir) )(?:jalan|jln|jl|gang|gg|lorong|simpang|pasar|psr|komplek|kompleks|perumahan|lingkungan|lk)\b\.? ?(?!(?:rusak|berlubang|berlobang|lubang|lobang|mati|padam|gelap|macet|banjir|licin|becek|putus|ditutup|kami|kita|saya|itu|ini|yang|yg|di|ke|dan|nya|raya|umum|jelek|parah|hancur|amblas|longsor)\b)[\p{L}\d]/iu;
/** A sentence ends there; "jl." and "No." are none. */
const ENDS = /[!?;\n]|(?<=\d|\p{L}{4,})\.(?: |$)/u;
/** Longest piece of a text that is taken as its place, characters. */
const PIECE = 80;
const PIN_KM = 5;
const OFFERED = 9;

export function hear(council: Council, { text, files, lat, lon }: Account): Heard {
  const topics = council.topics.map((topic) => topicChoice(council, topic));
  const [first] = topicsIn(text, council.topics);
  const topic = topics.find(({ code }) => code === first) ?? null;
  const place = lat === undefined || lon === undefined ? placeSaid(council, text) : placeAt(council, lat, lon);
  const kind = kindOf(text);
  const danger = isDanger(text);
  return {
    ...{ topic, place, danger, kind },
    accused: accused(text),
    matter: danger || files.length > 0 || lat !== undefined || tellsMatter(text, { topic, place, kind }),
    topics: topics.slice(0, OFFERED),
  };
}

/**
 * A sentence that nobody asked for: it names what it is about in more than one word, or where in a few more. What is about the
 * council's own services ("jadwal rapat dewan") is rather a question.
 */
function tellsMatter(text: string, { topic, place, kind }: Pick<Heard, 'topic' | 'place' | 'kind'>): boolean {
  const words = text.trim().split(/\s+/).length;
  return (
    (Boolean(topic?.office) && words >= 2) || (place !== null && words >= 4) || (kind !== 'pengaduan' && words >= 3)
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

/** The piece of the text from its street on, else the kelurahan or kecamatan that it names. */
function placeSaid(council: Council, text: string): string | null {
  const street = STREET.exec(text);
  if (street) return (text.slice(street.index).split(ENDS)[0] ?? '').slice(0, PIECE).trim();
  const { kelurahan, kecamatan } = placeIn(council, text);
  if (kelurahan !== null) return `${kelurahan}, ${kecamatan}`;
  return kecamatan;
}

/** "gg mawar" of "di Gg. Mawar no 3, dekat rumah Bu Sri": what may be shown to others of a place, and what two of them share. */
export function streetOf(said: string): string | null {
  const found = STREET.exec(said);
  if (!found) return null;
  const words =
    said
      .slice(found.index)
      .toLowerCase()
      .match(/[\p{L}\d]+/gu) ?? [];
  const [kind = '', ...name] = words;
  return [SHORT.get(kind) ?? kind, ...name.slice(0, 2).filter((word) => !NO_NAME.has(word))].join(' ');
}

const SHORT = new Map([
  ...['gang', 'gg'].map((word) => [word, 'gang'] as const),
  ...['jalan', 'jln', 'jl'].map((word) => [word, 'jalan'] as const),
  ...['pasar', 'psr'].map((word) => [word, 'pasar'] as const),
  ...['lingkungan', 'lk'].map((word) => [word, 'lingkungan'] as const),
]);
const NO_NAME = new Set([
  'no',
  'nomor',
  'dekat',
  'depan',
  'samping',
  'belakang',
  'rumah',
  'rt',
  'rw',
  'bau',
  'sudah',
  'kel',
  'kec',
]);

function placeAt(council: Council, lat: number, lon: number): string | null {
  const [near] = nearest(lat, lon, council.places.kecamatan, PIN_KM);
  return near ? `${near.kelurahan}, ${near.kecamatan} (${lat.toFixed(5)}, ${lon.toFixed(5)})` : null;
}

function topicChoice(council: Council, { code, name, office }: Council['topics'][number]): TopicChoice {
  const found = council.offices.find((one) => one.code === office);
  const contact = found && !found.contact.demo ? found.contact.text : null;
  return { code, name: { ...name }, office: found ? { code: found.code, name: found.short, contact } : null };
}
