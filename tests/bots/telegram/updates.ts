/** Updates as Telegram really sends them, for tables. */
import type { Content } from '#flows/engine/item.ts';
import type { Update } from '@grammyjs/types';

export const ME = { id: 7000000001, username: 'menyapa_bot' };
/** Machine ms of all these updates. */
export const NOW = Date.parse('2026-11-10T02:00:00Z');
export const DATE = NOW / 1000;

export const sari = { id: 910, is_bot: false, first_name: 'Sari', language_code: 'id' };
export const bot = { id: ME.id, is_bot: true, first_name: 'Menyapa', username: ME.username };
export const chat = { id: 910, type: 'private', first_name: 'Sari' };
export const group = { id: -100200300, type: 'supergroup', title: 'Arisan' };

/** The shapes are checked by what Telegram documents, not by the compiler: a test must be able to send anything. */
export const update = (kind: string, body: object): Update => ({ update_id: 501, [kind]: body }) as unknown as Update;

export const message = (content: object, about: object = {}): Update =>
  update('message', { message_id: 77, from: sari, chat, date: DATE, ...about, ...content });

export const spoken = (text: string, about: object = {}): Update => {
  const entities = [...text.matchAll(/\/\w+(?:@\w+)?|@\w+/g)].map(({ 0: part, index }) => ({
    type: part.startsWith('/') ? 'bot_command' : 'mention',
    offset: index,
    length: part.length,
  }));
  return message({ text, ...(entities.length > 0 && { entities }) }, { chat: group, ...about });
};

export const press = (data: string | undefined, about: object = {}): Update =>
  update('callback_query', {
    id: '4382bfdwdsb323b2d9',
    from: sari,
    message: { message_id: 70, from: bot, chat, date: DATE - 60, text: '?' },
    chat_instance: '-3',
    ...(data !== undefined && { data }),
    ...about,
  });

export const membership = (where: object, from: string, to: string): Update =>
  update('my_chat_member', {
    chat: where,
    from: sari,
    date: DATE,
    old_chat_member: { user: bot, status: from },
    new_chat_member: { user: bot, status: to, ...(to === 'kicked' && { until_date: 0 }) },
  });

/** A text without the platform's id of its message, which most tests do not name. */
export function unnumbered(content: Content | null | undefined): Content | null | undefined {
  if (content?.kind !== 'text') return content;
  const { message: _message, ...rest } = content;
  return rest;
}
