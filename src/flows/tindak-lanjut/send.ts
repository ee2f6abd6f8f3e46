/** The last question of a report: send, change, or without a name. */
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { confirm } from '../prompts/confirm.ts';

export const ANONYMOUS = 'anonim';
/** The same matter was reported: this one is kept with it. */
export const FOLLOW = 'ikut';
const FOLLOW_WORDS = ['ikut', 'ikuti', 'ikut saja', 'ikut yang ada', 'follow'];
const SYNONYMS = ['tanpa nama', 'anonim', 'jangan pakai nama', 'rahasiakan', 'anonymous', 'without name'];

/** "Tapi jangan bilang-bilang namaku ya". */
const HIDES = /(?:jangan|tanpa|rahasia|don'?t|without).{0,25}nam[ae]/i;

/** Value: `yes`, `anonim` or `ikut`; *change* is the engine's. */
export function send(lines: readonly TextRef[], offer: { anonymous: boolean; follow: boolean }): Prompt<string> {
  const asked = confirm({ text: tx('tindak-lanjut.sendAsk'), lines, yes: tx('tindak-lanjut.sendYes') });
  const [yes, change] = asked.choices ?? [];
  const anonymous = { id: ANONYMOUS, label: tx('tindak-lanjut.sendAnonymous'), synonyms: SYNONYMS };
  const follow = { id: FOLLOW, label: tx('tindak-lanjut.sendFollow'), synonyms: FOLLOW_WORDS };
  return {
    ...asked,
    choices: [yes!, change!, ...(offer.anonymous ? [anonymous] : []), ...(offer.follow ? [follow] : [])],
    expects: tx('tindak-lanjut.sendExpects'),
    parse: (answer, context) => {
      // Said in words, it is found among the choices by the engine, like any label.
      if (offer.anonymous && answer.kind === 'choice' && answer.id === ANONYMOUS) return { ok: ANONYMOUS };
      if (offer.anonymous && answer.kind === 'text' && HIDES.test(answer.text)) return { ok: ANONYMOUS };
      if (offer.follow && answer.kind === 'choice' && answer.id === FOLLOW) return { ok: FOLLOW };
      const parsed = asked.parse(answer, context);
      return 'refuse' in parsed ? { refuse: tx('tindak-lanjut.sendExpects') } : parsed;
    },
  };
}
