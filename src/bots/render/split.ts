/** Cuts a long text where a reader would: between paragraphs, else lines, else words, else characters. Pure. */
import { cut, type Rich } from './html.ts';

const graphemes = new Intl.Segmenter('id', { granularity: 'grapheme' });

/** Parts of at most `limit` UTF-16 units, none of them empty unless the whole is; nothing but blanks at the borders is dropped. */
export const split = (rich: Rich, limit: number): Rich[] => {
  const parts: Rich[] = [];
  let from = 0;
  while (rich.text.length - from > limit) {
    const to = border(rich.text, from, limit);
    const part = trimmed(rich, from, to);
    if (part.text) parts.push(part);
    from = to;
  }
  const rest = trimmed(rich, from, rich.text.length);
  if (rest.text || parts.length === 0) parts.push(rest);
  return parts;
};

/** A paragraph or line border in the first half is left alone: it would make a stub of a part. */
const border = (text: string, from: number, limit: number): number => {
  const window = text.slice(from, from + limit);
  for (const blank of ['\n\n', '\n']) {
    const at = window.lastIndexOf(blank);
    if (at >= limit / 2) return from + at + blank.length;
  }
  const word = Math.max(window.lastIndexOf(' '), window.lastIndexOf('\n'));
  return word > 0 ? from + word + 1 : from + wholeCharacters(text.slice(from, from + limit + 64), limit);
};

/** Never through an emoji or a letter with its marks, unless one alone is longer than the limit. */
const wholeCharacters = (text: string, limit: number): number =>
  graphemes.segment(text).containing(limit)?.index || limit;

const trimmed = (rich: Rich, from: number, to: number): Rich => {
  const text = rich.text.slice(from, to);
  return cut(rich, from + (text.length - text.trimStart().length), from + text.trimEnd().length);
};
