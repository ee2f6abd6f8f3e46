/** The HTML subset of a message (b, i, code, a) taken apart and put together again, so that it can be cut anywhere. Pure. */

export interface Mark {
  tag: 'b' | 'i' | 'code' | 'a';
  href?: string;
  /** UTF-16 offsets in the text; `to` is the first one outside. Marks nest, outer before inner. */
  from: number;
  to: number;
}

export interface Rich {
  text: string;
  marks: Mark[];
}

const TOKEN = /<(\/?)(b|i|code|a)(?:\s+href="([^"]*)")?\s*>|&(?:(amp|lt|gt|quot)|#(\d{1,7})|#x([\da-f]{1,6}));/gi;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Takes anything: what is no tag of the subset is text, so that a slip in a text is seen and never stops a message. */
export const parseHtml = (html: string): Rich => {
  const marks: Mark[] = [];
  const open: Mark[] = [];
  let text = '';
  let last = 0;
  for (const token of html.matchAll(TOKEN)) {
    text += html.slice(last, token.index);
    last = token.index + token[0].length;
    const tag = token[2]?.toLowerCase() as Mark['tag'] | undefined;
    if (!tag) text += character(token);
    else if (token[1]) close(open, tag, text.length);
    else open.push(mark(marks, tag, token[3], text.length));
  }
  text += html.slice(last);
  for (const left of open) left.to = text.length;
  return { text, marks: marks.filter(({ from, to }) => from < to) };
};

const mark = (marks: Mark[], tag: Mark['tag'], href: string | undefined, from: number): Mark => {
  const made: Mark = { tag, ...(href !== undefined && { href: plain(href) }), from, to: from };
  marks.push(made);
  return made;
};

const close = (open: Mark[], tag: Mark['tag'], at: number): void => {
  const place = open.findLastIndex((one) => one.tag === tag);
  if (place < 0) return;
  for (const closed of open.splice(place)) closed.to = at;
};

const character = ([, , , , named, decimal, hex]: RegExpExecArray | RegExpMatchArray): string => {
  if (named) return NAMED[named.toLowerCase()]!;
  const code = decimal ? Number(decimal) : Number.parseInt(hex!, 16);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
};

/** What a person reads once every tag is gone. */
export const plain = (html: string): string => parseHtml(html).text;

/** The part from `from` to `to`; marks that reach over a border end and begin there. */
export const cut = ({ text, marks }: Rich, from: number, to: number): Rich => ({
  text: text.slice(from, to),
  marks: marks
    .filter((one) => one.from < to && one.to > from)
    .map((one) => ({ ...one, from: Math.max(one.from, from) - from, to: Math.min(one.to, to) - from })),
});

/** Puts `text` together with a writer of its own for each channel. */
export interface Writer {
  text(part: string): string;
  open(mark: Mark): string;
  close(mark: Mark): string;
}

export const write = ({ text, marks }: Rich, writer: Writer): string => {
  const borders = [...new Set([0, text.length, ...marks.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  const open: Mark[] = [];
  let out = '';
  borders.forEach((at, index) => {
    while (open.at(-1)?.to === at) out += writer.close(open.pop()!);
    for (const one of marks) if (one.from === at) out += writer.open(open[open.push(one) - 1]!);
    out += writer.text(text.slice(at, borders[index + 1] ?? at));
  });
  return out;
};

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const HTML: Writer = {
  text: escape,
  open: ({ tag, href }) => (tag === 'a' ? `<a href="${escape(href ?? '')}">` : `<${tag}>`),
  close: ({ tag }) => `</${tag}>`,
};

export const toHtml = (rich: Rich): string => write(rich, HTML);
