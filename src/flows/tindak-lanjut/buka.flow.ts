/** News on a phone that several people use: it waits until it is asked for. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '../prompts/choice.ts';
import { complete, verdict } from './cek.flow.ts';
import type { ReportCard } from './rules.ts';
import { whichOwn } from './which.ts';

export const openNews: Flow<{ number: string } | null, void> = {
  name: 'laporan-kabar',
  version: 1,
  async run(t, args) {
    const which = args?.number || (await whichOwn(t, 'kabar'));
    const told =
      which && (await t.read<ReportCard | null>('satu', 'aduan.milik-satu', { number: which, what: 'kabar' }));
    if (!told) return t.say(tx('tindak-lanjut.noNews'));
    const { number, news, state } = told;
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
    await t.effect('netral', 'aduan.netral', { neutral: said === 'ya' });
    t.say(tx(`tindak-lanjut.shared-${said}`));
  },
};
