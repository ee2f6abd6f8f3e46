/** Entities that the platform finds by itself in any text: commands, mentions, links, addresses. Libraries route commands by them. */
import type { MessageEntity } from '@grammyjs/types';

const PATTERNS: { type: MessageEntity.CommonMessageEntity['type']; pattern: RegExp }[] = [
  {
    type: 'url',
    pattern:
      /(?<![\p{L}\p{N}_@.])(?:https?:\/\/[^\s<>"]+|(?:[a-z0-9-]+\.)+(?:com|id|org|net|info|me)(?:\/[^\s<>"]*)?)/giu,
  },
  { type: 'email', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  {
    type: 'bot_command',
    pattern: /(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_/])/gu,
  },
  { type: 'mention', pattern: /(?<![\p{L}\p{N}_@])@[A-Za-z0-9_]{3,32}/gu },
  { type: 'hashtag', pattern: /(?<![\p{L}\p{N}_#])#[\p{L}\p{N}_]+/gu },
];

/** Found entities that do not touch those given; sorted by offset, UTF-16 units. */
export function withAutoEntities(text: string, given: readonly MessageEntity[] = []): MessageEntity[] {
  const found: MessageEntity[] = [];
  const free = (offset: number, length: number, others: readonly MessageEntity[]) =>
    others.every((other) => offset + length <= other.offset || other.offset + other.length <= offset);
  const closed = given.filter((entity) => ['code', 'pre', 'text_link'].includes(entity.type));
  for (const { type, pattern } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (free(entity.offset, entity.length, [...closed, ...found])) found.push(entity);
    }
  }
  return [...given, ...found].sort((a, b) => a.offset - b.offset || b.length - a.length);
}
