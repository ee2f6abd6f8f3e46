/** E-TINDAK LANJUT's flows in the registry. */
import { tx } from '../engine/message.ts';
import type { Registered } from '../registered.ts';
import { open, queue, safePicture } from './antrean.flow.ts';
import { openNews, shareable } from './buka.flow.ts';
import { enterReport, exported } from './catat.flow.ts';
import { check, complete, verdict } from './cek.flow.ts';
import { whichOffice } from './kantor.flow.ts';
import { report, told } from './lapor.flow.ts';
import { addition, objection, withdrawal } from './pelapor.flow.ts';
import { around } from './sekitar.flow.ts';
import { nameless } from './tanpa-nama.flow.ts';
import { DESK_PEOPLE } from './desks.ts';
import { caseNumber, NUMBER, REPORT_NUMBER } from './rules.ts';

const common = { innovation: 'tindak-lanjut' } as const;
const citizen = { ...common, who: ['warga'], sides: ['public'] } as const;
const officer = { ...common, who: DESK_PEOPLE, sides: ['members'] } as const;
const title = tx('tindak-lanjut.title');
/** Which report may stand behind the words. */
const numbered = { args: (said: string) => ({ number: caseNumber(said) }), behind: REPORT_NUMBER };

const OWN_REPORT = [
  'laporan saya',
  'laporanku',
  'aduan saya',
  'pengaduan saya',
  'keluhan saya',
  'my report',
  'my complaint',
];
/** Said by whoever waits, and names nothing else: what is new is a report by itself. */
const STILL_WAITS = [
  ...['kapan diperbaiki', 'kapan dibenerin', 'kapan ditangani', 'kapan dikerjakan', 'kapan dijawab', 'kapan selesai'],
  ...['kapan beres', 'belum diperbaiki', 'belum dibenerin', 'tidak dibenerin', 'tidak diperbaiki', 'belum ditangani'],
  ...['kapan dibetulkan', 'kapan dibetulin', 'kapan dibaiki', 'kapan diangkut', 'kapan diangkat', 'kapan diganti'],
  ...[
    'tidak ada tindakan',
    'tidak ada kabar',
    'ada kabar',
    'tidak ditanggapi',
    'belum ditanggapi',
    'tidak ada jawaban',
  ],
  ...['belum dikerjakan', 'belum dijawab', 'belum ada kabar', 'belum ada jawaban', 'belum ada tindakan', 'sampai mana'],
  ...['when will it be fixed', 'when will it be done', 'not fixed yet', 'no answer yet', 'any news'],
];

export const TINDAK_LANJUT: readonly Registered[] = [
  {
    ...citizen,
    flow: report,
    main: true,
    confidential: true,
    title,
    args: (said) => ({ said }),
    words: ['lapor', 'laporan', 'melapor', 'keluhan', 'lapor tanpa nama', 'lapor anonim', 'report', 'complaint'],
    menu: { public: { order: 1, label: title } },
  },
  {
    ...citizen,
    flow: told,
    confidential: true,
    title,
    files: { key: 'cerita', kinds: ['photo', 'voice', 'video', 'location'] },
    tells: { key: 'cerita', before: report.name },
  },
  {
    ...citizen,
    flow: nameless,
    title: tx('tindak-lanjut.namelessTitle'),
    // A question about reporting, and no report yet.
    words: [
      ...['anonim', 'apa bisa lapor tanpa nama', 'bisa lapor tanpa nama', 'boleh lapor tanpa nama'],
      ...['apakah bisa lapor tanpa nama', 'apakah boleh lapor tanpa nama', 'bisa lapor anonim', 'bisa anonim'],
      ...['anonymous', 'can i report anonymously'],
    ],
  },
  {
    ...citizen,
    flow: check,
    ...numbered,
    behind: NUMBER,
    title: tx('tindak-lanjut.checkTitle'),
    inStory: [...OWN_REPORT, ...STILL_WAITS],
    words: [
      'cek',
      'cek laporan',
      'nomor saya',
      'status',
      'laporan saya',
      'sampai mana',
      'my reports',
      'my number',
      'my numbers',
      'check',
      'my case',
    ],
    anytime: ['cek', 'check'],
    menu: { public: { order: 2, label: tx('tindak-lanjut.checkTitle') } },
  },
  {
    ...citizen,
    flow: openNews,
    ...numbered,
    title: tx('tindak-lanjut.checkTitle'),
    words: ['buka', 'buka kabar', 'open news'],
    anytime: ['buka', 'open news'],
  },
  {
    ...citizen,
    flow: shareable,
    title: tx('tindak-lanjut.sharedTitle'),
    words: ['hp bersama', 'hp dipakai bersama', 'shared phone'],
  },
  {
    ...citizen,
    flow: around,
    title: tx('tindak-lanjut.nearbyTitle'),
    words: ['laporan di lingkungan saya', 'lingkungan saya', 'laporan sekitar', 'laporan lingkungan', 'reports nearby'],
  },
  {
    ...citizen,
    flow: whichOffice,
    title: tx('tindak-lanjut.officeTitle'),
    words: ['ke mana saya harus pergi', 'kemana saya harus pergi', 'ke kantor mana', 'kantor mana', 'which office'],
  },
  {
    ...citizen,
    flow: objection,
    ...numbered,
    title: tx('tindak-lanjut.objectionTitle'),
    words: ['keberatan', 'ajukan keberatan', 'objection'],
  },
  {
    ...citizen,
    flow: addition,
    ...numbered,
    title: tx('tindak-lanjut.additionTitle'),
    words: ['tambah laporan', 'tambahkan laporan', 'add to my report'],
  },
  {
    ...citizen,
    flow: withdrawal,
    ...numbered,
    title: tx('tindak-lanjut.withdrawalTitle'),
    words: ['tarik laporan', 'cabut laporan', 'withdraw my report'],
  },
  { ...citizen, flow: verdict, title: tx('tindak-lanjut.checkTitle'), args: readVerdict },
  { ...citizen, flow: complete, title: tx('tindak-lanjut.checkTitle'), args: (number) => ({ number }) },
  {
    ...officer,
    flow: queue,
    ...numbered,
    title: tx('tindak-lanjut.queueTitle'),
    words: ['aduan', 'pengaduan', 'antrean', 'antrian', 'complaints'],
    menu: { members: { order: 3, label: tx('tindak-lanjut.queueTitle') } },
  },
  { ...officer, flow: open, title: tx('tindak-lanjut.queueTitle'), args: (number) => ({ number }) },
  {
    ...officer,
    flow: enterReport,
    title: tx('tindak-lanjut.enterTitle'),
    words: ['catat aduan', 'catat laporan', 'enter a complaint'],
  },
  {
    ...officer,
    flow: exported,
    title: tx('tindak-lanjut.exportTitle'),
    words: ['ekspor aduan', 'unduh aduan', 'export complaints'],
  },
  { ...officer, flow: safePicture, title: tx('tindak-lanjut.queueTitle'), args: readPicture },
];

function readPicture(arg: string): { number: string; place: number } {
  const [number = '', place = ''] = arg.split('|');
  // Of a payload that nobody made: no picture stands there.
  return /^\d{1,2}$/.test(place) ? { number, place: Number(place) } : { number: '', place: 0 };
}

function readVerdict(arg: string): { number: string; solved: boolean } {
  const [word, number = ''] = arg.split('|');
  // A payload that nobody made says nothing about any report.
  return word === 'sudah' || word === 'belum' ? { number, solved: word === 'sudah' } : { number: '', solved: false };
}
