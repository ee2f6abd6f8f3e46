/** How many people a message can mean. */
import { inFull } from './in-full.ts';
import { digitize } from './numerals.ts';

/** Words that are a head count by themselves. */
const ALONE = /\b(?:sendiri(?:an)?|seorang(?: diri)?|alone|just me|only me|myself)\b/;
const TOGETHER = new Map(
  'berdua bertiga berempat berlima berenam bertujuh berdelapan bersembilan bersepuluh'
    .split(' ')
    .map((word, at) => [word, at + 2]),
);
/** Things with digits that are no count of heads: signs, parts, dates, mixes of letters and digits. */
const NO_COUNT = /[%\u2044/:@]|\d[a-z]+\d|\p{L}\d|\d-\d+-\d/u;
const DECIMAL = /\d[.,]\d/;
/** "1.000", "1,000,000"; with spaces only where nothing else is said, or "kelas 7 120 siswa" would be 7,120. */
const GROUPED = /(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?![\d.,]*\d)|^\d{1,3}(?: \d{3})+$/g;
const RANGE = /(\d+) ?(?:-|sampai(?: dengan)?|sd|hingga|atau|to|or|until|dan(?= \d+ ?(?:orang)?$)) ?(\d+)/;

/** The number is a name: a class, a school, a room, a time. */
const NAMED =
  /\b(?:kelas|kls|class|grade|sekolah|sdn?|smpn?|sman?|smkn?|mtsn?|man|negeri|no|nomor|komisi|dapil|rt|rw|lantai|ruang|gedung|jam|pukul|tanggal|angkatan|semester|lingkungan|tahun)\b[ .:]*\d+(?:[.:]\d{2})?[a-z]?(?![\p{L}\d])/gu;
const CLASS_NAME = /\b\d{1,2}[a-j](?![\p{L}\d])/gu;
/** What is counted is not heads. */
const THINGS =
  /(?<![\d.,-])\d+ ?(?:unit |buah |rombongan |big )?(?:bus|bis|buses|mobil|motor|minibus|hiace|truk|angkot|cars?|vans?|rombongan|kelompok|grup|groups?|kelas|class(?:es)?|angkatan|keluarga|famil(?:y|ies)|kk|sekolah|instansi|fraksi|komisi|hari|jam|minggu|bulan|tahun|menit|kali|days?|hours?|x)(?!\p{L})/gu;
/** The sum that a message gives itself. */
const TOTAL = /\b(?:total(?:nya)?|jumlah(?:nya)?|semua(?:nya)?|seluruh(?:nya)?|in all|altogether)\b[ :=]*(\d+)/;
const SUMMED = /\d[^\d]*(?:\+|\b(?:ditambah|tambah|plus)\b)[^\d]*\d/;
/** Kinds of people that do not hold one another, as "40 orang, 2 guru" may. */
const KIND =
  '(?:siswa|siswi|murid|pelajar|mahasiswa|santri|guru|dosen|pendamping|pembina|supir|sopir|anak|dewasa|laki-laki|perempuan|pria|wanita|' +
  'bapak|ibu|anggota|staf|students?|pupils?|teachers?|drivers?|child(?:ren)?|adults?|men|women|boys?|girls?|members?|staff)';
const KINDS = new RegExp(`^\\D*\\d+ ?(?:orang )?${KIND}(?:\\D+\\d+ ?(?:orang )?${KIND})+\\D*$`);

/** Signs of a message about heads; a page full of digits would be read for half a minute, and everybody would wait for it. */
const LONGEST = 1000;

/** `things`: only vehicles, groups or days were counted. */
export type HeadCounts = number[] | 'unclear' | 'things';

const inDigits = (said: string): string =>
  digitize(inFull(said.replace(/s\/d/g, 'sampai').replace(/(\d)[.,](\d) ?(?:ribu|rb)\b/g, '$1$200')))
    .replace(GROUPED, (number) => number.replace(/\D/g, ''))
    .replace(/(\d+) ?(?:rb|ribu|k)\b/g, '$1000')
    .replace(/\bber[ -]?(?=\d)/g, '')
    .replace(/[:=](?=\s|$)/g, ' ');

/** Every number that may be meant, in the order of likelihood; empty when there is none. Takes normalised text. */
export const readCounts = (said: string): HeadCounts => {
  if (said.length > LONGEST) return 'unclear';
  const all = inDigits(said);
  const words = all.replace(NAMED, ' ').replace(THINGS, ' ').replace(CLASS_NAME, ' ').trim();
  if (DECIMAL.test(words) || NO_COUNT.test(words) || /(?:^|\D)-\s?\d|\bminus\b/.test(words.replace(RANGE, '$1 $2')))
    return 'unclear';
  const together = (words.match(/\bber\p{L}+/gu) ?? []).map((word) => TOGETHER.get(word));
  if (together[0] !== undefined) return [together[0]];
  const numbers = [...new Set((words.match(/\d+/g) ?? []).map(Number))];
  if (numbers.length === 0) return ALONE.test(words) ? [1] : /\d/.test(all) ? 'things' : [];
  return counted(words, numbers);
};

const counted = (words: string, numbers: readonly number[]): number[] | 'unclear' => {
  const each = (words.match(/\d+/g) ?? []).map(Number);
  const total = TOTAL.exec(words)?.[1];
  if (total !== undefined) return [Number(total)];
  // "42 (empat puluh dua) orang"
  if (numbers.length === 1 && (each.length === 1 || /\d ?\(/.test(words))) return [...numbers];
  if (RANGE.test(words) && each.length === 2) return [...numbers];
  if (each.length > 4) return 'unclear';
  const sum = each.reduce((all, one) => all + one, 0);
  if (SUMMED.test(words) || KINDS.test(words)) return [sum];
  // "40 orang dan 2 guru": all of them, or only the first group?
  return [sum, Math.max(...each)];
};
