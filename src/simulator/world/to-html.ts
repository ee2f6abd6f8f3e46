/** Text and entities back to HTML, for a page that shows what a phone would. */
import type { MessageEntity } from '@grammyjs/types';

const TAGS: Partial<Record<MessageEntity['type'], string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  spoiler: 'tg-spoiler',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
  code: 'code',
  pre: 'pre',
};

const ESCAPES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[<>&"]/g, (character) => ESCAPES[character]!);

function tags(entity: MessageEntity): { open: string; close: string } | null {
  if (entity.type === 'text_link') return { open: `<a href="${escape(entity.url)}">`, close: '</a>' };
  const tag = TAGS[entity.type];
  return tag ? { open: `<${tag}>`, close: `</${tag}>` } : null;
}

/** Offsets are UTF-16 units. Entities must nest, as the platform guarantees. */
export function toHtml(text: string, entities: readonly MessageEntity[]): string {
  const opens = new Map<number, string>();
  const closes = new Map<number, string>();
  const outerFirst = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  for (const entity of outerFirst) {
    const tag = tags(entity);
    if (!tag) continue;
    const end = entity.offset + entity.length;
    opens.set(entity.offset, (opens.get(entity.offset) ?? '') + tag.open);
    closes.set(end, tag.close + (closes.get(end) ?? ''));
  }
  let html = '';
  for (let at = 0; at <= text.length; at++) {
    html += (closes.get(at) ?? '') + (opens.get(at) ?? '');
    if (at < text.length) html += escape(text[at]!);
  }
  return html;
}
