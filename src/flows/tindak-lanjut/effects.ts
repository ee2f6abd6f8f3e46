/** E-TINDAK LANJUT's commands by name. */
import type { Commands } from '#services/commands.ts';
import { act, reporter } from './effects/act.ts';
import { kirim } from './effects/kirim.ts';

export const reportCommands: Commands = {
  'aduan.kirim': kirim,
  'aduan.tindak': act,
  'aduan.pelapor': reporter,
};
