import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, Prompt } from '#flows/engine/prompt.ts';
import { normalise } from './normalise.ts';

/** The signs a code is made of: no I, L, O, U, which people read as 1, 0 or V. */
export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const EXPECTS = tx('prompts.code.expects');

/** A code as it is stored: upper case, no separators, look-alikes turned into the sign they look like. */
export const normaliseCode = (said: string): string =>
  normalise(said)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');

const isCode = (code: string): boolean =>
  code.length >= 6 && code.length <= 8 && [...code].every((sign) => CODE_ALPHABET.includes(sign));

/** The whole message as one code, else the only word of it that can be one: "kode saya AB12CD". Words need a digit, or "halo pak" were one. */
const parseCode = (said: string): Parsed<string> => {
  const whole = normaliseCode(said);
  if (isCode(whole) && (/\d/.test(normalise(said)) || !normalise(said).includes(' '))) return { ok: whole };
  const words = normalise(said)
    .split(' ')
    .filter((word) => /\d/.test(word))
    .map(normaliseCode)
    .filter(isCode);
  const [only] = words;
  return only !== undefined && words.length === 1 ? { ok: only } : { refuse: EXPECTS };
};

/** A one-time code of 6 to 8 signs; value: normalised as by `normaliseCode`. Whether it is valid, a command decides. */
export const code = ({ text, label }: { text: TextRef; label?: TextRef }): Prompt<string> => ({
  kind: 'code',
  text,
  ...(label && { label }),
  expects: EXPECTS,
  parse: (answer) => (answer.kind === 'text' ? parseCode(answer.text) : { refuse: EXPECTS }),
});
