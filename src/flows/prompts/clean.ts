/** What people type, made safe to show and to compare. Pure; used for every text that came from outside. */

// Default-ignorable characters hide text or turn its direction; ZWJ and VS16 stay, emoji are built with them.
const HIDDEN = /(?![\u200d\ufe0f])\p{Default_Ignorable_Code_Point}|[\u2800\ufffc]/gu;
const CONTROLS = /(?![\n\t])\p{Cc}/gu;
/** A base letter carries at most this many marks; more is "zalgo" that spills over the lines around it. */
const MAX_MARKS = 4;
const MARK_RUNS = new RegExp(`(\\p{M}{${MAX_MARKS}})\\p{M}+`, 'gu');

/** Safe to show: no controls, no hidden or direction-turning characters, no piles of marks; line breaks as `\n`. */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(CONTROLS, '')
    .replace(HIDDEN, '')
    .normalize('NFC')
    .replace(MARK_RUNS, '$1');

/** Safe to keep as an answer: clean, without spaces at the ends of lines and without piles of empty lines. */
export const tidy = (text: string): string =>
  clean(text)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** True when somebody could read something in it: a letter or digit of any script. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(clean(text));
