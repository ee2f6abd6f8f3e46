/** "Is this letter real?": by the check code at its foot, for anybody. Says what the letter itself says, and of nobody who they are. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { text } from '#flows/prompts/text.ts';
import type { CheckedLetter } from './rules.ts';

export const checkLetter: Flow<{ said: string }, void> = {
  name: 'cek-surat',
  version: 1,
  async run(t, args) {
    const ask = text({ text: tx('sikulin.askCheckCode'), min: 4, max: 60, oneLine: true });
    const said = args.said || (await t.ask('kode', ask));
    const letter = await t.read<CheckedLetter>('surat', 'sikulin.check-letter', { said });
    if (letter.state === 'unknown') return t.say(tx('sikulin.check-unknown', { said }));
    t.say(tx(`sikulin.check-${letter.state}`, { ...letter, to: tx(`sikulin.kind-${letter.kind}`) }));
  },
};
