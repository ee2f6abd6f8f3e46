/** The conversations that are recorded. Each is a test too: it fails where the system answers something else. */
import type { Actor, Cast, Scenario } from './stage.ts';

const rina: Actor = { key: 'rina', name: 'Bu Rina', at: 'telegram-public' };
const budi: Actor = { key: 'budi', name: 'Budi Santoso', at: 'telegram-public' };
const sari: Actor = { key: 'sari', name: 'Sari (staf)', at: 'telegram-members', role: 'staf' };

async function schoolBooks(cast: Cast): Promise<void> {
  const guest = cast.of('rina');
  await guest.start().sees('Selamat datang').user('mau kunjungan').sees('Siapa yang akan datang').done;
  await guest.tap('Sekolah').sees('sekolah atau kampus').user('SMA Negeri 1 Medan').sees('keperluannya').done;
  await guest.user('Belajar tentang dewan').sees('bertemu siapa').tap('Bantu').sees('tanggal berapa').done;
  await guest.tap('Kam').sees('Jam berapa').tap('09.00').sees('Berapa orang').user('42').sees('siapkan').done;
  await guest.user('1 dan 3').sees('Atas nama').user('Bu Rina').sees('Nomor HP').user('0812-3456-7890').sees('surat')
    .done;
  await guest.tap('Menyusul').sees('diperiksa', '42 orang').done;
}

async function citizenBooks(cast: Cast): Promise<void> {
  const guest = cast.of('budi');
  await guest.start().sees('Selamat datang').user('kunjungan').sees('Siapa yang akan datang').done;
  await guest
    .tap('Warga')
    .sees('keperluannya')
    .user('Menyampaikan usul')
    .sees('bertemu')
    .tap('Bantu')
    .sees('tanggal berapa').done;
  await guest.tap('Jum').sees('Jam berapa').tap('09.00').sees('Berapa orang').user('berdua').done;
  await guest
    .sees('siapkan')
    .tap('Tidak ada')
    .sees('Atas nama')
    .user('Budi Santoso')
    .sees('Nomor HP')
    .contact()
    .sees('diperiksa').done;
  await guest.tap('Ya, kirim').sees(/Nomor: K-\d+/).done;
}

export const scenarios: Scenario[] = [
  {
    name: '1-sekolah-memesan',
    title: { id: 'Sekolah memesan kunjungan', en: 'A school books a visit' },
    about: {
      id: 'Bu Rina menjawab satu per satu, mengubah jumlah siswa di ringkasan, lalu mengirim.',
      en: 'Bu Rina answers one by one, changes the number of pupils in the summary, and sends.',
    },
    people: [rina],
    async play(cast) {
      await schoolBooks(cast);
      const guest = cast.of('rina');
      await guest.tap('Ubah').sees('Bagian mana').tap('Jumlah').sees('Berapa orang').user('40').done;
      await guest
        .sees('diperiksa', '40 orang')
        .tap('Ya, kirim')
        .sees(/Nomor: K-\d+/)
        .sees('Suratnya kami tunggu')
        .sees('Contoh surat').done;
    },
  },
  {
    name: '2-staf-menyetujui',
    title: { id: 'Staf menyetujui', en: 'Staff approve' },
    about: {
      id: 'Permohonan masuk ke staf sebagai kartu; satu tekan, dan sekolahnya langsung diberi tahu.',
      en: 'The request reaches staff as a card; one press, and the school is told at once.',
    },
    people: [rina, sari],
    async play(cast) {
      await schoolBooks(cast);
      await cast
        .of('rina')
        .tap('Ya, kirim')
        .sees(/Nomor: K-\d+/)
        .sees('Suratnya kami tunggu')
        .sees('Contoh surat').done;
      await cast.of('sari').sees('Permohonan', '42 orang').tap('Setujui').sees('disetujui').done;
      await cast.of('rina').sees('Kabar baik').sees('Tiket kunjungan').sees('Surat balasan').sees('kalender').done;
    },
  },
  {
    name: '3-staf-menolak',
    title: { id: 'Staf menolak dengan alasan', en: 'Staff decline with a reason' },
    about: {
      id: 'Tanpa alasan tidak bisa ditolak; alasannya sampai kepada warga.',
      en: 'There is no declining without a reason, and the citizen reads it.',
    },
    people: [budi, sari],
    async play(cast) {
      await citizenBooks(cast);
      await cast.of('sari').sees('Permohonan').tap('Tolak').sees('alasan').user('Ruang sedang direnovasi').done;
      await cast.of('sari').sees('ditolak').done;
      await cast.of('budi').sees('belum bisa', 'Ruang sedang direnovasi').done;
    },
  },
  {
    name: '4-jawaban-keliru',
    title: { id: 'Jawaban yang keliru', en: 'Bad input, and how it is answered' },
    about: {
      id: 'Stiker, tanggal yang sudah lewat atau tidak ada, terlalu banyak orang: satu kalimat yang menolong, lalu pertanyaannya lagi.',
      en: 'A sticker, a date gone by or that does not exist, too many people: one sentence that helps, then the question again.',
    },
    people: [budi],
    async play(cast) {
      const guest = cast.of('budi');
      await guest.start().sees('Selamat datang').user('kunjungan').sees('Siapa yang akan datang').done;
      await guest.act({ do: 'sticker' }).sees('Siapa yang akan datang').tap('Warga').done;
      await guest.sees('keperluannya').user('Audiensi').sees('bertemu').tap('Bantu').sees('tanggal berapa').done;
      await guest.user('1 Januari 2020').sees('tanggal').user('besok kapan-kapan').sees('tanggal').done;
      await guest
        .user('32 Oktober')
        .sees('tanggal')
        .tap('Kam')
        .sees('Jam berapa')
        .user('tengah malam')
        .sees('Jam berapa')
        .tap('11.00').done;
      await guest.sees('Berapa orang').user('banyak').sees('orang').user('10000').sees('orang').user('nol').done;
      await guest.sees('orang').user('dua orang').sees('siapkan').done;
    },
  },
  {
    name: '5-staf-diikat',
    title: { id: 'Staf dihubungkan', en: 'A member of staff is bound' },
    about: {
      id: 'Kode sekali pakai dari sekretariat dan nomor sendiri; sesudah itu menu staf terbuka.',
      en: 'A one-time code from the secretariat and their own number; then the menu of staff opens.',
    },
    people: [{ key: 'dewi', name: 'Dewi', at: 'telegram-members' }],
    async play(cast) {
      const staff = cast.of('dewi');
      await staff
        .start()
        .sees('kode')
        .user(await cast.code('dewi'))
        .sees('nomor').done;
      await staff.contact().sees('sudah terhubung').user('menu').sees('bantu').done;
    },
  },
  {
    name: '6-ganti-bahasa',
    title: { id: 'Ganti bahasa', en: 'The language is switched' },
    about: {
      id: 'Di tengah isian, bahasanya diganti; pertanyaan yang sama muncul lagi dalam bahasa Inggris.',
      en: 'In the middle of a form the language is switched; the same question comes again in English.',
    },
    people: [{ key: 'john', name: 'John', at: 'telegram-public' }],
    async play(cast) {
      const guest = cast.of('john');
      await guest.start().sees('Selamat datang').user('kunjungan').sees('Siapa yang akan datang').done;
      await guest.user('bahasa').sees('Choose a language').tap('English').sees('Who').done;
    },
  },
];
