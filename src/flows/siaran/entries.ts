/** The flows of announcements in the registry. */
import { tx } from '../engine/message.ts';
import type { Registered } from '../registered.ts';
import { addCity, decideSiaran, handIn } from './decide.flow.ts';
import { listSiaran } from './list.flow.ts';
import { APPROVERS, SIARAN_ROLES, WRITERS } from './roles.ts';
import { readButton } from './rules.ts';
import type { Seen } from './rules.ts';
import { changeSiaran, siaran } from './siaran.flow.ts';
import { subscribe } from './subscribe.flow.ts';

const house = { innovation: null } as const;
const office = { ...house, sides: ['members'] } as const;

export const SIARAN: readonly Registered[] = [
  {
    ...office,
    flow: siaran,
    who: WRITERS,
    title: tx('siaran.title'),
    words: ['siaran', 'pengumuman', 'buat siaran', 'buat pengumuman', 'announcement', 'broadcast'],
    menu: { members: { order: 6, label: tx('siaran.title') } },
  },
  {
    ...office,
    flow: listSiaran,
    who: SIARAN_ROLES,
    title: tx('siaran.listTitle'),
    words: ['kemajuan', 'kemajuan siaran', 'daftar siaran', 'daftar pengumuman', 'progress', 'announcements'],
    args: (number) => ({ number }),
    passing: (key) => /^(?:siaran|langkah)\b/.test(key),
  },
  { ...office, flow: changeSiaran, who: WRITERS, title: tx('siaran.changeTitle'), args: (number) => ({ number }) },
  { ...office, flow: handIn, who: WRITERS, title: tx('siaran.title'), args: (arg) => readSeen(arg) },
  { ...office, flow: addCity, who: WRITERS, title: tx('siaran.changeTitle'), args: (arg) => readSeen(arg) },
  { ...office, flow: decideSiaran, who: APPROVERS, title: tx('siaran.decideTitle'), args: (arg) => readDecision(arg) },
  {
    ...house,
    flow: subscribe,
    who: ['warga'],
    sides: ['public', 'members'],
    title: tx('siaran.subscribeTitle'),
    words: ['langganan', 'berlangganan', 'langganan kabar', 'ikuti kabar', 'subscribe'],
    menu: { public: { order: 6, label: tx('siaran.subscribeTitle') } },
  },
];

function readSeen(arg: string): Seen {
  const { number, version } = readButton(`.${arg}`);
  return { number, version };
}

function readDecision(arg: string): { number: string; version: number; approve: boolean } {
  const { word, number, version } = readButton(arg);
  return { number, version, approve: word === 'setuju' };
}
