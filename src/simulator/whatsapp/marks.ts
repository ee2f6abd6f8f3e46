/** WhatsApp's own marks in a text, as a phone shows them: `*bold*`, `_italic_`, `` `code` ``, one line each. Pure. */
import type { MessageEntity } from '@grammyjs/types';

const KINDS: Record<string, 'bold' | 'italic' | 'code'> = { '*': 'bold', _: 'italic', '`': 'code' };
/** A mark stands beside a border and right at its words; what it encloses holds none of its own sign. */
const MARK = /(?<![\p{L}\p{N}])([*_`])(?=\S)([^\n]*?[^\s\n])\1(?![\p{L}\p{N}])/u;

export const readMarks = (text: string): { text: string; entities: MessageEntity[] } => {
  const found = MARK.exec(text);
  if (!found) return { text, entities: [] };
  const [whole, sign = '', inside = ''] = found;
  const nested = readMarks(inside);
  const before = text.slice(0, found.index);
  const rest = readMarks(text.slice(found.index + whole.length));
  const at = before.length;
  const after = at + nested.text.length;
  const kind = KINDS[sign];
  return {
    text: before + nested.text + rest.text,
    entities: [
      ...(kind ? [{ type: kind, offset: at, length: nested.text.length }] : []),
      ...nested.entities.map((one) => ({ ...one, offset: one.offset + at })),
      ...rest.entities.map((one) => ({ ...one, offset: one.offset + after })),
    ],
  };
};
