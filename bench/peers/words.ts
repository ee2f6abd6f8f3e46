/** The same words, and the same reading of an answer, for the peers: their replies are as long as ours. */
export const KINDS = ['DPRD lain', 'Instansi / lembaga', 'Sekolah / kampus', 'Warga'] as const;

export const ASK = {
  kind: [
    'Senang sekali Bapak/Ibu mau berkunjung. Siapa yang akan datang?',
    ...KINDS.map((kind, n) => `${n + 1}. ${kind}`),
  ].join('\n'),
  date: 'Mau datang tanggal berapa? Pilih salah satu, atau tulis tanggal lain.',
  people: 'Berapa orang yang akan datang? Paling banyak 50 orang.',
} as const;

export interface Visit {
  kind: string;
  date: string;
  people: number;
}

export const summary = ({ kind, date, people }: Visit): string =>
  `Mohon diperiksa dulu:\n${kind}\nTanggal: ${date}\nJumlah: ${people} orang\n1. Ya, kirim\n2. Ubah\n3. Batal`;

export const thanks = ({ date, people }: Visit): string =>
  `Terima kasih. Kunjungan <b>${date}</b> untuk ${people} orang kami pesankan sementara. Kabar berikutnya menyusul.`;

const DAY = 86_400_000;

export const readKind = (text: string): string | null => KINDS[Number(text) - 1] ?? null;
/** `now` in ms. */
export const readDate = (text: string, now: number): string | null =>
  text === 'besok' ? new Date(now + DAY).toISOString().slice(0, 10) : /^\d{4}-\d\d-\d\d$/.test(text) ? text : null;
export const readPeople = (text: string): number | null =>
  /^\d{1,2}$/.test(text) && Number(text) <= 50 ? Number(text) : null;
export const readYes = (text: string): true | null => (text === '1' || /^ya\b/i.test(text) ? true : null);
