/** What a reporter does by a word of their own: takes a report back, adds to it, or objects to how a request was answered. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '../prompts/choice.ts';
import { text } from '../prompts/text.ts';
import { reportChoice } from './rules.ts';
import type { Acted, ReportCard } from './rules.ts';
import { actionsFor } from './states.ts';
import type { Action } from './states.ts';

export const objection = byWord('laporan-keberatan', 'keberatan', ({ kind }) => kind === 'informasi');
export const addition = byWord('laporan-tambah', 'lengkapi', () => true);
export const withdrawal = byWord('laporan-tarik', 'tarik', () => true);

function byWord(name: string, action: Action, fits: (card: ReportCard) => boolean): Flow<null, void> {
  return {
    name,
    version: 1,
    async run(t) {
      const mine = await t.read<ReportCard[]>('milik', 'aduan.milik', {});
      const may = mine.filter((card) => fits(card) && actionsFor(card.state, 'pelapor').includes(action));
      const number = await pick(t, may);
      if (number === null) return t.say(tx(`tindak-lanjut.none-${action}`));
      const note = await t.ask('isi', text({ text: tx(`tindak-lanjut.ask-${action}`, { number }), min: 3, max: 1500 }));
      const acted = await t.effect<Acted>('kirim', 'aduan.pelapor', { number, action, note });
      t.say(tx(acted.outcome === 'done' ? `tindak-lanjut.done-${action}` : 'tindak-lanjut.verdictLate', { number }));
    },
  };
}

async function pick(t: Handle, cards: readonly ReportCard[]): Promise<string | null> {
  const [only] = cards;
  if (!only) return null;
  if (cards.length === 1) return only.number;
  const question = tx('tindak-lanjut.askWhich', { count: cards.length });
  return t.ask('laporan', choice({ text: question, choices: cards.map(reportChoice) }));
}
