/** Whether a message is English beyond doubt. Words of input, not text: whoever begins in English is answered in it. */
import { plain } from './words.ts';

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** None of them is a word of Indonesian, or a name that people in Medan have. */
const ENGLISH = wordSet(
  'the is are was were been has have had does did not my our your their his her this that these those there here it its we you they i ' +
    "i'm it's don't can't isn't hasn't what where when who why how which would could should can will may want need like please " +
    'to of for from with about on in at by and or but because since still again any some ' +
    'street light lights road drain drainage flood flooded garbage trash blocked broken hole pothole out off near house school ' +
    'good morning afternoon evening sir madam hello never always truck comes ' +
    'report complain complaint visit book meeting meet letter council member office check ask question help tell know ' +
    'went came come get give send talk speak someone nobody everyone day days week weeks month months ago today tomorrow yesterday',
);
const INDONESIAN = wordSet(
  'di ke dari yang yg dan atau saya sy aku kami kita awak mau mw ingin ada tidak tdk gak gk ga nggak tak bukan sudah udah sdh belum blm ' +
    'untuk utk dengan dgn ini itu nya pak bu bapak ibu kak bang min tolong tlg mohon minta bagaimana gimana kapan siapa apa kenapa karena ' +
    'bisa bs boleh dong ya kalau kalo juga lagi masih sejak pada oleh akan harus lampu parit sampah banjir rusak mati sumbat rumah warga ' +
    'orang pagi siang sore malam hari minggu bulan tahun surat petugas terima kasih',
);

const FEWEST = 3;

/** Names of places may stand in it, but no word of Indonesian. */
export function isEnglish(text: string): boolean {
  const words = plain(text).match(/[\p{L}']+/gu) ?? [];
  if (words.length < FEWEST || words.some((word) => INDONESIAN.has(word))) return false;
  const english = words.filter((word) => ENGLISH.has(word)).length;
  return english >= 2 && english * 2 >= words.length;
}
