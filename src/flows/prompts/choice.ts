import { tx, type Choice, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, Prompt } from '#flows/engine/prompt.ts';
import { matchChoice } from './match-choice.ts';

export interface ChoiceOptions<Id extends string> {
  text: TextRef;
  label?: TextRef;
  choices: readonly (Choice & { id: Id })[];
}

const EXPECTS = tx('prompts.choice.expects');

/** Labels are matched by the engine, which has them as the person read them; here only numbers and synonyms are known. */
const parseText = <Id extends string>(said: string, choices: readonly (Choice & { id: Id })[]): Parsed<Id> => {
  const match = matchChoice(
    said,
    choices.map(({ id, synonyms = [] }) => ({ id, label: '', synonyms })),
  );
  if (!match) return { refuse: EXPECTS };
  const meant = choices.filter(({ id }) => ('id' in match ? match.id === id : match.ids.includes(id)));
  const only = meant.length === 1 ? meant[0] : undefined;
  return only ? { ok: only.id } : { which: meant.map(({ id, label }) => ({ label, value: id })) };
};

/** One of a few; value: the id of the choice. */
export const choice = <Id extends string>({ text, label, choices }: ChoiceOptions<Id>): Prompt<Id> => ({
  kind: 'choice',
  text,
  ...(label && { label }),
  choices,
  expects: EXPECTS,
  parse: (answer) => {
    if (answer.kind === 'text') return parseText(answer.text, choices);
    const picked = answer.kind === 'choice' ? choices.find(({ id }) => id === answer.id) : undefined;
    return picked ? { ok: picked.id } : { refuse: EXPECTS };
  },
});
