import { tx, type Choice, type TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { matchChoice } from './match-choice.ts';

export interface Skip {
  /** Whole-message spellings, lower case, any language. */
  words: readonly string[];
  /** At most 24 characters. */
  label: TextRef;
}

/** Not needed at all. */
export const SKIP: Skip = {
  words: 'lewati lewat lewatkan skip kosong kosongkan tidak tdk gak ga nggak no none'
    .split(' ')
    .concat(['tidak ada', 'tdk ada', 'gak ada', 'ga ada', 'tidak perlu', 'gak usah', 'tidak usah', 'no need']),
  label: tx('prompts.skip.skip'),
};

/** Needed, but not now. */
export const LATER: Skip = {
  words: 'menyusul nyusul nanti belum later'
    .split(' ')
    .concat(['surat menyusul', 'suratnya menyusul', 'nanti menyusul', 'nanti saja', 'nanti aja', 'belum ada'])
    .concat(['belum siap', 'not yet', 'to follow', 'will follow']),
  label: tx('prompts.skip.later'),
};

const ID = 'skip';

/** Where a digit is the answer itself, "1" must not mean the only button. */
const TAKES_DIGITS = new Set(['number', 'money', 'people', 'time', 'date', 'moment', 'phone', 'code', 'choices']);

/** Any question that may be left open; value: null where it was. */
export const optional = <T>(prompt: Prompt<T>, { words, label }: Skip): Prompt<T | null> => {
  const choice: Choice = { id: ID, label, synonyms: words };
  const choices = TAKES_DIGITS.has(prompt.kind) ? prompt.choices : [...(prompt.choices ?? []), choice];
  const skips = (said: string): boolean => {
    const match = /\d/.test(said) ? null : matchChoice(said, [{ id: ID, label: '', synonyms: words }]);
    return match !== null && 'id' in match;
  };
  return {
    ...prompt,
    ...(choices && { choices }),
    parse: (answer, context) => {
      if (answer.kind === 'choice' && answer.id === ID) return { ok: null };
      if (answer.kind === 'text' && skips(answer.text)) return { ok: null };
      return prompt.parse(answer, context);
    },
  };
};
