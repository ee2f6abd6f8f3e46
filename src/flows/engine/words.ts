/**
 * Words that belong to the engine in every language, only as the whole message, courtesies aside. They are input, not text:
 * a person who reads English may still type "batal".
 */
import type { Word } from './chat.ts';

const WORDS: Record<Word, readonly string[]> = {
  cancel: ['batal', 'batalkan', 'cancel', 'gak jadi', 'tidak jadi', 'ga jadi'],
  back: ['kembali', 'back', 'balik', 'sebelumnya'],
  menu: ['menu', 'menu utama', 'main menu', 'mulai', 'start'],
  help: ['bantuan', 'help', 'tolong bantu', 'cara pakai'],
  repeat: ['ulangi', 'ulang', 'repeat', 'again'],
  language: ['bahasa', 'language', 'ganti bahasa', 'english', 'indonesia', 'bahasa indonesia', 'bahasa inggris'],
  person: ['petugas', 'orang', 'cs', 'admin', 'staff', 'human', 'bicara dengan petugas'],
  stop: ['stop', 'berhenti', 'unsubscribe'],
  greeting: [
    ...['p', 'min', 'halo', 'hallo', 'hai', 'hi', 'hello', 'permisi', 'test', 'tes'],
    ...['selamat pagi', 'selamat siang', 'selamat sore', 'selamat malam', 'pagi', 'siang', 'sore', 'malam'],
    ...['assalamualaikum', "assalamu'alaikum", 'assalamu alaikum', 'ass wr wb', 'asalamualaikum', 'aslm'],
    ...['horas', 'ahoi', 'mejuah-juah', 'mejuahjuah', 'njuah-njuah', "ya'ahowu", 'yaahowu'],
  ],
};

const BY_SPELLING = new Map(
  Object.entries(WORDS).flatMap(([word, spellings]) => spellings.map((s) => [s, word as Word] as const)),
);

/** Lower case, one space between words, nothing around them: no punctuation, emoji, bold marks, command slash. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\p{Cf}+/gu, '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/^.*?(?=[\p{L}\p{N}])|^.*$/su, '')
    .replace(/(?<=[\p{L}\p{N}])[^\p{L}\p{N}]*$/u, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

const COURTESY = /(?: (?:pak|bu|bapak|ibu|kak|kakak|bang|mas|mbak|min|admin|ya|aja|saja|dong|deh|please))+$/;
const BLESSING = /(?: (?:wr\.?|wb|warahmatullahi|wabarakatuh|warohmatullohi|wabarokatuh|semua|semuanya))+$/;
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
  return BY_SPELLING.get(said) ?? (BY_SPELLING.get(said.replace(BLESSING, '')) === 'greeting' ? 'greeting' : null);
}

/** *bantuan* is social aid first to whoever writes Indonesian; the word of another language is not ambiguous. */
export const meansAid = (text: string): boolean => bare(text) === 'bantuan';

const YES_OR_NO = new Set(['ya', 'iya', 'y', 'ok', 'oke', 'yes', 'betul', 'tidak', 'tdk', 'gak', 'bukan', 'no']);

/** Says nothing where one of two is asked for. */
export const isYesOrNo = (text: string): boolean => YES_OR_NO.has(bare(text));

/** Language named by the word itself, where it names one. */
export function namedLanguage(text: string): 'id' | 'en' | null {
  const said = bare(text);
  if (said === 'english' || said === 'bahasa inggris') return 'en';
  if (said === 'indonesia' || said === 'bahasa indonesia') return 'id';
  return null;
}

/** Key of the answer to a greeting: salam is answered with salam, a local greeting is echoed, never offered to all. */
export function greetingAnswer(text: string): string {
  const said = plain(text);
  if (/^(ass|as[sl]a|aslm)/.test(said)) return 'engine.salam';
  if (said.startsWith('horas')) return 'engine.horas';
  if (said.startsWith('ahoi')) return 'engine.ahoi';
  if (said.startsWith('mejuah')) return 'engine.mejuah';
  if (said.startsWith('njuah')) return 'engine.njuah';
  if (said.startsWith('ya')) return 'engine.yaahowu';
  return 'engine.hello';
}
