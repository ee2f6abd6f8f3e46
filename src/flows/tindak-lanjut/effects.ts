/** E-TINDAK LANJUT's commands by name. */
import type { Command, Commands } from '#services/commands.ts';
import { act } from './effects/act.ts';
import { kirim } from './effects/kirim.ts';
import { reporter } from './effects/reporter.ts';
import { files, markSafe } from './effects/show-files.ts';

export const reportCommands: Commands = {
  'aduan.kirim': kirim,
  'aduan.tindak': act,
  'aduan.pelapor': reporter as Command,
  'aduan.berkas': files as Command,
  'aduan.aman': markSafe as Command,
};
