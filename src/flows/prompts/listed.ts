import { tx, type Choice, type TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { choice } from './choice.ts';

/** The answer that asks for the next page. */
export const MORE = 'lainnya';

export interface ListedOptions {
  text: TextRef;
  /** Those of this page. */
  choices: readonly Choice[];
  /** Others come behind them. */
  more: boolean;
  /** The number that a message is, whichever page it stands on; null where it is none. */
  numberIn(said: string): string | null;
  /** A number as they are written; a report's where left out. */
  example?: string;
}

/** A `numberIn` for numbers of one letter and so many digits: `g100001`, "no. G 100001", "100001". */
export function numbered(letter: string, least: number, most = least): ListedOptions['numberIn'] {
  const shape = new RegExp(`^(?:no(?:mor)?\\b[.:]? ?)?${letter}?[- ]?(\\d{${least},${most}})$`, 'i');
  return (said) => {
    const digits = shape.exec(said.trim())?.[1];
    return digits === undefined ? null : `${letter}-${digits}`;
  };
}

const NEXT: Choice = {
  id: MORE,
  label: tx('prompts.listed.more'),
  synonyms: ['lain', 'yang lain', 'yang lainnya', 'berikutnya', 'selanjutnya', 'more', 'others', 'next'],
};

/** One of a list that is shown a page at a time; value: its number, or `MORE`. */
export function listed({ text, choices, more, numberIn, example = 'A-1001' }: ListedOptions): Prompt<string> {
  const shown = choice({ text, choices: more ? [...choices, NEXT] : choices });
  const expects = tx('prompts.listed.expects', { example });
  return {
    ...shown,
    expects,
    parse: (answer, context) => {
      const parsed = shown.parse(answer, context);
      if (!('refuse' in parsed)) return parsed;
      const number = answer.kind === 'text' ? numberIn(answer.text) : null;
      return number === null ? { refuse: expects } : { ok: number };
    },
  };
}
