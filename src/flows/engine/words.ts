/**
 * Words that belong to the engine in every language, only as the whole message, courtesies aside. They are input, not text:
 * a person who reads English may still type "batal".
 */
import type { Word } from './chat.ts';
import { hasThanks, isNod, isThanks, PRAISE, squeeze } from './thanks.ts';

/** "May I ask something?": nothing is said yet. */
const ASKING = [
  ...[
    'mau tanya',
    'mau nanya',
    'mau nanyak',
    'mau bertanya',
    'saya mau tanya',
    'saya mau bertanya',
    'mw tanya',
    'mau tny',
  ],
  ...['boleh tanya', 'boleh nanya', 'boleh bertanya', 'numpang tanya', 'izin bertanya', 'ijin bertanya', 'izin tanya'],
  ...['i have a question', 'may i ask', 'can i ask'],
];

const WORDS: Record<Exclude<Word, 'thanks'>, readonly string[]> = {
  cancel: ['batal', 'batalkan', 'cancel', 'gak jadi', 'tidak jadi', 'ga jadi'],
  back: ['kembali', 'back', 'balik', 'sebelumnya'],
  menu: ['menu', 'menu utama', 'main menu', 'mulai', 'start'],
  help: ['bantuan', 'help', 'tolong bantu', 'cara pakai'],
  repeat: ['ulangi', 'ulang', 'repeat', 'again'],
  language: ['bahasa', 'language', 'ganti bahasa', 'english', 'indonesia', 'bahasa indonesia', 'bahasa inggris'],
  person: [
    'petugas',
    'orang',
    'cs',
    'admin',
    'staff',
    'human',
    'person',
    'agent',
    'operator',
    'talk to a person',
    'talk to staff',
    'bicara dengan petugas',
    ...['ada orang', 'ada orangnya', 'ada petugas', 'ada admin', 'manusia', 'orang asli', 'bukan robot', 'bukan bot'],
    ...['real person', 'talk to a human', 'speak to a person', 'speak to someone', 'is anybody there', 'anyone there'],
  ],
  stop: ['stop', 'berhenti', 'unsubscribe'],
  greeting: [
    ...['p', 'min', 'halo', 'hallo', 'hai', 'hi', 'hello', 'permisi', 'test', 'tes'],
    ...['selamat pagi', 'selamat siang', 'selamat sore', 'selamat malam', 'pagi', 'siang', 'sore', 'malam'],
    ...['good morning', 'good afternoon', 'good evening', 'shalom', 'salam sejahtera', 'salam'],
    ...['assalamualaikum', 'aslm', 'ass', 'askum'],
    ...ASKING,
    ...['horas', 'ahoi', 'mejuah-juah', 'mejuahjuah', 'njuah-njuah', "ya'ahowu", 'yaahowu'],
  ],
};

const BY_SPELLING = new Map(
  Object.entries(WORDS).flatMap(([word, spellings]) => spellings.map((s) => [s, word as Word] as const)),
);

/** A letter held down, or a key hit twice, counts once: "menuuu". */
const HELD = /(\p{L})\1\1|(\p{L})\2$/u;
const BY_SQUEEZED = new Map([...BY_SPELLING].map(([spelling, word]) => [squeeze(spelling), word]));

/** Lower case, one space between words, nothing around them: no punctuation, emoji, bold marks, command slash. */
export const plain = (text: string): string => tidy(text).toLowerCase();

/** The same in its own capitals: a name that is typed behind a word keeps them. */
export function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\p{Cf}+/gu, '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/^.*?(?=[\p{L}\p{N}])|^.*$/su, '')
    .replace(/(?<=[\p{L}\p{N}])[^\p{L}\p{N}]*$/u, '')
    .replace(/\s+/g, ' ');
}

const COURTESY = /(?: (?:pak|bu|bapak|ibu|kak|kakak|bang|mas|mbak|min|admin|ya|aja|saja|dong|deh|please))+$/;

/** Salam as people spell it. */
const SALAM = "a?ss?all?a{1,2}mm?u?[' -]*a?ll?a[iy]k[uo]m";
const BLESSING = 'wr|wb|warahmatullahi|wabarakatuh|warohmatullohi|wabarokatuh';
const ADDRESS =
  'apa kabar|selamat (?:pagi|siang|sore|malam)|pak|bu|bapak|ibu|kak|kakak|bang|abang|mas|mbak|min|admin|semua|semuanya|sir|madam';
/** A time of day or a name of somebody's house as well: no greeting where an answer may stand. */
const UNSURE = new Set([
  'pagi',
  'siang',
  'sore',
  'malam',
  'p',
  'min',
  'salam',
  'horas',
  'ahoi',
  'shalom',
  'test',
  'tes',
]);

const opening = (spellings: readonly string[]): RegExp => {
  const one = [SALAM, ...spellings.toSorted((a, b) => b.length - a.length)].join('|');
  return new RegExp(
    `^[^\\p{L}\\p{N}]*(${one})(?:[\\s.,/]+(?:${BLESSING}|${ADDRESS})(?![\\p{L}\\p{N}]))*(?![\\p{L}\\p{N}])`,
    'iu',
  );
};
const GREETINGS = WORDS.greeting.filter((word) => !ASKING.includes(word));
const ANY_OPENING = opening(GREETINGS);
const SURE_OPENING = opening(GREETINGS.filter((word) => !UNSURE.has(word)));

/**
 * The greeting that a message begins with, and what is wished for behind it, which is empty where it only greets; null where
 * it begins otherwise. `sure`: only what is a greeting and nothing else.
 */
export function greetingBefore(text: string, sure: boolean): { greeting: string; rest: string } | null {
  const said = text.normalize('NFKC').replace(/[\u2018\u2019`]/g, "'");
  const found = (sure ? SURE_OPENING : ANY_OPENING).exec(said);
  if (!found) return null;
  const rest = said.slice(found[0].length).replace(/^[^\p{L}\p{N}]+/u, '');
  return { greeting: found[1] ?? '', rest };
}
/** Longer than every spelling with its courtesies. */
const LONGEST = 80;

/** The word alone. "Min" and "admin" are words by themselves. */
function bare(text: string): string {
  const said = plain(text);
  return BY_SPELLING.has(said) ? said : said.replace(COURTESY, '');
}

export function reservedWord(text: string): Word | null {
  if (text.length > LONGEST) return null;
  const said = bare(text);
  const word = BY_SPELLING.get(said) ?? (HELD.test(said) ? BY_SQUEEZED.get(squeeze(said)) : undefined);
  if (word) return word;
  if (greetingBefore(plain(text), false)?.rest === '') return 'greeting';
  return isThanks(plain(text)) || isNod(text) ? 'thanks' : null;
}

/** "Ada orang?" is meant for a person who was called already; the bare word is meant for the bot. */
export const isCall = (text: string): boolean => reservedWord(text) === 'person' && plain(text).includes(' ');

/** Key of the one short answer to thanks, or to a nod. */
export const thanksAnswer = (text: string): string =>
  hasThanks(plain(text)) || text.includes('\u{1F64F}') ? 'engine.pleasure' : 'engine.nodded';

/** "Baik" and the like say how something was, where somebody is asked for that in their own words. */
export const isPraise = (text: string): boolean => PRAISE.has(bare(text));

/** *bantuan* is social aid first to whoever writes Indonesian; the word of another language is not ambiguous. */
export const meansAid = (text: string): boolean => bare(text) === 'bantuan';

/** As people agree, and as they do not, to whatever is asked. */
export const AGREES = [
  ...['ya', 'iya', 'yaa', 'iyaa', 'y', 'yoi', 'iyo', 'ok', 'oke', 'okay', 'okey', 'sip', 'betul', 'benar', 'bener'],
  ...['ya betul', 'iya betul', 'ya benar', 'iya benar', 'betul sekali', 'yes', 'yep', 'yeah', 'yup'],
];
export const NO_WORDS = [
  ...['tidak', 'tdk', 'tak', 'gak', 'ga', 'gk', 'g', 'nggak', 'ngga', 'enggak', 'engga', 'ndak', 'kagak'],
  ...['bukan', 'jangan', 'no', 'nope', 'n'],
];
export const YES_WORDS = [...AGREES, 'boleh', 'jadi'];
const YES_OR_NO = new Set([...YES_WORDS, ...NO_WORDS]);

export const isNo = (text: string): boolean => NO_WORDS.includes(bare(text));

/** Says nothing where one of two is asked for. */
export const isYesOrNo = (text: string): boolean => YES_OR_NO.has(bare(text));

/** Language named by the word itself, where it names one. */
export function namedLanguage(text: string): 'id' | 'en' | null {
  const said = bare(text);
  if (said === 'english' || said === 'bahasa inggris') return 'en';
  if (said === 'indonesia' || said === 'bahasa indonesia') return 'id';
  return null;
}

/** A time of day, as it was said: nobody is told that their morning is over. */
const PART_OF_DAY = /^(?:selamat |good )?(pagi|siang|sore|malam|morning|afternoon|evening)(?![\p{L}\p{N}])/u;
const SAME_PART: Record<string, string> = { morning: 'pagi', afternoon: 'siang', evening: 'malam' };

/** Key of the answer to a greeting: salam is answered with salam, a local greeting is echoed, never offered to all. */
export function greetingAnswer(text: string): string {
  if (ASKING.includes(bare(text))) return 'engine.askAway';
  const said = plain(text);
  if (new RegExp(`^(?:${SALAM}|aslm|ass|askum)`).test(said)) return 'engine.salam';
  if (said.startsWith('horas')) return 'engine.horas';
  if (said.startsWith('ahoi')) return 'engine.ahoi';
  if (said.startsWith('mejuah')) return 'engine.mejuah';
  if (said.startsWith('njuah')) return 'engine.njuah';
  if (said.startsWith('ya')) return 'engine.yaahowu';
  const [, part] = PART_OF_DAY.exec(said) ?? [];
  if (part) return `engine.${SAME_PART[part] ?? part}`;
  return 'engine.hello';
}

const ANGRY =
  /(?<!\p{L})(?:anjing|anjeng|bangsat|bodoh|goblok|tolol|bego|babi|kampret|brengsek|sialan|bajingan|kontol|memek|pantek|tai|asu|jancok|stupid|idiot|fuck\w*|useless|shit)(?!\p{L})/u;

/** Key of the answer to what was not followed: anger is heard, and not answered with "say it differently". */
export const notUnderstood = (text: string): string =>
  ANGRY.test(plain(text)) ? 'engine.upset' : 'engine.notUnderstood';
