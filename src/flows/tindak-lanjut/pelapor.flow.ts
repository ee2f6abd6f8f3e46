/** What a reporter does by a word of their own: takes a report back, adds to it, or objects to how a request was answered. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { text } from '../prompts/text.ts';
import type { ReportCard } from './rules.ts';
import { sayTo } from './say-to.ts';
import type { Action } from './states.ts';
import { whichOwn } from './which.ts';

export const objection = byWord('laporan-keberatan', 'keberatan');
export const addition = byWord('laporan-tambah', 'lengkapi');
export const withdrawal = byWord('laporan-tarik', 'tarik');

function byWord(name: string, action: Action): Flow<{ number: string } | null, void> {
  return {
    name,
    version: 1,
    async run(t, args) {
      const said = args?.number || (await whichOwn(t, action));
      if (said === null) return t.say(tx(`tindak-lanjut.none-${action}`));
      const card = await t.read<ReportCard | null>('satu', 'aduan.milik-satu', { number: said, what: action });
      if (!card) {
        const other = await t.read<ReportCard | null>('lain', 'aduan.milik-satu', { number: said });
        return t.say(tx(`tindak-lanjut.${other ? 'verdictLate' : 'notYours'}`, { number: other?.number ?? said }));
      }
      const { number, objection: refused } = card;
      if (action === 'keberatan' && refused)
        return t.say(tx(`tindak-lanjut.noObjection-${refused.why}`, { number, day: refused.day }));
      const note = await t.ask('isi', text({ text: tx(`tindak-lanjut.ask-${action}`, { number }), min: 3, max: 1500 }));
      const acted = await sayTo(t, 'kirim', { number, action, note });
      if (acted)
        t.say(tx(acted.outcome === 'done' ? `tindak-lanjut.done-${action}` : 'tindak-lanjut.verdictLate', { number }));
    },
  };
}
