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

/** True where a word is said: two letters side by side, or a sign that is a word by itself. "12", "???" and an emoji say none. */
export const saysWord = (text: string): boolean =>
  /\p{L}\p{M}*\p{L}|[\p{Script=Han}\p{Script=Hangul}]/u.test(clean(text));

/** No structured answer is longer; the rest of a flood is not looked at. */
const MATCH_LENGTH = 500;
/** Where something may stand anywhere in an account, or in a message: it is looked at whole. */
export const STORY_LENGTH = 4096;

/** The decimal digits of every script, as 0-9: blocks of Nd are ten long, so the distance to the block's start tells. */
const asciiDigit = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0;
  let start = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start -= 1;
  return String((code - start) % 10);
};

/** For comparing, never for showing: lower case, one space, plain digits and quotes, no emoji glue or keycaps. */
export const normalise = (text: string, length = MATCH_LENGTH): string =>
  clean(text.slice(0, length))
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\u200d\ufe0f\p{Me}]/gu, '')
    .replace(/[\u2018\u2019\u201b\u0060\u00b4\u02bc]/g, "'")
    .replace(/[\u201c\u201d\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
