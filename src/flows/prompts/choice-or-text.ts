import type { Choice, TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { choice } from './choice.ts';
import { text as freeText } from './text.ts';

export interface ChoiceOrTextOptions<Id extends string> {
  text: TextRef;
  choices: readonly (Choice & { id: Id })[];
}

const LINE = { min: 2, max: 80, oneLine: true };

/** One of a few, or a name in the person's own words where the right one is not among them. */
export const choiceOrText = <Id extends string>({
  text,
  choices,
}: ChoiceOrTextOptions<Id>): Prompt<{ id: Id } | { said: string }> => {
  const few = choice({ text, choices });
  const own = freeText({ text, ...LINE });
  return {
    ...few,
    kind: 'choice-or-text',
    expects: own.expects,
    freeText: true,
    parse: (answer, context) => {
      const picked = few.parse(answer, context);
      if ('ok' in picked) return { ok: { id: picked.ok } };
      if ('which' in picked)
        return { which: picked.which.map(({ label, value }) => ({ label, value: { id: value } })) };
      const said = own.parse(answer, context);
      return 'ok' in said ? { ok: { said: said.ok } } : (said as { refuse: TextRef });
    },
  };
};
