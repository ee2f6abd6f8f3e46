/** The last question of a report: send, change, or without a name. */
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { confirm } from '../prompts/confirm.ts';

export const ANONYMOUS = 'anonim';
const SYNONYMS = ['tanpa nama', 'anonim', 'jangan pakai nama', 'rahasiakan', 'anonymous', 'without name'];

/** Value: `yes` or `anonim`; *change* is the engine's. */
export function send(lines: readonly TextRef[], offer: { anonymous: boolean }): Prompt<string> {
  const asked = confirm({ text: tx('tindak-lanjut.sendAsk'), lines, yes: tx('tindak-lanjut.sendYes') });
  const [yes, change] = asked.choices ?? [];
  const anonymous = { id: ANONYMOUS, label: tx('tindak-lanjut.sendAnonymous'), synonyms: SYNONYMS };
  return {
    ...asked,
    choices: [yes!, change!, ...(offer.anonymous ? [anonymous] : [])],
    expects: tx('tindak-lanjut.sendExpects'),
    parse: (answer, context) => {
      // Said in words, it is found among the choices by the engine, like any label.
      if (offer.anonymous && answer.kind === 'choice' && answer.id === ANONYMOUS) return { ok: ANONYMOUS };
      const parsed = asked.parse(answer, context);
      return 'refuse' in parsed ? { refuse: tx('tindak-lanjut.sendExpects') } : parsed;
    },
  };
}
