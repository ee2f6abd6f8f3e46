/** Flows of conversations in the registry. */
import { tx } from '../engine/message.ts';
import type { Registered } from '../registered.ts';
import { tools } from './alat.flow.ts';
import { answer, take } from './ambil.flow.ts';
import { duty, list } from './daftar.flow.ts';
import { bindGroup, unbindGroup } from './grup.flow.ts';
import { service } from './layanan.flow.ts';
import { askPerson, rate } from './petugas.flow.ts';
import { ABOVE, ANSWERING, SERVED } from './roles.ts';
import { numberOf, TOOLS } from './rules.ts';

const common = { innovation: 'chatting' } as const;
const anybody = { ...common, who: ['warga'], sides: ['public', 'members'] } as const;
const staff = { ...common, who: ANSWERING, sides: ['members'] } as const;
const title = tx('chatting.title');
const above = { ...common, who: ABOVE, sides: ['members'], title: tx('chatting.groupTitle') } as const;

/** Said of the bot, and never of a report. */
const NO_MACHINE = [
  'bukan robot',
  'bukan bot',
  'bukan mesin',
  'orang asli',
  'bicara dengan orang',
  'real person',
  'not a bot',
];

export const CHATTING: readonly Registered[] = [
  { ...anybody, flow: askPerson, main: true, title, inStory: NO_MACHINE, menu: { public: { order: 7, label: title } } },
  { ...anybody, flow: rate, title: tx('chatting.rateTitle'), args: readRate },
  { ...anybody, flow: answer, title, args: (arg) => ({ number: numberOf(arg) }) },
  { ...staff, flow: take, title: tx('chatting.takeTitle'), args: (arg) => ({ number: numberOf(arg) }) },
  { ...staff, flow: tools, title: tx('chatting.takeTitle'), args: readTool },
  {
    ...staff,
    flow: list,
    title: tx('chatting.takeTitle'),
    words: ['obrolan', 'obrolan saya', 'obrolan warga', 'chat warga', 'percakapan', 'conversations'],
    menu: { members: { order: 4, label: tx('chatting.takeTitle') } },
  },
  {
    ...staff,
    flow: duty,
    title: tx('chatting.dutyTitle'),
    words: ['piket', 'siap piket', 'mulai piket', 'on duty'],
    args: (arg) => ({ off: arg !== '' }),
    behind: /^(?:selesai|pulang|istirahat|off)$/,
  },
  { ...above, flow: bindGroup, args: (arg) => ({ units: arg }) },
  { ...above, flow: unbindGroup },
  {
    ...common,
    who: SERVED,
    sides: ['members'],
    flow: service,
    title: tx('chatting.serviceTitle'),
    words: [
      'layanan',
      'layanan anggota',
      'minta bantuan staf',
      'minta layanan',
      'pinjam ruang',
      'pinjam mobil',
      'service',
    ],
    menu: { members: { order: 7, label: tx('chatting.serviceTitle') } },
  },
];

function readTool(arg: string) {
  const [number = '', said = ''] = arg.split('|');
  return { number: numberOf(number), tool: TOOLS.find((tool) => tool === said) ?? null };
}

function readRate(arg: string): { number: string; score: number } {
  const [number = '', score = ''] = arg.split('|');
  return { number: numberOf(number), score: Number(score) || 0 };
}
