/** What a message is, by the words that its text keeps whatever else is said in it. */
import type { Shown } from '#simulator/world/shown.ts';

/** A question or answer within a conversation: it may come only where that person has just acted. */
export const TALK = 'talk';

/** The first that fits. What fits none is told as it stands. */
const KINDS: readonly (readonly [kind: string, words: RegExp])[] = [
  // Guests
  ['booked', /kami pesankan sementara/],
  ['approved', /^Kabar baik: kunjungan/],
  ['ticket', /^Tiket kunjungan/],
  ['letter', /^Surat balasan resmi, nomor/],
  ['calendar', /^Untuk kalender/],
  ['calendar-off', /^Berkas ini menghapus jadwal lama/],
  ['declined', /belum bisa kami terima/],
  ['proposed', /kantor mengusulkan waktu lain/],
  ['proposal-taken', /waktu barunya kami pakai/],
  ['proposal-left', /^Baik, K-\d+ kami batalkan/],
  ['proposal-over', /usulan waktunya belum dijawab/],
  ['still-waiting', /naikkan ke atasan/],
  ['letter-due', /^Surat untuk kunjungan .* belum kami terima/],
  ['tomorrow', /^Mengingatkan: kunjungan .* besok/],
  ['soon', /^Dua jam lagi/],
  ['no-show', /^Kunjungan .* kami catat tidak hadir/],
  ['welcome', /Kedatangan .* sudah kami catat/],
  ['thanks', /Terima kasih sudah berkunjung/],
  ['moved', /kami pindahkan ke/],
  ['cancelled', /sudah dibatalkan\. Terima kasih/],
  ['people', /^Jumlah untuk .* menjadi/],
  ['letter-taken', /^Terima kasih, surat untuk/],
  ['letter-by', /^Suratnya kami tunggu paling lambat/],
  ['letter-returned', /^Surat untuk kunjungan .* belum sesuai/],
  ['template', /^Contoh surat permohonan untuk/],
  ['template-sent', /^Ini contoh suratnya/],
  ['rated', /^Terima kasih atas penilaiannya/],
  ['rated-low', /^Terima kasih, masukan Bapak\/Ibu kami sampaikan/],
  ['photo', /^Foto bersama dari kunjungan/],
  ['photo-word', /^Terima kasih\. Kalau nanti berubah pikiran|^Baik, foto itu tidak kami muat/],
  // Staff
  ['card', /^Permohonan kunjungan/],
  ['card-silent', /belum dijawab, mohon diputuskan[^]*Permohonan kunjungan/],
  ['card-moved', /^Tamu memindahkan waktunya[^]*Permohonan kunjungan/],
  ['card-people', /^Jumlah tamu berubah[^]*Permohonan kunjungan/],
  ['letter-asked', /^Surat lain untuk .* sudah kami minta/],
  ['letter-came', /^Surat dari tamu|^Surat untuk .* sudah datang/],
  ['decided', /(disetujui|ditolak)\. Tamu sudah kami beri tahu/],
  ['proposal-sent', /^Usulan waktu lain untuk .* sudah kami kirim/],
  ['desk-taken', /^Tamu menerima waktu baru/],
  ['desk-over', /tidak menjawab usulan waktu/],
  ['not-decided', /belum sempat diputuskan sampai waktunya/],
  ['desk-not-decided', /tidak diputuskan sampai waktunya/],
  ['desk-left', /^Tamu tidak bisa pada waktu yang diusulkan/],
  ['desk-cancelled', /dibatalkan oleh tamu/],
  ['desk-people', /^Jumlah tamu K-\d+ menjadi/],
  ['desk-no-show', /belum datang dan kami catat tidak hadir/],
  ['desk-overrun', /sudah lewat waktunya/],
  ['visum', /^Lembar SPD/],
  ['arrived', /tercatat datang pukul/],
  ['left', /tercatat pulang/],
  ['offer-photo', /^Ada foto bersama/],
  ['photo-done', /^Foto untuk .* sudah sampai ke tamu/],
  ['desk-photo', /^Tamu .* (mengizinkan fotonya dimuat|tidak ingin fotonya dimuat)/],
  ['desk-note', /^Masukan dari/],
  ['walked-in', /sudah dicatat di buku tamu/],
  ['day-list', /^Daftar tamu/],
  // Both, within a conversation
  [
    TALK,
    /Siapa yang akan datang\?|(DPRD|sekolah atau kampus) mana\?|instansi atau lembaga apa\?|[Aa]pa keperluannya\?/,
  ],
  [
    TALK,
    /^(Ingin|Mau) bertemu siapa|tanggal berapa|^[^\n]*Jam berapa\?|Berapa orang yang akan datang|^Ada yang perlu kami siapkan/,
  ],
  [TALK, /^Atas nama siapa|^Nomor HP|kirim surat(permohonan)?nya|surat permohonannya sekarang|^Mohon diperiksa dulu/],
  [
    TALK,
    /Yang mana\?$|Mau apa\?$|dipindahkan ke .*\?$|dibatalkan\?$|Apa alasannya\?|^Apa yang kurang dari suratnya\?|Tanggal berapa yang diusulkan/,
  ],
  [
    TALK,
    /^Siapa yang datang\?|^Siapa yang pulang\?|^Siapa nama tamunya\?|^Tamu hari ini|^Kunjungan \S+ \d{4}:|untuk kapan\?$/,
  ],
  [TALK, /perlu kami perbaiki\?$|^Silakan kirim foto bersama/],
  [
    TALK,
    /jadwalnya penuh|^Baik, isian tadi kami batalkan|^Ada yang bisa kami bantu\?|^Selamat datang, Bapak\/Ibu\. Ini layanan/,
  ],
];

export interface Known {
  kind: string;
  /** The visit's number, empty where the message names none. */
  visit: string;
}

/** A file's name says the visit where its text does not. */
export function kindOf({ text, file }: Pick<Shown, 'text' | 'file'>): Known {
  const kind = KINDS.find(([, words]) => words.test(text))?.[0] ?? `unknown: ${text}`;
  const named = /\b[KT]-\d+/.exec(`${text} ${file?.name ?? ''}`);
  return { kind, visit: named?.[0] ?? '' };
}
