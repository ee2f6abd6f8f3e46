/** Every flow there is: which innovation it belongs to, who may start it, where it stands in the menu. */
import type { Role } from './engine/chat.ts';
import { tx } from './engine/message.ts';
import { CHATTING } from './chatting/entries.ts';
import { eraseMine } from './data-saya/hapus.flow.ts';
import { privacy } from './data-saya/privasi.flow.ts';
import { howCounted } from './deadlines/cara-hitung.flow.ts';
import { readNumber } from './deadlines/rules.ts';
import { answerPerson } from './desk/desk.flow.ts';
import { DESK_ROLES } from './desk/roles.ts';
import { STUCK_NUMBER } from './desk/stuck.ts';
import { stuckDesk } from './desk/stuck.flow.ts';
import { changeHolidays } from './holidays/holidays.flow.ts';
import { HOLIDAY_ROLES } from './holidays/rules.ts';
import { bind } from './identity/bind.flow.ts';
import type { Registered } from './registered.ts';
import { desk } from './meja/meja.flow.ts';
import { whatsAppNumbers } from './nomor-whatsapp/nomor-whatsapp.flow.ts';
import { NUMBER_ROLES } from './nomor-whatsapp/rules.ts';
import { RESMI } from './resmi/entries.ts';
import { SIARAN } from './siaran/entries.ts';
import { SIKULIN } from './sikulin/entries.ts';
import { DESK_PEOPLE } from './tindak-lanjut/desks.ts';
import { TINDAK_LANJUT } from './tindak-lanjut/entries.ts';

const ANYBODY: readonly Role[] = ['warga'];

export const REGISTRY: readonly Registered[] = [
  ...SIKULIN,
  ...TINDAK_LANJUT,
  ...CHATTING,
  ...SIARAN,
  ...RESMI,
  {
    flow: bind,
    innovation: null,
    title: tx('identity.title'),
    who: ANYBODY,
    sides: ['members'],
    args: (code) => ({ code }),
  },
  {
    flow: answerPerson,
    innovation: null,
    title: tx('desk.answerTitle'),
    who: DESK_ROLES,
    sides: ['members'],
    args: (number) => ({ number }),
  },
  {
    flow: howCounted,
    innovation: null,
    title: tx('deadlines.how'),
    who: ANYBODY,
    sides: ['public', 'members'],
    words: ['cara hitung', 'cara menghitung', 'hitung tenggat', 'how counted'],
    behind: /^[ak]-?\d{4,6}$/i,
    args: (number) => ({ number: readNumber(number) }),
  },
  {
    flow: eraseMine,
    insists: true,
    innovation: null,
    title: tx('data-saya.title'),
    who: ANYBODY,
    sides: ['public', 'members'],
    words: [
      ...['hapus data', 'hapus data saya', 'hapus data pribadi', 'hapus data pribadi saya', 'hapus semua data saya'],
      ...['hapuskan data saya', 'hapus datanya', 'data saya dihapus', 'hapus akun', 'hapus akun saya'],
      ...['hapus nomor saya', 'hapus nama saya', 'hapus riwayat saya', 'hapus percakapan saya', 'lupakan saya'],
      ...['delete my data', 'erase my data', 'remove my data', 'delete my personal data', 'erase my personal data'],
      ...['delete all my data', 'my data deleted', 'my data erased', 'delete my account', 'forget me'],
    ],
  },
  {
    flow: privacy,
    innovation: null,
    title: tx('data-saya.privacyTitle'),
    who: ANYBODY,
    sides: ['public', 'members'],
    words: [
      ...['privasi', 'kebijakan privasi', 'data saya', 'data pribadi', 'data pribadi saya', 'kerahasiaan data'],
      ...['apakah data saya aman', 'apakah nama saya rahasia', 'apakah nama saya dirahasiakan'],
      ...['privacy', 'privacy policy', 'my data', 'is my data safe'],
    ],
  },
  {
    flow: changeHolidays,
    innovation: null,
    title: tx('holidays.title'),
    who: HOLIDAY_ROLES,
    sides: ['members'],
    words: ['hari libur', 'ubah hari libur', 'holidays'],
  },
  {
    flow: desk,
    innovation: null,
    title: tx('meja.title'),
    who: DESK_PEOPLE,
    sides: ['members'],
    words: ['meja', 'meja pengaduan', 'buka meja', 'meja kerja', 'desk'],
  },
  {
    flow: whatsAppNumbers,
    innovation: null,
    title: tx('whatsapp.title'),
    who: NUMBER_ROLES,
    sides: ['members'],
    words: [
      ...[
        'nomor whatsapp',
        'whatsapp',
        'wa',
        'status whatsapp',
        'status wa',
        'tautkan whatsapp',
        'tautkan wa',
        'kode whatsapp',
      ],
      ...['pindah nomor', 'pindah whatsapp', 'whatsapp numbers', 'link whatsapp', 'move whatsapp'],
    ],
  },
  {
    flow: stuckDesk,
    innovation: null,
    title: tx('desk.stuckTitle'),
    who: DESK_ROLES,
    sides: ['members'],
    words: [
      ...['macet', 'pesan macet', 'pesan tertahan', 'pesan gagal', 'pesan tidak sampai', 'pesan tidak terkirim'],
      ...['stuck', 'stuck messages'],
    ],
    behind: STUCK_NUMBER,
    args: (number) => ({ number: number.replace(/^g-?/i, 'G-') }),
  },
];

/** Codes of the innovations that have a flow. */
export const builtInnovations: readonly string[] = [
  ...new Set(REGISTRY.flatMap((entry) => (entry.innovation === null ? [] : [entry.innovation]))),
];
