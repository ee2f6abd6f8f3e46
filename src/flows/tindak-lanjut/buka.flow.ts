/** News on a phone that several people use: it waits until it is asked for. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '../prompts/choice.ts';
import { complete, verdict } from './cek.flow.ts';
import { reportChoice } from './rules.ts';
import type { ReportCard } from './rules.ts';

export const openNews: Flow<null, void> = {
  name: 'laporan-kabar',
  version: 1,
  async run(t) {
    const mine = await t.read<ReportCard[]>('milik', 'aduan.milik', {});
    const told = mine.filter(({ news }) => news !== null);
    const [first] = told;
    if (!first) return t.say(tx('tindak-lanjut.noNews'));
    const text = tx('tindak-lanjut.askWhich', { count: told.length });
    const number =
      told.length === 1 ? first.number : await t.ask('laporan', choice({ text, choices: told.map(reportChoice) }));
    const { news, state } = told.find((one) => one.number === number) ?? first;
    if (news) t.say(news);
    if (state === 'ditanyakan') return t.call('lengkapi', complete, { number });
    if (state !== 'dijawab' && state !== 'selesai') return;
    const said = await t.ask(
      'beres',
      choice({
        text: tx('tindak-lanjut.askSolved'),
        choices: [
          { id: 'sudah', label: tx('tindak-lanjut.solved'), synonyms: ['ya', 'iya', 'yes'] },
          { id: 'belum', label: tx('tindak-lanjut.unsolved'), synonyms: ['tidak', 'no'] },
          { id: 'nanti', label: tx('tindak-lanjut.later'), synonyms: ['later'] },
        ],
      }),
    );
    if (said !== 'nanti') await t.call('putusan', verdict, { number, solved: said === 'sudah' });
  },
};

export const shareable: Flow<null, void> = {
  name: 'hp-bersama',
  version: 1,
  async run(t) {
    const said = await t.ask(
      'bersama',
      choice({
        text: tx('tindak-lanjut.askShared'),
        choices: [
          { id: 'ya', label: tx('tindak-lanjut.sharedYes'), synonyms: ['ya', 'iya', 'yes'] },
          { id: 'tidak', label: tx('tindak-lanjut.sharedNo'), synonyms: ['tidak', 'no'] },
        ],
      }),
    );
    const { count } = await t.effect<{ count: number }>('netral', 'aduan.netral', { neutral: said === 'ya' });
    t.say(tx(count ? `tindak-lanjut.shared-${said}` : 'tindak-lanjut.noneMine'));
  },
};
