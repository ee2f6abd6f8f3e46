/** The way to a booked visit, for tests whose matter is something else. */
import type { Talk } from './talk.ts';

export interface Wish {
  kind: 'DPRD' | 'Instansi' | 'Sekolah' | 'Warga';
  from: string;
  /** As a person writes it. */
  day: string;
  time: string;
  people: string;
  name: string;
}

const WISH: Wish = {
  kind: 'Sekolah',
  from: 'SD 5 Medan',
  day: 'Selasa minggu depan',
  time: '11.00',
  people: '12',
  name: 'Bu Rina',
};

/** Steps up to a question; nothing is awaited until `.done`. */
export function toDate(talk: Talk, wish: Partial<Wish> = {}): Talk {
  const { kind, from } = { ...WISH, ...wish };
  talk.user('kunjungan').sees('Siapa yang akan datang').tap(kind);
  if (kind !== 'Warga') talk.sees(/Dari .* mana|instansi atau lembaga apa/).user(from);
  return talk
    .sees('keperluannya')
    .user('Belajar tentang dewan')
    .sees('Ingin bertemu siapa')
    .tap('Bantu')
    .sees('tanggal berapa');
}

export const toPeople = (talk: Talk, wish: Partial<Wish> = {}): Talk => {
  const { day, time } = { ...WISH, ...wish };
  return toDate(talk, wish).user(day).sees('Jam berapa').tap(time).sees('Berapa orang');
};

export const toName = (talk: Talk, wish: Partial<Wish> = {}): Talk =>
  toPeople(talk, wish)
    .user({ ...WISH, ...wish }.people)
    .sees('perlu kami siapkan')
    .tap('Tidak ada')
    .sees('Atas nama');

export const toPhone = (talk: Talk, wish: Partial<Wish> = {}): Talk =>
  toName(talk, wish)
    .user({ ...WISH, ...wish }.name)
    .sees('HP');

/** Through the phone number to the summary; a letter, where one is asked for, follows. */
export const toSummary = (talk: Talk, wish: Partial<Wish> = {}): Talk => {
  toPhone(talk, wish).user('0812-3456-7890');
  if ((wish.kind ?? WISH.kind) !== 'Warga') talk.sees('surat permohonannya').tap('Menyusul');
  return talk.sees('diperiksa dulu');
};

export const book = (talk: Talk, wish: Partial<Wish> = {}): Talk =>
  toSummary(talk, wish)
    .tap('Ya, kirim')
    .sees(/Nomor: K-\d+/);

/** The guest's only visit is cancelled, by its buttons. */
export const cancelVisit = (talk: Talk): Talk =>
  talk.user('kunjungan saya').sees('Mau apa').tap('Batalkan').sees('dibatalkan?').tap('Ya').sees('sudah dibatalkan');
