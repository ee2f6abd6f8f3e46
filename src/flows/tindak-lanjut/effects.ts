/** E-TINDAK LANJUT's commands by name. */
import type { Command, Commands } from '#services/commands.ts';
import { act } from './effects/act.ts';
import { enter } from './effects/catat.ts';
import { exportReports } from './effects/export.ts';
import { kirim } from './effects/kirim.ts';
import { setNeutral } from './effects/neutral.ts';
import { reporter } from './effects/reporter.ts';
import { files, markSafe } from './effects/show-files.ts';

/** A citizen's request key stands in their chat for a while: in a report it would tell whose it is. */
const unlinked =
  <A>(command: Command<A>): Command<A> =>
  (request, services) =>
    command({ ...request, requestKey: services.hash.request(request.requestKey) }, services);

export const reportCommands: Commands = {
  'aduan.kirim': unlinked(kirim) as Command,
  'aduan.pelapor': unlinked(reporter) as Command,
  'aduan.netral': setNeutral as Command,
  'aduan.tindak': act as Command,
  'aduan.berkas': files as Command,
  'aduan.catat': enter as Command,
  'aduan.ekspor': exportReports as Command,
  'aduan.aman': markSafe as Command,
};
