import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { normalise } from './normalise.ts';
import { digitize } from './numerals.ts';
import { text } from './text.ts';

export interface NameOptions {
  text: TextRef;
  label?: TextRef;
  /** Characters; 80 where it is left out. */
  max?: number;
}

const EXPECTS = tx('prompts.name.expects');

/** Two letters, and more than a number: an answer to another question would stand on the ticket as a name. */
const isName = (said: string): boolean => (digitize(normalise(said)).match(/\p{L}/gu)?.length ?? 0) >= 2;

/** Somebody's name, on one line; value: the tidied text. */
export const name = ({ text: question, label, max = 80 }: NameOptions): Prompt<string> => {
  const words = text({ text: question, ...(label && { label }), max, oneLine: true });
  return {
    ...words,
    kind: 'name',
    parse(answer, context) {
      const parsed = words.parse(answer, context);
      return 'ok' in parsed && !isName(parsed.ok) ? { refuse: EXPECTS } : parsed;
    },
  };
};
