/** MarkdownV2: strict about its reserved characters, with the platform's own errors. */
import type { MessageEntity } from '@grammyjs/types';
import { link, sorted, type Formatted } from './html.ts';
import { badRequest } from './refusal.ts';

type Style =
  'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler' | 'code' | 'pre' | 'text_link' | 'custom_emoji';

interface Open {
  type: Style;
  mark: string;
  offset: number;
  byte: number;
  language?: string;
}

const RESERVED = /[_*[\]()~`>#+\-=|{}.!]/;
/** Longest first, so that `__` is not read as two `_`. */
const MARKS: [string, Style][] = [
  ['```', 'pre'],
  ['__', 'underline'],
  ['||', 'spoiler'],
  ['![', 'custom_emoji'],
  ['_', 'italic'],
  ['*', 'bold'],
  ['~', 'strikethrough'],
  ['`', 'code'],
  ['[', 'text_link'],
];
const ENDS: Partial<Record<Style, string>> = { text_link: ']', custom_emoji: ']' };
/** The platform names entities in its errors by its own words. */
const NAMES: Partial<Record<Style, string>> = { text_link: 'TextUrl', custom_emoji: 'CustomEmoji', pre: 'Pre' };

const fail = (what: string) => badRequest(`can't parse entities: ${what}`);
const nameOf = (type: Style): string => NAMES[type] ?? type.charAt(0).toUpperCase() + type.slice(1);

class Parser {
  private source: string;
  private at = 0;
  private text = '';
  private entities: MessageEntity[] = [];
  private open: Open[] = [];
  private quoteFrom: number | null = null;
  private lineStart = true;

  constructor(source: string) {
    this.source = source;
  }

  run(): Formatted {
    while (this.at < this.source.length) this.step();
    const unclosed = this.open.at(-1);
    if (unclosed) throw fail(`Can't find end of ${nameOf(unclosed.type)} entity at byte offset ${unclosed.byte}`);
    this.endQuote();
    return { text: this.text, entities: sorted(this.entities) };
  }

  private step(): void {
    const { source, at } = this;
    const inner = this.open.at(-1);
    const raw = inner?.type === 'code' || inner?.type === 'pre';
    if (source[at] === '\\' && at + 1 < source.length && source.charCodeAt(at + 1) <= 126)
      return this.put(source[at + 1]!, 2);
    if (inner && source.startsWith(ENDS[inner.type] ?? inner.mark, at)) return this.close(inner);
    if (raw) return this.put(source[at]!, 1);
    if (source[at] === '\n') return this.newLine();
    if (source[at] === '>' && this.lineStart) return this.quote();
    const mark = MARKS.find(([each]) => source.startsWith(each, at));
    if (mark) return this.begin(mark[1], mark[0]);
    if (RESERVED.test(source[at]!))
      throw fail(`Character '${source[at]}' is reserved and must be escaped with the preceding '\\'`);
    this.put(source[at]!, 1);
  }

  private put(character: string, length: number): void {
    this.text += character;
    this.at += length;
    this.lineStart = character === '\n';
  }

  private newLine(): void {
    if (this.quoteFrom !== null && this.source[this.at + 1] !== '>') this.endQuote();
    this.put('\n', 1);
  }

  private quote(): void {
    this.quoteFrom ??= this.text.length;
    this.at += 1;
    this.lineStart = false;
  }

  private endQuote(): void {
    if (this.quoteFrom === null) return;
    const length = this.text.length - this.quoteFrom;
    if (length > 0) this.entities.push({ type: 'blockquote', offset: this.quoteFrom, length });
    this.quoteFrom = null;
  }

  private begin(type: Style, mark: string): void {
    const open: Open = { type, mark, offset: this.text.length, byte: Buffer.byteLength(this.source.slice(0, this.at)) };
    this.at += mark.length;
    if (type === 'pre') {
      const language = /^([^\s`]+)?(?:\r?\n)/.exec(this.source.slice(this.at));
      if (language?.[1]) open.language = language[1];
      this.at += language?.[0].length ?? 0;
    }
    this.open.push(open);
    this.lineStart = false;
  }

  private close({ type, mark, offset, language }: Open): void {
    this.open.pop();
    this.at += (ENDS[type] ?? mark).length;
    const range = { offset, length: this.text.length - offset };
    const url = type === 'text_link' || type === 'custom_emoji' ? this.url() : undefined;
    if (range.length === 0) return;
    if (type === 'text_link') this.entities.push(...link(url ?? this.text.slice(offset), range));
    else if (type === 'custom_emoji') this.entities.push({ type, ...range, custom_emoji_id: emojiId(url) });
    else if (type === 'pre') this.entities.push({ type, ...range, ...(language !== undefined && { language }) });
    else this.entities.push({ type, ...range });
  }

  /** The `(…)` behind a link's text. */
  private url(): string | undefined {
    if (this.source[this.at] !== '(') return undefined;
    const start = this.at + 1;
    const match = /^((?:\\[\s\S]|[^\\)])*)\)/.exec(this.source.slice(start));
    if (!match) throw fail(`Can't find end of a URL at byte offset ${Buffer.byteLength(this.source.slice(0, start))}`);
    this.at = start + match[0].length;
    return match[1]!.replaceAll(/\\([\s\S])/g, '$1');
  }
}

function emojiId(url: string | undefined): string {
  const id = /^tg:\/\/emoji\?id=(\d+)$/.exec(url ?? '')?.[1];
  if (id === undefined) throw fail('The entity must contain a tg://emoji or tg://time URL');
  return id;
}

export const parseMarkdownV2 = (source: string): Formatted => new Parser(source).run();
