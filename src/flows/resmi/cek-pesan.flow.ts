/** A message that somebody doubts: what to look at in it, and whom of the office it may go to. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { choice } from '../prompts/choice.ts';
import { text } from '../prompts/text.ts';
import { isSuspicious, linesOf } from './rules.ts';
import type { Inspection } from './rules.ts';

/** The words of it, typed, forwarded or under a picture; or the card of whoever sent it. */
const doubted = (): Prompt<string> => {
  const words = text({ text: tx('resmi.askMessage'), min: 3, max: 4000 });
  return {
    ...words,
    expects: tx('resmi.typeIt'),
    parse(answer, context) {
      if (answer.kind === 'text') return words.parse(answer, context);
      if (answer.kind === 'contact') return { ok: answer.phone };
      if ('caption' in answer && answer.caption) return words.parse({ kind: 'text', text: answer.caption }, context);
      return { refuse: tx('resmi.typeIt') };
    },
  };
};

export const checkMessage: Flow<null, void> = {
  name: 'cek-pesan',
  version: 1,
  async run(t) {
    const said = await t.ask('pesan', doubted());
    const seen = await t.read<Inspection>('periksa', 'resmi.periksa', { text: said });
    const lines = linesOf(seen);
    t.say(tx(isSuspicious(seen) ? 'resmi.suspicious' : lines.length ? 'resmi.careful' : 'resmi.nothing', { lines }));
    const next = await t.ask(
      'lanjut',
      choice({
        text: tx('resmi.askNext'),
        choices: [
          { id: 'kirim', label: tx('resmi.toOffice'), synonyms: ['kirim', 'ya', 'lapor', 'send'] },
          { id: 'selesai', label: tx('resmi.enough'), synonyms: ['tidak', 'selesai', 'cukup', 'no'] },
        ],
      }),
    );
    if (next === 'selesai') return t.say(tx('resmi.bye'));
    const { number } = await t.effect<{ number: string }>('lapor', 'desk.request', { note: said, about: 'palsu' });
    t.say(tx('resmi.reported', { number }));
  },
};
