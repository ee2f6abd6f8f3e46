/** "Hapus data saya": what goes at once, what stays and why; then, where they still want it, it is gone. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '../prompts/choice.ts';
import { goesLines, isEmpty, staysLines } from './rules.ts';
import type { Mine } from './rules.ts';

export const eraseMine: Flow<null, void> = {
  name: 'hapus-data',
  version: 1,
  async run(t) {
    const mine = await t.read<Mine>('milik', 'data.milik', {});
    const stays = staysLines(mine);
    if (isEmpty(mine)) return t.say(tx('data-saya.nothing', { stays }));
    const said = await t.ask(
      'yakin',
      choice({
        text: tx('data-saya.ask', { goes: goesLines(mine), stays }),
        choices: [
          { id: 'hapus', label: tx('data-saya.yes'), synonyms: ['ya', 'iya', 'hapus', 'yes', 'erase', 'delete'] },
          { id: 'jangan', label: tx('data-saya.no'), synonyms: ['jangan', 'tidak', 'no', 'keep'] },
        ],
      }),
    );
    if (said === 'jangan') return t.say(tx('data-saya.kept'));
    await t.effect('hapus', 'data.hapus', {});
    t.say(tx('data-saya.done'));
  },
};
