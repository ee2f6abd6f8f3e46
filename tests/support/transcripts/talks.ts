/** Everything around a booking: binding, a person of staff, languages, the engine's own words. */
import { bound, citizenToSummary, person } from './step.ts';
import type { Transcript } from './step.ts';

const tuti = person('tuti', 'telegram-members');

export const binding: Transcript = {
  name: 'staff are bound by code and own contact only',
  steps: () => [
    tuti.starts('anggota dewan dan staf', 'kode undangan'),
    tuti.says('kunjungan', 'kode undangan'),
    tuti.says('ABCD-1234', 'tidak berlaku'),
    tuti.typesCode('bagikan nomor'),
    tuti.does({ do: 'contact', of: { name: 'Sari', phone: '+6281234567890' } }, 'kontak orang lain'),
    tuti.says('0812-3456-7890', 'karena nomor yang'),
    tuti.sharesContact('sudah terhubung'),
    tuti.says('menu', 'Ada yang bisa kami bantu'),
  ],
};

const wati = person('wati');
const joko = person('joko', 'telegram-members');

export const personAndReply: Transcript = {
  name: 'a person is asked for in the middle of a form, both write, it is closed and rated, and the form goes on',
  steps: () => [
    ...bound(joko),
    wati.starts('Selamat datang'),
    wati.says('kunjungan', 'Siapa yang akan datang'),
    wati.says('petugas', 'tulis keperluannya'),
    wati.tells('Di mana pintu masuk tamu?', 'carikan petugas', 'C-'),
    joko.sees('minta bicara', 'pintu masuk tamu'),
    joko.taps('Ambil', 'sekarang berbicara dengan', 'pintu masuk tamu'),
    wati.sees('sudah siap membantu'),
    joko.tells('Lewat gerbang timur.', 'Terkirim ke C-'),
    wati.sees('Petugas Bagian', 'gerbang timur'),
    wati.tells('Boleh bawa mobil?'),
    joko.sees('Warga', 'Boleh bawa mobil?'),
    joko.tells('Boleh.', 'Terkirim ke C-'),
    wati.sees('Petugas Bagian', 'Boleh.'),
    joko.taps('Catatan', 'hanya dibaca petugas'),
    joko.says('Tamu yang sopan.', 'sudah disimpan'),
    joko.tells('selesai', 'sudah Bapak/Ibu tutup'),
    wati.sees('Bagaimana pelayanan kami'),
    wati.sees('Kita lanjutkan', 'Siapa yang akan datang'),
    wati.tapsOnce('Puas', 'penilaiannya', 'Siapa yang akan datang'),
    wati.says('batal', 'kami batalkan'),
  ],
};

const lisa = person('lisa');
const bayu = person('bayu', 'telegram-members');

export const talkInEnglish: Transcript = {
  name: 'a person is asked for in English, and the asker ends it',
  steps: () => [
    ...bound(bayu),
    lisa.starts('Selamat datang'),
    lisa.says('english', 'English'),
    lisa.says('human', 'find the right person'),
    lisa.tells('Where do visitors park their bus?', 'looking for somebody', 'C-'),
    bayu.sees('minta bicara', 'visitors park their bus'),
    bayu.taps('Ambil', 'sekarang berbicara dengan', 'visitors park their bus'),
    lisa.sees('is here to help'),
    bayu.tells('Behind the building.', 'Terkirim ke C-'),
    lisa.sees('Staff', 'Behind the building.'),
    lisa.tells('language', 'This conversation is in English', 'INDONESIA'),
    lisa.tells('done', 'How was our service'),
    bayu.sees('diakhiri penanya'),
    lisa.tapsOnce('Satisfied', 'Thank you for your rating'),
  ],
};

const made = person('made');

export const twoLanguages: Transcript = {
  name: 'a booking begun in Indonesian and sent in English',
  steps: (day) => [
    made.starts('Selamat datang'),
    made.says('kunjungan', 'Siapa yang akan datang'),
    made.taps('Warga', 'Apa keperluannya'),
    made.says('Menyampaikan usul', 'Ingin bertemu siapa'),
    made.says('bahasa', 'Choose a language'),
    made.taps('English', 'Whom would you like'),
    made.taps('Choose for me', 'which date'),
    made.says(day, 'What time'),
    made.taps('09', 'How many people'),
    made.says('two', 'should prepare'),
    made.taps('None', 'name'),
    made.says('Made', 'phone number'),
    made.says('0812-3456-7890', 'People: 2'),
    made.taps('Yes, send', 'Number: K-'),
    made.says('bahasa indonesia', 'pakai bahasa Indonesia'),
  ],
};

const andi = person('andi');

export const ownWords: Transcript = {
  name: 'back, help, repeat, menu and cancel on the way to a booking',
  steps: (day) => [
    andi.starts('Selamat datang'),
    andi.says('kunjungan', 'Siapa yang akan datang'),
    andi.taps('Warga', 'Apa keperluannya'),
    andi.says('kembali', 'jawaban Bapak/Ibu, atau perintah'),
    andi.taps('Kembali', 'Siapa yang akan datang'),
    andi.says('kembali', 'pertanyaan pertama'),
    andi.taps('Warga', 'Apa keperluannya'),
    andi.says('Menyampaikan usul', 'Ingin bertemu siapa'),
    andi.taps('Bantu', 'tanggal berapa'),
    andi.says('kembali', 'Ingin bertemu siapa'),
    andi.taps('Bantu', 'tanggal berapa'),
    andi.says(day, 'Jam berapa'),
    andi.says('help', 'Jam berapa'),
    andi.says('menu', 'Isian ini belum selesai'),
    andi.taps('Lanjutkan', 'Jam berapa'),
    andi.says('ulangi', 'Jam berapa'),
    andi.says('batal', 'kami batalkan', 'Ada yang bisa kami bantu'),
    ...citizenToSummary(andi, { day, time: '11.00', name: 'Andi' }),
    andi.says('batal', 'kami batalkan'),
    ...citizenToSummary(andi, { day, time: '09.00', name: 'Andi Lubis' }),
    andi.says('ya', 'Nomor: K-'),
  ],
};
