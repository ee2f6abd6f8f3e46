/** HTML parse mode: the platform's small, strict tag language. Errors are its own, with offsets in UTF-8 bytes. */
import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from './refusal.ts';

export interface Formatted {
  text: string;
  entities: MessageEntity[];
}

type Plain = MessageEntity.CommonMessageEntity['type'];

const STYLES: Record<string, Plain> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
};
const TAGS = new Set([...Object.keys(STYLES), 'a', 'pre', 'code', 'blockquote', 'tg-emoji', 'tg-time']);
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface Open {
  tag: string;
  argument: string;
  offset: number;
}

const fail = (what: string) => badRequest(`can't parse entities: ${what}`);

/** Only these four names and numbers are decoded; anything else stays as written. */
export function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot)(?![a-z]));?/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Throws the platform's refusal for anything but complete, nested, known tags. */
export function parseHtml(html: string): Formatted {
  const state = { text: '', entities: [] as MessageEntity[], open: [] as Open[] };
  let at = 0;
  while (at < html.length) {
    const bracket = html.indexOf('<', at);
    state.text += decodeReferences(html.slice(at, bracket < 0 ? undefined : bracket));
    if (bracket < 0) break;
    const offset = Buffer.byteLength(html.slice(0, bracket));
    at = html[bracket + 1] === '/' ? closeTag(html, bracket, offset, state) : openTag(html, bracket, offset, state);
  }
  const unclosed = state.open.at(-1);
  if (unclosed) throw fail(`Can't find end tag corresponding to start tag "${unclosed.tag}"`);
  return { text: state.text, entities: sorted(state.entities) };
}

export const sorted = (entities: MessageEntity[]): MessageEntity[] =>
  entities.sort((a, b) => a.offset - b.offset || b.length - a.length);

type State = Formatted & { open: Open[] };

/** Reads `<tag a="b">`; the index behind it. */
function openTag(html: string, start: number, offset: number, state: State): number {
  const name = /^[^\s>]*/.exec(html.slice(start + 1))![0];
  const behind = start + 1 + name.length;
  if (behind >= html.length) throw fail(`Unclosed start tag at byte offset ${offset}`);
  const tag = name.toLowerCase();
  if (!TAGS.has(tag)) throw fail(`Unsupported start tag "${tag}" at byte offset ${offset}`);
  const { argument, end } = attributes(html, behind, tag, offset);
  if (tag === 'span' && argument !== 'spoiler')
    throw fail(`Tag "span" must have class "tg-spoiler" at byte offset ${offset}`);
  state.open.push({ tag, argument, offset: state.text.length });
  return end;
}

/** Reads from behind the tag's name; the argument that counts, and the index behind `>`. */
function attributes(html: string, from: number, tag: string, offset: number): { argument: string; end: number } {
  let at = from;
  let argument = '';
  const read = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(html)?.[0] ?? '';
    at += found.length;
    return found;
  };
  for (;;) {
    read(/\s*/y);
    if (html[at] === '>') return { argument, end: at + 1 };
    const name = read(/[^\s=>/"']*/y);
    if (name === '') throw fail(`Empty attribute name in the tag "${tag}" at byte offset ${offset}`);
    const assigned = read(/\s*(?:=\s*)?/y).includes('=');
    if (at >= html.length) throw fail(`Unclosed start tag "${tag}" at byte offset ${offset}`);
    const token = Buffer.byteLength(html.slice(0, at));
    const value = assigned ? read(/"[^"]*"?|'[^']*'?|[\w.-]*/y) : '';
    if (at >= html.length) throw fail(`Unclosed start tag at byte offset ${offset}`);
    const quoted = /^["']/.test(value);
    if (assigned && !quoted && !/[\s>]/.test(html[at]!)) {
      throw fail(`Unexpected end of name token at byte offset ${token}`);
    }
    const plain = quoted ? decodeReferences(value.slice(1, -1)) : value.toLowerCase();
    argument = argumentOf(tag, name, plain) ?? argument;
  }
}

function argumentOf(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href') return value;
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice(9);
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice(3);
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value;
  if (tag === 'blockquote' && attribute === 'expandable') return '1';
  return undefined;
}

function closeTag(html: string, start: number, offset: number, state: State): number {
  const open = state.open.at(-1);
  if (!open) throw fail(`Unexpected end tag at byte offset ${offset}`);
  const match = /^<\/([^\s>]*)\s*>/.exec(html.slice(start));
  if (!match) throw fail(`Unclosed end tag at byte offset ${offset}`);
  const tag = match[1]!.toLowerCase();
  if (tag !== '' && tag !== open.tag) {
    throw fail(`Unmatched end tag at byte offset ${offset}, expected "</${open.tag}>", found "</${tag}>"`);
  }
  state.open.pop();
  addEntity(open, state);
  return start + match[0].length;
}

function addEntity({ tag, argument, offset }: Open, { text, entities }: State): void {
  const length = text.length - offset;
  if (length === 0) return;
  const range = { offset, length };
  const style = STYLES[tag];
  if (style) entities.push({ type: style, ...range });
  else if (tag === 'a') entities.push(...link(argument || text.slice(offset), range));
  else if (tag === 'blockquote') entities.push({ type: argument ? 'expandable_blockquote' : 'blockquote', ...range });
  else if (tag === 'pre') pre(range, entities);
  else if (tag === 'code') entities.push({ type: 'code', ...range, ...(argument && { language: argument }) });
  else if (tag === 'tg-emoji') {
    if (!/^[1-9]\d*$/.test(argument)) throw fail('Invalid custom emoji identifier specified');
    entities.push({ type: 'custom_emoji', ...range, custom_emoji_id: argument });
  }
}

/** `<pre><code class="language-x">` is one entity. */
function pre(range: { offset: number; length: number }, entities: MessageEntity[]): void {
  const code = entities.at(-1) as (MessageEntity & { language?: string }) | undefined;
  const same = code?.type === 'code' && code.offset === range.offset && code.length === range.length && code.language;
  if (same) entities.pop();
  entities.push({ type: 'pre', ...range, ...(same && { language: same }) });
}

/** A link that is none is dropped in silence, its text stays: so does the platform. */
export function link(url: string, range: { offset: number; length: number }): MessageEntity[] {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  const isDeep = /^tg:/i.test(full);
  const known = URL.canParse(full) && (isDeep || new URL(full).hostname.includes('.'));
  return known ? [{ type: 'text_link', ...range, url: isDeep ? full : new URL(full).href }] : [];
}
