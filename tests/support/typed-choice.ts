/** What a person types where there are no buttons: the number before a choice, or the word of a card. */
import type { Shown } from '#simulator/world/shown.ts';

/** Looks for the newest line that begins with `label`; null where none does. */
export const typedChoice = (label: string, messages: readonly Shown[]): string | null => {
  const lines = messages.toReversed().flatMap(({ text }) => text.split('\n'));
  for (const line of lines) {
    const [, number, numbered = ''] = /^(\d+)\. (.*)$/.exec(line) ?? [];
    if (number !== undefined && numbered.startsWith(label)) return number;
    const [, word = ''] = /^(?:• |(?:Bisa dibalas|You can reply): )(.*)$/.exec(line) ?? [];
    if (word.startsWith(label)) return word;
  }
  return null;
};
