/** Visits booked and decided. */
import { bound, citizenToSummary, person } from './step.ts';
import type { Transcript } from './step.ts';

const rina = person('rina');
const sari = person('sari', 'telegram-members');

export const changedAndApproved: Transcript = {
  name: 'a school changes its summary, books, and is approved',
  steps: (day) => [
    ...bound(sari),
    rina.starts('Selamat datang', 'Ada yang bisa kami bantu'),
    rina.taps('Kunjungan', 'Siapa yang akan datang'),
    rina.taps('Sekolah', 'sekolah atau kampus'),
    rina.says('SMA Negeri 1 Medan', 'Apa keperluannya'),
    rina.says('Belajar tentang dewan', 'Ingin bertemu siapa'),
    rina.taps('Bantu', 'tanggal berapa'),
    rina.says(day, 'Jam berapa'),
    rina.taps('09.00', 'Berapa orang'),
    rina.says('42 orang', 'perlu kami siapkan'),
    rina.says('1 dan 3', 'Atas nama siapa'),
    rina.says('Bu Rina', 'Nomor HP'),
    rina.says('0812-3456-7890', 'surat permohonannya'),
    rina.taps('Menyusul', 'diperiksa dulu', 'SMA Negeri 1 Medan', '42 orang'),
    rina.taps('Ubah', 'Bagian mana'),
    rina.taps('Jumlah', 'Berapa orang'),
    rina.says('40', 'diperiksa dulu', '40 orang'),
    rina.taps('Ya, kirim', 'Nomor: K-'),
    sari.sees('Permohonan kunjungan', 'SMA Negeri 1 Medan', '40 orang'),
    sari.taps('Setujui', 'disetujui. Tamu sudah kami beri tahu'),
    rina.sees('Kabar baik', 'disetujui'),
    rina.sees('Tiket kunjungan'),
    rina.sees('Surat balasan'),
    rina.sees('kalender'),
  ],
};

const budi = person('budi');
const dewi = person('dewi', 'telegram-members');

export const declinedWithReason: Transcript = {
  name: 'a citizen is declined with a reason, and the seat is free again',
  steps: (day) => [
    ...bound(dewi),
    budi.starts('Selamat datang'),
    ...citizenToSummary(budi, { day, time: '11.00', name: 'Budi Santoso' }),
    budi.taps('Ya, kirim', 'Nomor: K-'),
    dewi.sees('Permohonan kunjungan', 'Budi Santoso'),
    dewi.taps('Tolak', 'Apa alasannya'),
    dewi.says('Ruang sedang direnovasi', 'ditolak. Tamu sudah kami beri tahu'),
    budi.sees('belum bisa kami terima', 'Ruang sedang direnovasi'),
  ],
};

const nita = person('nita');

export const afterBadInput: Transcript = {
  name: 'a person who gives every wrong answer first',
  steps: (day) => [
    nita.starts('Selamat datang'),
    nita.says('kunjungan', 'Siapa yang akan datang'),
    nita.does({ do: 'sticker' }, 'Siapa yang akan datang'),
    nita.says('entah siapa', 'Siapa yang akan datang'),
    nita.taps('Instansi', 'instansi atau lembaga apa'),
    nita.does({ do: 'location', lat: 3.59, lon: 98.67 }, 'dengan kata-kata', 'lembaga apa'),
    nita.says('a'.repeat(4000), 'paling banyak 120 huruf', 'lembaga apa'),
    nita.says('Dinas Pendidikan & <b>Co</b>', 'Apa keperluannya'),
    nita.says('?', 'dengan kata-kata', 'Apa keperluannya'),
    nita.says('Audiensi', 'Ingin bertemu siapa'),
    nita.says('siapa saja boleh', 'Ingin bertemu siapa'),
    nita.says('komisi 2', 'tanggal berapa'),
    nita.says('kemarin', 'sudah lewat', 'tanggal berapa'),
    nita.says('1 Januari 2031', 'terlalu jauh', 'tanggal berapa'),
    nita.says(day, 'Jam berapa'),
    nita.says('jam tiga pagi', 'Jam'),
    nita.taps('14.00', 'Berapa orang'),
    nita.says('banyak', 'dari 1 sampai 120', 'Berapa orang'),
    nita.says('10.000', 'dari 1 sampai 120', 'Berapa orang'),
    nita.says('3', 'perlu kami siapkan'),
    nita.says('9', 'perlu kami siapkan'),
    nita.taps('Kursi roda', 'Ada lagi'),
    nita.taps('Itu saja', 'Atas nama siapa'),
    nita.says('Nita', 'Nomor HP'),
    nita.says('061-4512345', 'telepon rumah', 'Nomor HP'),
    nita.sharesContact('surat permohonannya'),
    nita.does({ do: 'sticker' }, 'surat permohonannya'),
    nita.says('nanti', 'diperiksa dulu', 'Dinas Pendidikan & <b>Co</b>'),
    nita.taps('Ya, kirim', 'Nomor: K-'),
  ],
};
