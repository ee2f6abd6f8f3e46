/** E-TINDAK LANJUT's flows in the registry. */
import { tx } from '../engine/message.ts';
import type { Registered } from '../registered.ts';
import { open, queue } from './antrean.flow.ts';
import { check, complete, verdict } from './cek.flow.ts';
import { report } from './lapor.flow.ts';
import { OFFICERS } from './roles.ts';

const common = { innovation: 'tindak-lanjut' } as const;
const citizen = { ...common, who: ['warga'], sides: ['public'] } as const;
const officer = { ...common, who: OFFICERS, sides: ['members'] } as const;
const title = tx('tindak-lanjut.title');

export const TINDAK_LANJUT: readonly Registered[] = [
  {
    ...citizen,
    flow: report,
    main: true,
    confidential: true,
    title,
    args: (said) => ({ said }),
    words: ['lapor', 'laporan', 'melapor', 'keluhan', 'report', 'complaint'],
    menu: { public: { order: 1, label: title } },
  },
  {
    ...citizen,
    flow: check,
    title: tx('tindak-lanjut.checkTitle'),
    args: (number) => ({ number: number.toUpperCase().replace(/^A-?/, 'A-') }),
    words: ['cek', 'cek laporan', 'nomor saya', 'status', 'laporan saya', 'sampai mana', 'my reports'],
    menu: { public: { order: 2, label: tx('tindak-lanjut.checkTitle') } },
  },
  { ...citizen, flow: verdict, title: tx('tindak-lanjut.checkTitle'), args: readVerdict },
  { ...citizen, flow: complete, title: tx('tindak-lanjut.checkTitle'), args: (number) => ({ number }) },
  {
    ...officer,
    flow: queue,
    title: tx('tindak-lanjut.queueTitle'),
    words: ['aduan', 'pengaduan', 'antrean', 'antrian', 'complaints'],
    menu: { members: { order: 3, label: tx('tindak-lanjut.queueTitle') } },
  },
  { ...officer, flow: open, title: tx('tindak-lanjut.queueTitle'), args: (number) => ({ number }) },
];

function readVerdict(arg: string): { number: string; solved: boolean } {
  const [word, number = ''] = arg.split('|');
  // A payload that nobody made says nothing about any report.
  return word === 'sudah' || word === 'belum' ? { number, solved: word === 'sudah' } : { number: '', solved: false };
}
