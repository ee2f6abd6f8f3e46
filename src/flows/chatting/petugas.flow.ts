/** A person of staff is asked for; what follows is handed on by the engine's talk. And what it was worth, in one tap. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { account as accountPrompt } from '../prompts/account.ts';
import { isDanger } from '../tindak-lanjut/listening.ts';
import type { Asked, Rate } from './rules.ts';

export const askPerson: Flow<null, void> = {
  name: 'petugas',
  version: 1,
  async run(t) {
    const account = await t.ask('pesan', accountPrompt({ text: tx('chatting.askNote') }));
    // Before anything that could take its time.
    if (isDanger(account.text)) t.say(tx('chatting.danger'));
    const { number, opens } = await t.effect<Asked>('minta', 'chatting.minta', { account });
    t.say(opens === null ? tx('chatting.asked', { number }) : tx('chatting.askedClosed', { number, opens }));
  },
};

export const rate: Flow<Rate, void> = {
  name: 'obrolan-nilai',
  version: 1,
  async run(t, { number, score }) {
    const { outcome } = await t.effect<{ outcome: string }>('nilai', 'chatting.nilai', { number, score });
    t.say(tx(`chatting.rated-${outcome}`, { number }));
  },
};
