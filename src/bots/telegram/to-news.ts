/** What an update tells about a chat beside talk. Pure. */
import type { Update } from '@grammyjs/types';

export type News =
  /** The person blocked the bot, or took it back. */
  | { kind: 'reachable'; address: string; reachable: boolean }
  /** A group became a supergroup and has another address. */
  | { kind: 'moved'; from: string; to: string }
  /** The bot was brought into a group, thrown out, or given other rights there. */
  | { kind: 'standing'; group: string; inside: boolean; bot: boolean };

export const toNews = ({ message, my_chat_member: change }: Update): News | null => {
  if (message?.migrate_to_chat_id !== undefined)
    return { kind: 'moved', from: String(message.chat.id), to: String(message.migrate_to_chat_id) };
  if (change?.chat.type === 'group' || change?.chat.type === 'supergroup') return standing(change);
  if (change?.chat.type !== 'private') return null;
  return { kind: 'reachable', address: String(change.chat.id), reachable: change.new_chat_member.status !== 'kicked' };
};

const standing = ({ chat, new_chat_member: now }: NonNullable<Update['my_chat_member']>): News => ({
  ...{ kind: 'standing', group: String(chat.id) },
  inside: now.status !== 'left' && now.status !== 'kicked',
  bot: now.status === 'administrator' && now.can_manage_topics === true,
});

/** The chat an update belongs to; updates of one chat are taken in order. Never throws: the loop stands on it. */
export const chatOf = (update: Update): string => {
  const { message, edited_message: edited, callback_query: press, my_chat_member: change } = update;
  const chat = (message ?? edited ?? press?.message ?? change)?.chat;
  return String(chat?.id ?? press?.from?.id ?? 'none');
};

/** The kind of an update, for the log. */
export const kindOf = (update: object): string => Object.keys(update).find((key) => key !== 'update_id') ?? 'empty';
