import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, Prompt } from '#flows/engine/prompt.ts';
import { hasWords, tidy } from './normalise.ts';

export interface TextOptions {
  text: TextRef;
  label?: TextRef;
  /** Characters, both inclusive; default 2 and 1,000. */
  min?: number;
  max?: number;
  /** Names and the like: line breaks become spaces, so that nobody writes lines of their own into a summary. */
  oneLine?: boolean;
}

const EXPECTS = tx('prompts.text.expects');

const parseText = (said: string, min: number, max: number, oneLine: boolean): Parsed<string> => {
  const text = oneLine ? tidy(said).replace(/\s+/g, ' ') : tidy(said);
  if (!hasWords(text)) return { refuse: EXPECTS };
  const length = [...text].length;
  if (length > max) return { refuse: tx('prompts.text.tooLong', { max, length }) };
  if (length < min) return { refuse: tx('prompts.text.tooShort', { min }) };
  return { ok: text };
};

/** An account in the person's own words; value: the tidied text. */
export const text = ({ text, label, min = 2, max = 1000, oneLine = false }: TextOptions): Prompt<string> => ({
  kind: 'text',
  text,
  ...(label && { label }),
  expects: EXPECTS,
  freeText: true,
  parse: (answer) => (answer.kind === 'text' ? parseText(answer.text, min, max, oneLine) : { refuse: EXPECTS }),
});
