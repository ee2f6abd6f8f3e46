/** The conversation that everybody holds with every contestant: a visit asked for in five turns, and a long list. */

/** What a person writes, and what the one reply to it must hold. */
export interface Line {
  says: string;
  hears: RegExp;
}

export const VISIT: readonly Line[] = [
  { says: 'kunjungan', hears: /Siapa yang akan datang/ },
  { says: '4', hears: /tanggal berapa/ },
  { says: 'besok', hears: /Berapa orang/ },
  { says: '12', hears: /diperiksa/ },
  { says: '1', hears: /Terima kasih/ },
];

/** Questions of the long form. */
export const LONG = 101;

export const LIST: readonly Line[] = [
  { says: 'keperluan', hears: /keperluannya/ },
  ...Array.from({ length: LONG }, (_, n) => ({ says: `Keperluan nomor ${n}`, hears: /keperluannya|Terima kasih/ })),
];
