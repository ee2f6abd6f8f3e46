/** Where the office is and who helps at once; against scams: what is ours, and what to make of a message that may not be. */
import { tx } from '../engine/message.ts';
import type { Registered } from '../registered.ts';
import { checkMessage } from './cek-pesan.flow.ts';
import { emergency } from './darurat.flow.ts';
import { office } from './kantor.flow.ts';
import { official } from './resmi.flow.ts';

const anybody = { innovation: null, who: ['warga'], sides: ['public', 'members'] } as const;

export const RESMI: readonly Registered[] = [
  {
    ...anybody,
    flow: office,
    title: tx('resmi.officeTitle'),
    words: [
      ...['alamat', 'alamat kantor', 'alamat dprd', 'alamat dewan', 'lokasi kantor', 'kantor dprd di mana'],
      ...[
        'kantor dprd dimana',
        'di mana kantor',
        'dimana kantor',
        'jam kantor',
        'jam kerja',
        'jam buka',
        'jam layanan',
      ],
      ...['jam pelayanan', 'jam berapa buka', 'jam berapa tutup', 'buka jam berapa', 'tutup jam berapa', 'kantor buka'],
      ...['nomor telepon', 'nomor telepon kantor', 'telepon kantor', 'no telepon kantor', 'no telp kantor'],
      ...['office hours', 'opening hours', 'office address', 'where is your office', 'where is the office'],
    ],
  },
  {
    ...anybody,
    flow: emergency,
    title: tx('resmi.emergencyTitle'),
    words: [
      ...['nomor', 'no', 'telepon', 'telp', 'kontak'].flatMap((what) =>
        ['darurat', 'damkar', 'pemadam', 'pemadam kebakaran', 'polisi', 'ambulans', 'ambulan', 'ambulance'].map(
          (whom) => `${what} ${whom}`,
        ),
      ),
      ...['emergency number', 'emergency numbers', 'police number', 'ambulance number'],
    ],
  },
  {
    ...anybody,
    flow: official,
    title: tx('resmi.title'),
    words: [
      ...['nomor resmi', 'nomer resmi', 'no resmi', 'nmr resmi', 'akun resmi', 'bot resmi', 'wa resmi', 'kontak resmi'],
      ...['resmi', 'ini resmi', 'apakah ini resmi', 'resmi tidak', 'ini resmi tidak', 'ini resmi bukan'],
      ...['asli', 'ini asli', 'apakah ini asli', 'nomor asli', 'asli tidak', 'ini asli tidak', 'ini asli bukan'],
      ...[
        'asli atau palsu',
        'ini asli atau palsu',
        'ini asli apa palsu',
        'beneran',
        'ini beneran',
        'ini betulan',
        'ini penipu bukan',
      ],
      ...['official number', 'official', 'is this official', 'is this real', 'are you real'],
    ],
  },
  {
    ...anybody,
    flow: checkMessage,
    title: tx('resmi.checkTitle'),
    forwarded: 'pesan',
    words: [
      ...[
        'cek pesan palsu',
        'cek pesan',
        'pesan palsu',
        'cek penipuan',
        'penipuan',
        'ini penipuan',
        'cek hoaks',
        'cek hoax',
      ],
      ...[
        'pesan mencurigakan',
        'nomor mencurigakan',
        'ada yang minta uang',
        'ada yg minta uang',
        'ada yang minta otp',
        'scam',
      ],
      ...[
        'penipuan bukan',
        'ini penipuan bukan',
        'hoaks',
        'hoax',
        'check message',
        'fake message',
        'cek nomor',
        'cek link',
        'cek tautan',
      ],
    ],
  },
];
