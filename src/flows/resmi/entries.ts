/** Against scams: what is ours, and what to make of a message that may not be. */
import { tx } from '../engine/message.ts';
import type { Registered } from '../registered.ts';
import { checkMessage } from './cek-pesan.flow.ts';
import { official } from './resmi.flow.ts';

const anybody = { innovation: null, who: ['warga'], sides: ['public', 'members'] } as const;

export const RESMI: readonly Registered[] = [
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
