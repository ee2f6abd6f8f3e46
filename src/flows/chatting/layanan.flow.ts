/** What a member asks the secretariat for: which service, what it needs, and who takes care of it hears of it. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { account as accountPrompt } from '../prompts/account.ts';
import { choice } from '../prompts/choice.ts';
import type { Asked, ServiceOption } from './rules.ts';

export const service: Flow<null, void> = {
  name: 'layanan',
  version: 1,
  async run(t) {
    const offered = await t.read<ServiceOption[]>('layanan', 'chatting.layanan', {});
    const code = await t.ask(
      'apa',
      choice({
        text: tx('chatting.askService'),
        choices: offered.map(({ id, name, words }) => ({
          id,
          label: tx('chatting.option', { name }),
          synonyms: words,
        })),
      }),
    );
    const found = offered.find(({ id }) => id === code);
    const account = await t.ask('pesan', accountPrompt({ text: tx('chatting.askWhat', { ask: found?.ask ?? '' }) }));
    const { number, opens } = await t.effect<Asked>('minta', 'chatting.minta', { account, service: code });
    t.say(tx(opens === null ? 'chatting.served' : 'chatting.servedClosed', { number, opens, name: found?.name ?? '' }));
  },
};
