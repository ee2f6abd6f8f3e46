/** What people type in haste, brought to the words they mean: short forms, held keys, greetings and courtesies around a wish. */
import { normalise } from './normalise.ts';

const SHORT = new Map(
  Object.entries({
    saya: 'sy sya sye syaa gw gue',
    aku: 'ak aq akuh',
    kami: 'km kmi',
    mau: 'mw mo maw mao mauu',
    ingin: 'pgn pengen pingin pengin kepingin ingn',
    boleh: 'blh bole',
    bisa: 'bs bsa',
    tolong: 'tlg tlong tolg',
    minta: 'mnta mint',
    tanya: 'tny tnya nanya nanyak tanyak btanya',
    dengan: 'dgn dg sama',
    untuk: 'utk buat tuk bwt',
    yang: 'yg',
    jalan: 'jln jl',
    ketemu: 'ktemu ktm ketmu',
    dewan: 'dwn',
    jadwal: 'jdwl jadual',
    surat: 'srt',
    berapa: 'brp',
    bagaimana: 'gmn gimana gmana cemmana camana cemana',
    terima: 'trm trima',
    tidak: 'gak ga gk nggak ngga enggak tdk tak ndak',
    sudah: 'udah udh sdh',
    belum: 'blm blom belom',
    kapan: 'kpn',
    kasih: 'ksh',
  }).flatMap(([word, spellings]) => spellings.split(' ').map((short): [string, string] => [short, word])),
);

const full = (word: string): string =>
  SHORT.get(word) ?? word.replace(/^b(?=(?:kunjung|tanya|temu|bicara)\p{L}*$)/u, 'ber');

/** The words of a message in full, lower case. A letter held down counts once. */
export const everydayWords = (text: string): string[] =>
  (normalise(text).match(/[\p{L}\p{N}']+/gu) ?? []).map((word) =>
    full(word.replace(/(\p{L})\1{2,}/gu, '$1').replace(/^'+|'+$/g, '')),
  );

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const GREETINGS = wordSet(
  'assalamualaikum assalamu alaikum asalamualaikum aslm ass wr wb warahmatullahi wabarakatuh warohmatullohi wabarokatuh ' +
    "assalamu'alaikum salam halo hallo hai hi hello permisi selamat pagi siang sore malam horas ahoi good morning afternoon " +
    'p min admin pak bu bapak ibu kak kakak bang abang mas mbak maaf sorry dear sir madam',
);
const WISHES = wordSet(
  'mau ingin hendak minta boleh bisa tolong mohon perlu butuh tanya bertanya menanyakan daftar mendaftar ajukan mengajukan ' +
    'urus mengurus bagaimana cara want like need please ask can how',
);
const AROUND_WISH = wordSet(
  'saya aku kami kita awak tentang soal mengenai info informasi bikin untuk layanan pesan apa ada apakah dulu sebentar ' +
    'i we would to a an the about do for my our',
);
const COURTESIES = wordSet(
  'ya yah dong deh donk aja saja nih sih gimana pak bu bapak ibu kak kakak bang mas mbak min admin terima kasih makasih ' +
    'trims please thanks thank you boleh bisa bagaimana dulu',
);

export const saysWish = (words: readonly string[]): boolean => words.some((word) => WISHES.has(word));

/** What is left when greetings, "saya mau tanya" and "ya pak, terima kasih" are taken from both ends. */
export const wishOf = (words: readonly string[]): string[] => {
  const isBefore = (word: string): boolean => GREETINGS.has(word) || WISHES.has(word) || AROUND_WISH.has(word);
  const from = words.findIndex((word) => !isBefore(word));
  if (from < 0) return [];
  const until = words.findLastIndex((word) => !COURTESIES.has(word));
  return words.slice(from, until + 1);
};

/** Words that make it an account of something, or the end of it: no wish to begin. */
const STORY =
  /\b(?:kemarin|kemaren|tadi|sudah|udah|sdh|udh|telah|belum|blm|tidak|tdk|gak|ga|nggak|ngga|enggak|bukan|jangan|ditolak|batal\p{L}*|dibatalkan|kenapa|knp|mengapa|pernah|waktu itu|ketika|setelah|gara-gara|not|didn't|don't|yesterday|cancel\p{L}*|already|why)\b/u;

export const tellsStory = (words: readonly string[]): boolean => STORY.test(words.join(' '));
