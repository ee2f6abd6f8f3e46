/**
 * Words that belong to the engine in every language, only as the whole message. They are input, not text: a person who
 * reads English may still type "batal". `bantuan` is social aid first in Indonesian, so it asks; `help` does not.
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
    .replace(/[\p{Cf}\p{Cc}]+/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

export const reservedWord = (text: string): Word | null => BY_SPELLING.get(plain(text)) ?? null;

/** Language named by the word itself, where it names one. */
export function namedLanguage(text: string): 'id' | 'en' | null {
  const said = plain(text);
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
