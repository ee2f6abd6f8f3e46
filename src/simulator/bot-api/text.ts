/** Texts and captions as the platform takes them: parsed, trimmed, measured after parsing. */
import type { MessageEntity } from '@grammyjs/types';
import { withAutoEntities } from '../world/auto-entities.ts';
import { parseHtml, type Formatted } from './html.ts';
import { parseMarkdownV2 } from './markdown.ts';
import { badRequest } from './refusal.ts';

const TEXT_LIMIT = 4096;
const CAPTION_LIMIT = 1024;
const ENTITY_LIMIT = 100;

export interface TextArgs {
  parse_mode?: string | undefined;
  entities?: readonly MessageEntity[] | undefined;
}

function parse(source: string, { parse_mode, entities }: TextArgs): Formatted {
  switch (parse_mode?.toLowerCase() ?? '') {
    case '':
      return { text: source, entities: [...(entities ?? [])] };
    case 'html':
      return parseHtml(source);
    case 'markdownv2':
      return parseMarkdownV2(source);
    default:
      throw badRequest('unsupported parse_mode');
  }
}

/** Spaces around the text go, and entities shrink with them. */
function trimmed({ text, entities }: Formatted): Formatted {
  const start = text.length - text.trimStart().length;
  const kept = text.trim();
  const moved = entities.flatMap((entity) => {
    const from = Math.max(0, entity.offset - start);
    const to = Math.min(kept.length, entity.offset + entity.length - start);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return { text: kept, entities: moved };
}

function format(source: string, args: TextArgs): Formatted {
  const { text, entities } = trimmed(parse(source, args));
  return { text, entities: withAutoEntities(text, entities).slice(0, ENTITY_LIMIT) };
}

/** The platform counts characters, not UTF-16 units. */
const lengthOf = (text: string): number => [...text].length;

export function messageText(source: string | undefined, args: TextArgs): { text: string; entities?: MessageEntity[] } {
  if (typeof source !== 'string') throw badRequest('message text is empty');
  const { text, entities } = format(source, args);
  if (text === '') throw badRequest('message text is empty');
  if (lengthOf(text) > TEXT_LIMIT) throw badRequest('message is too long');
  return { text, ...(entities.length > 0 && { entities }) };
}

export function captionText(
  source: string | undefined,
  args: TextArgs,
): { caption?: string; caption_entities?: MessageEntity[] } {
  const { text, entities } = format(source ?? '', args);
  if (text === '') return {};
  if (lengthOf(text) > CAPTION_LIMIT) throw badRequest('message caption is too long');
  return { caption: text, ...(entities.length > 0 && { caption_entities: entities }) };
}
