/** A file that nobody asked for, from somebody whose booking waits for its letter: is it that? */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Choice } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { giveLetter } from './wishes.ts';
import { visitChoice, visitorOf } from './rules.ts';
import type { VisitCard } from './rules.ts';

const NO = 'bukan';

/** Begun with the file as the answer to `surat`; it ends without a word where no booking waits for a letter. */
export const looseLetter: Flow<null, void> = {
  name: 'sikulin-surat-lepas',
  version: 1,
  async run(t) {
    const waiting = await t.read<VisitCard[]>('menunggu', 'sikulin.letterless', {});
    if (!waiting.length) return;
    const number = await whose(t, waiting);
    if (number === NO) return t.say(tx('sikulin.notALetter'));
    await giveLetter(t, number);
  },
};

function whose(t: Handle, waiting: readonly VisitCard[]): Promise<string> {
  const no: Choice = { id: NO, label: tx('sikulin.looseNo'), synonyms: ['bukan', 'tidak', 'no', 'none'] };
  const [only] = waiting;
  if (only && waiting.length === 1) {
    const yes = { id: only.number, label: tx('sikulin.looseYes'), synonyms: ['ya', 'iya', 'benar', 'betul', 'yes'] };
    const text = tx('sikulin.askLooseOne', { ...only, visitor: visitorOf(only) });
    return t.ask('untuk', choice({ text, choices: [yes, no] }));
  }
  return t.ask('untuk', choice({ text: tx('sikulin.askLoose'), choices: [...waiting.map(visitChoice), no] }));
}
