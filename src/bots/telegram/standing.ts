/** What the bot may do in a group, asked of Telegram when somebody wants to work there. */
import { within, type CallApi } from './call.ts';
import type { Standing } from '#services/topics.ts';

const LIMIT = 10_000;

/** Rejects where Telegram did not answer, or the bot is not in the group. */
export const standingIn = async (call: CallApi, group: string): Promise<Standing> => {
  const { id } = await call<{ id: number }>('getMe', {}, within(LIMIT));
  const chat = await call<{ is_forum?: boolean }>('getChat', { chat_id: group }, within(LIMIT));
  const own = { chat_id: group, user_id: id };
  const me = await call<{ status: string; can_manage_topics?: boolean }>('getChatMember', own, within(LIMIT));
  return { forum: chat.is_forum === true, bot: me.status === 'administrator' && me.can_manage_topics === true };
};
