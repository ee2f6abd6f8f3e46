/** Two dozen guests, each of one kind, and the office. */
import type { Kind } from './story.ts';

const NAMES = [
  ...[
    'Aminah',
    'Bonar',
    'Citra',
    'Dorus',
    'Elfrida',
    'Fahmi',
    'Gomgom',
    'Hotma',
    'Ismail',
    'Juliana',
    'Kartini',
    'Lambok',
  ],
  ...[
    'Marlina',
    'Nurdin',
    'Ondang',
    'Parlin',
    'Qodri',
    'Rosma',
    'Saut',
    'Tiurma',
    'Ucok',
    'Vera',
    'Wulandari',
    'Yanti',
  ],
];

const KINDS = ['dprd', 'instansi', 'sekolah', 'warga'] as const;

export interface Guest {
  /** As the stand-in knows the person. */
  key: string;
  name: string;
  kind: Exclude<Kind, 'langsung'>;
  institution: string | null;
  /** How many come. */
  people: number;
}

const HOUSES = { dprd: 'DPRD Kota', instansi: 'Dinas', sekolah: 'SMA', warga: null };
const PEOPLE = { dprd: 20, instansi: 10, sekolah: 40, warga: 2 };

export const GUESTS: readonly Guest[] = NAMES.map((name, place) => {
  const kind = KINDS[place % KINDS.length] ?? 'warga';
  const house = HOUSES[kind];
  return { key: name.toLowerCase(), name, kind, institution: house && `${house} ${name}`, people: PEOPLE[kind] };
});

/** Members of staff by the stand-in's name, and their roles. */
export const OFFICE = { sari: 'staf', tono: 'staf', kadir: 'kasubag', kiki: 'kabag' } as const;
export type Clerk = keyof typeof OFFICE;
