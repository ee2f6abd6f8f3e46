/** SIKULIN's flows in the registry. */
import { tx } from '../engine/message.ts';
import type { Registered } from '../registered.ts';
import { decideVisit, waitingVisits } from './decide.flow.ts';
import { groupPhoto, photoConsent, rating } from './after.flow.ts';
import { checkIn, guestsToday, leaving, walkIn } from './desk.flow.ts';
import { figures, guestBook } from './figures.flow.ts';
import { checkLetter } from './letter.flow.ts';
import { looseLetter } from './loose-letter.flow.ts';
import { answerProposal, letterFor, myVisits } from './mine.flow.ts';
import { DESK_ROLES, VISIT_ROLES } from './roles.ts';
import { DECISIONS, readArg, SCORES } from './rules.ts';
import type { Decision } from './rules.ts';
import { sikulin } from './sikulin.flow.ts';

const common = { innovation: 'sikulin' } as const;
const guest = { ...common, who: ['warga'], sides: ['public'] } as const;
const office = { ...common, who: VISIT_ROLES, sides: ['members'] } as const;
const desk = { ...common, who: DESK_ROLES, sides: ['members'] } as const;

export const SIKULIN: readonly Registered[] = [
  {
    ...guest,
    flow: sikulin,
    main: true,
    title: tx('sikulin.title'),
    words: [
      ...[
        'kunker',
        'kunjungan kerja',
        'visit',
        'book a visit',
        'booking',
        'berkunjung',
        'studi tiru',
        'kunjungan belajar',
      ],
      ...['bertemu dewan', 'jumpa dewan', 'ketemu pak dewan', 'ketemu bapak dewan', 'bertemu bapak dewan', 'audiensi'],
      ...['ketemu anggota dewan', 'bertemu anggota dewan', 'jumpa anggota dewan', 'ketemu komisi', 'bertemu komisi'],
      ...['ketemu pimpinan', 'bertemu pimpinan', 'ketemu ketua dewan', 'bertemu ketua dewan', 'meet a council member'],
    ],
    menu: { public: { order: 4, label: tx('sikulin.title') } },
  },
  {
    ...guest,
    flow: myVisits,
    args: (number) => ({ number: number.toUpperCase().replace(/^K-?/, 'K-') }),
    behind: /^k?-?\d{4,6}$/i,
    title: tx('sikulin.mineTitle'),
    inStory: ['kunjungan saya', 'jadwal saya', 'tiket saya', 'my visit', 'my ticket'],
    words: ['kunjungan saya', 'jadwal saya', 'my visits', 'tiket saya', 'ubah kunjungan', 'batal kunjungan'],
    menu: { public: { order: 4.5, label: tx('sikulin.mineTitle') } },
  },
  { ...guest, flow: answerProposal, title: tx('sikulin.mineTitle'), args: readAnswer },
  { ...guest, flow: looseLetter, title: tx('sikulin.letter'), files: { key: 'surat', kinds: ['photo', 'document'] } },
  {
    ...common,
    who: ['warga'],
    sides: ['public', 'members'],
    flow: checkLetter,
    title: tx('sikulin.checkTitle'),
    words: ['cek surat', 'periksa surat', 'surat asli', 'verifikasi surat', 'keaslian surat', 'check letter'],
    behind: /\d/,
    args: (said) => ({ said }),
  },
  { ...guest, flow: letterFor, title: tx('sikulin.letter'), args: (number) => ({ number }) },
  {
    ...office,
    flow: waitingVisits,
    main: true,
    title: tx('sikulin.waitingTitle'),
    words: ['kunjungan', 'kunjungan menunggu', 'visits'],
    menu: { members: { order: 1, label: tx('sikulin.waitingTitle') } },
  },
  { ...office, flow: decideVisit, title: tx('sikulin.decideTitle'), args: readDecision },
  {
    ...desk,
    flow: guestsToday,
    title: tx('sikulin.todayTitle'),
    words: ['tamu', 'tamu hari ini', 'guests'],
    menu: { members: { order: 4, label: tx('sikulin.todayTitle') } },
  },
  {
    ...desk,
    flow: checkIn,
    title: tx('sikulin.desk-datang'),
    words: ['pindai', 'tamu datang', 'check in', 'check-in'],
    behind: /[\p{L}\d]/u,
    args: (said) => ({ said }),
  },
  { ...desk, flow: walkIn, title: tx('sikulin.desk-langsung'), words: ['tamu langsung', 'walk in', 'walk-in'] },
  {
    ...desk,
    flow: leaving,
    title: tx('sikulin.desk-pulang'),
    words: ['tamu pulang'],
    behind: /^[kt]-?\d{4,6}$/i,
    args: (number) => ({ number: number.toUpperCase() }),
  },
  { ...desk, flow: groupPhoto, title: tx('sikulin.photoTitle'), args: (number) => ({ number }) },
  { ...guest, flow: photoConsent, title: tx('sikulin.mineTitle'), args: readConsent },
  { ...guest, flow: rating, title: tx('sikulin.mineTitle'), args: readRating },
  {
    ...desk,
    flow: figures,
    title: tx('sikulin.desk-angka'),
    words: ['angka kunjungan', 'statistik kunjungan', 'laporan kunjungan', 'visit figures'],
  },
  { ...desk, flow: guestBook, title: tx('sikulin.desk-buku'), words: ['buku tamu', 'guest book'] },
];

function readDecision(arg: string): { number: string; decision: Decision; seen: string } {
  const { word, number, seen } = readArg(arg);
  const decision = DECISIONS.find((d) => d === word);
  // A payload that nobody made decides nothing: there is no visit without a number.
  return decision ? { number, decision, seen } : { number: '', decision: 'tolak', seen };
}

function readAnswer(arg: string): { number: string; take: boolean; seen: string } {
  const { word, number, seen } = readArg(arg);
  return { number, take: word === 'terima', seen };
}

function readConsent(arg: string): { number: string; publish: boolean; seen: string } {
  const { word, number, seen } = readArg(arg);
  return { number, publish: word === 'boleh', seen };
}

function readRating(arg: string): { number: string; score: number } {
  const { word, number } = readArg(arg);
  const score = Number(word);
  // A payload that nobody made rates nothing.
  return SCORES.includes(score) ? { number, score } : { number: '', score: 1 };
}
