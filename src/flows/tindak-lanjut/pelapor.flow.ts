/** What a reporter does by a word of their own: takes a report back, adds to it, or objects to how a request was answered. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { text } from '../prompts/text.ts';
import { askMore } from './adding.ts';
import type { Added } from './adding.ts';
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
      const words = await wordsFor(t, action, number);
      const acted = await sayTo(t, 'kirim', { number, action, ...words });
      if (acted)
        t.say(tx(acted.outcome === 'done' ? `tindak-lanjut.done-${action}` : 'tindak-lanjut.verdictLate', { number }));
    },
  };
}

/** To a report pictures can be added as well; the office is to be told in words why one is taken back or objected to. */
async function wordsFor(t: Handle, action: Action, number: string): Promise<Added | { note: string }> {
  const question = `tindak-lanjut.ask-${action}`;
  if (action === 'lengkapi') return askMore(t, 'isi', question, number);
  return { note: await t.ask('isi', text({ text: tx(question, { number }), min: 3, max: 1500 })) };
}
