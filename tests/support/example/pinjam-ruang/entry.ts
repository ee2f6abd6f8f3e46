import { tx } from '#flows/engine/message.ts';
import type { Registered } from '#flows/registered.ts';
import { lendRoom } from './pinjam-ruang.flow.ts';

export const lendRoomEntry: Registered = {
  flow: lendRoom,
  innovation: null,
  title: tx('pinjam-ruang.title'),
  who: ['staf', 'anggota'],
  sides: ['members'],
  words: ['pinjam ruang', 'pinjam ruangan', 'borrow a room'],
  menu: { members: { order: 9, label: tx('pinjam-ruang.title') } },
};
