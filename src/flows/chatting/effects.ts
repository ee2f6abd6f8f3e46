/** Commands of conversations by name. */
import type { Command, Commands } from '#services/commands.ts';
import { ambil, jawab } from './effects/claim.ts';
import { piket } from './effects/duty.ts';
import { akhiri, nilai } from './effects/end.ts';
import { hubungkan, lepaskan } from './effects/grup.ts';
import { minta } from './effects/minta.ts';
import { kata } from './effects/kata.ts';
import { catat, label, laporkan, oper, siap, tutup } from './effects/tools.ts';

export const chattingCommands: Commands = {
  'chatting.minta': minta as Command,
  'chatting.kata': kata as Command,
  'chatting.ambil': ambil as Command,
  'chatting.jawab': jawab as Command,
  'chatting.akhiri': akhiri as Command,
  'chatting.nilai': nilai as Command,
  'chatting.siap': siap as Command,
  'chatting.catat': catat as Command,
  'chatting.label': label as Command,
  'chatting.oper': oper as Command,
  'chatting.laporkan': laporkan as Command,
  'chatting.tutup': tutup as Command,
  'chatting.piket': piket as Command,
  'chatting.hubungkan': hubungkan as Command,
  'chatting.lepaskan': lepaskan as Command,
};
