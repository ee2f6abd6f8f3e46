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
  name: 'a person of staff is asked for in the middle of a form, and answers',
  steps: () => [
    ...bound(joko),
    wati.starts('Selamat datang'),
    wati.says('kunjungan', 'Siapa yang akan datang'),
    wati.says('petugas', 'tulis pesan untuk petugas'),
    wati.says('Di mana pintu masuk tamu?', 'dengan nomor P-', 'Siapa yang akan datang'),
    joko.sees('Ada warga minta bicara', 'pintu masuk tamu'),
    joko.taps('Balas', 'Tulis jawaban'),
    joko.says('Lewat gerbang timur.', 'sudah dikirim'),
    wati.sees('Jawaban petugas', 'gerbang timur'),
    wati.says('batal', 'kami batalkan'),
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
