/** What a first sentence says by itself: topic, danger, and whom it accuses. Pure; it suggests, people decide. */
import { everydayWords } from '../prompts/everyday.ts';
import { normalise, STORY_LENGTH } from '../prompts/normalise.ts';
import { says, wordsOf } from './phrases.ts';

/** As the council's data has them; JSON only. */
export interface Topic {
  code: string;
  words: readonly string[];
}

/** Topics that the text names, the one said with the longest words first: "lampu jalan" before "jalan". */
export function topicsIn(text: string, topics: readonly Topic[]): string[] {
  const said = wordsOf(text);
  const longest = ({ words }: Topic): number =>
    Math.max(0, ...words.filter((word) => says(said, word)).map((word) => word.length));
  return topics
    .map((topic) => ({ code: topic.code, length: longest(topic) }))
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => b.length - a.length)
    .map(({ code }) => code);
}

const DANGER = [
  'bunuh diri',
  'mengakhiri hidup',
  'mau mati',
  'dibunuh',
  'mau dibacok',
  'dibacok',
  'ditikam',
  'kebakaran',
  'terbakar',
  'kesetrum',
  'tersengat listrik',
  'tertimbun',
  'tenggelam',
  'hanyut',
  'kdrt',
  'dianiaya',
  'dipukuli',
  'diperkosa',
  'kecelakaan',
  'gantung diri',
  'sekarat',
  'serangan jantung',
  'minum racun',
  'diancam bunuh',
  'nyawa terancam',
  'ditembak',
  'bawa parang',
  'mau loncat',
  'overdosis',
  'keracunan',
  'tertimpa',
  'tertindih',
  'terjebak banjir',
  'terjebak api',
  'terjebak di dalam',
  'terjebak di rumah',
  'panggil ambulans',
  'butuh ambulans',
  'kirim ambulans',
  'ada mayat',
  'sesak napas',
  'tidak sadarkan diri',
  'suicide',
  'kill myself',
  'kill himself',
  'kill herself',
  'kill me',
  'killing himself',
  'killing herself',
  'killing myself',
  'wants to die',
  'is dying',
  'unconscious',
  'end my life',
  'want to die',
  'being beaten',
  'heart attack',
  'stabbed',
  'electrocuted',
  'on fire',
  'drowning',
] as const;

/** Neither is danger by itself; both in one message are. */
const TOGETHER: readonly (readonly [RegExp, RegExp])[] = [
  [
    /banjir|longsor|sepinggang|sedada|seleher|air naik/,
    /(?:tidak|tdk|tak|gak|ga|gk|nggak|ngga) bisa keluar|terjebak|terkurung/,
  ],
  [/tumbang|roboh|runtuh|ambruk|nimpa|longsor/, /orang (?:di ?)?dalam|ada korban|terhimpit|masih di ?dalam/],
  [/flood|collapsed|fell/, /trapped|can(?:'t|not) get out|someone inside|people inside/],
];

/** The whole message: in a sentence it may be a lamp, a door or a fund. */
const CALLS =
  /^(?:(?:ini|keadaan|tolong|gawat|help|an) )*(?:darurat|gawat|emergency|sos|ambulan(?:s|ce)?|damkar)(?: (?:tolong|pak|bu|help|dong|cepat|segera|sekarang))*$/;

/** The fire station as a place is no fire; "panggil pemadam kebakaran" is. */
const STATION =
  /(?<!\p{L})(?:depan|dekat|samping|sebelah|belakang|seberang|simpang|kantor|pos|markas) (?:(?:kantor|dinas|pos|markas) )*pemadam kebakaran(?!\p{L})/gu;

/** A life may be at stake: emergency numbers and a person at once, whatever else is asked. */
export const isDanger = (text: string): boolean => {
  const whole = normalise(text, STORY_LENGTH);
  if (CALLS.test(whole.replace(/[^\p{L} ]+/gu, '').trim())) return true;
  const said = wordsOf(whole.replace(STATION, ' '));
  return DANGER.some((word) => says(said, word)) || TOGETHER.some((both) => both.every((one) => one.test(whole)));
};

const REPORTS = new Set(
  'lapor melapor laporkan melaporkan ngadu mengadu adukan mengadukan mengeluh mengeluhkan report complain'.split(' '),
);
/** Words that say nothing of what is reported. */
const EMPTY = new Set(
  'saya aku kami kita mau ingin minta tolong mohon bisa boleh pak bu bapak ibu min admin kak bang ya dong dulu ada soal tentang masalah sesuatu ini itu ke di i we want would like to a an the something about please'.split(
    ' ',
  ),
);

/** "Mau lapor" with what is reported behind it, whatever that is about. */
export function saysReport(text: string): boolean {
  const said = everydayWords(text);
  const at = said.findIndex((word) => REPORTS.has(word));
  return at >= 0 && said.slice(at + 1).filter((word) => !EMPTY.has(word)).length >= 3;
}

const QUESTION =
  /^(?:(?!(?:di|ke) ?mana mana)(?:(?:di|ke) ?mana|berapa|bagaimana|apa|apakah|kapan|siapa|syarat|cara)|(?:how|where|what|when|which|who))(?!\p{L})/u;

/** Asks something, greetings and "mau tanya" aside: "berapa lama urus KTP". "Di mana-mana banjir" tells something. */
export function isQuestion(text: string): boolean {
  const said = everydayWords(text);
  const from = said.findIndex((word) => !BEFORE_QUESTION.has(word));
  if (said.slice(0, Math.max(from, 0)).some((word) => word === 'tanya' || word === 'bertanya')) return true;
  return QUESTION.test(said.slice(Math.max(from, 0)).join(' '));
}
const BEFORE_QUESTION = new Set(
  'saya aku kami mau ingin minta tolong boleh tanya bertanya numpang izin halo hai permisi selamat pagi siang sore malam pak bu bapak ibu min admin kak bang hi hello'.split(
    ' ',
  ),
);

const REPORTED =
  /(?<!\p{L})(?:sudah|kemarin|pernah|dulu|lalu|already|yesterday)(?: \p{L}+){0,4} (?:me|nge|di)?lapor(?:kan|in)?(?!\p{L})/u;
const REPORTED_FIRST =
  /(?<!\p{L})(?:me|nge)?lapor(?:kan|in)?(?: \p{L}+){0,3} (?:kemarin|bulan lalu|minggu lalu|tahun lalu)(?!\p{L})/u;
const ANSWERS =
  /(?<!\p{L})(?:kabar|tindakan|jawaban|tanggapan|respon|ditanggapi|ditangani|diperbaiki|dijawab|bagaimana|sampai mana)(?!\p{L})/u;

/** It was reported before, and nothing is heard of it: no report by itself. */
export function waitsFor(text: string): boolean {
  const said = everydayWords(text).join(' ');
  return (REPORTED.test(said) || REPORTED_FIRST.test(said)) && ANSWERS.test(said);
}

/** "Info bansos", "cara urus ktp pak": a service is named, and nothing told of it. */
export function namesOnly(text: string, { words }: Topic): boolean {
  const left = everydayWords(text).filter((word) => !EMPTY.has(word) && !ABOUT.has(word));
  return words.includes(left.join(' '));
}
const ABOUT = new Set(
  'info informasi urus urusan mengurus ngurus cara buat membuat bikin daftar tanya bertanya kantor dapat how get information'.split(
    ' ',
  ),
);

export const KINDS = ['pengaduan', 'aspirasi', 'informasi'] as const;
export type Kind = (typeof KINDS)[number];

const INFORMATION =
  /\b(?:(?:minta|meminta|mohon|permohonan|permintaan|butuh|perlu) (?:salinan|informasi|dokumen|data|risalah|naskah)|(?:informasi|data) publik|ppid|(?:request|ask) for (?:information|documents?|records|data))\b/;
const WISH =
  /\b(?:aspirasi|usul|usulan|mengusulkan|saran|menyarankan|harapan (?:kami|saya|warga)|(?:mohon|minta|tolong) (?:dibangun|dibuatkan|diadakan|disediakan)|suggest(?:ion)?|proposal)\b/;

/** A request for information by UU 14/2008, a wish, or else a complaint. Officers may set it right. */
export function kindOf(text: string): Kind {
  const said = normalise(text);
  if (INFORMATION.test(said)) return 'informasi';
  return WISH.test(said) ? 'aspirasi' : 'pengaduan';
}

export type Accused = 'anggota' | 'sekretariat' | 'orang' | null;

const WRONG =
  /\b(?:korupsi|pungli|suap|disuap|menyuap|memeras|pemerasan|selingkuh|menipu|penipuan|minta uang|minta duit|dimintai|palak|calo|memaki|melecehkan|pelecehan|bribe|corrupt\w*|extort\w*)\b/;
const MEMBER =
  /\b(?:anggota dewan|anggota dprd|oknum dewan|dewan kita|wakil rakyat|pak dewan|bu dewan|ketua dprd|council member)\b/;
const STAFF = /\b(?:staf|pegawai|petugas|oknum|satpam|sekwan|kabag) (?:dprd|dewan|sekretariat|setwan)\b/;
const SOMEBODY = /\b(?:pak|bu|bapak|ibu|bang|si|oknum|lurah|camat|kepling|kepala) [\p{L}]{3,}/u;

/** Whom the text says did wrong: a member, the secretariat's own people, somebody by name or post, or nobody. */
export function accused(text: string): Accused {
  const said = normalise(text, STORY_LENGTH);
  if (!WRONG.test(said)) return null;
  if (MEMBER.test(said)) return 'anggota';
  if (STAFF.test(said)) return 'sekretariat';
  return SOMEBODY.test(said) ? 'orang' : null;
}
