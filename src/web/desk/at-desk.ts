/** What every request from the page has: its reader's language, and services that bring to the page what is for its reader. */
import type { IncomingHttpHeaders } from 'node:http';
import type { NoticeContent } from '#flows/engine/item.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import type { Services } from '#services/commands.ts';

/** The page says in which language it is read; what is none of ours is Indonesian. */
export const languageOf = (headers: IncomingHttpHeaders): Locale => (headers['accept-language'] === 'en' ? 'en' : 'id');

/**
 * For a command on behalf of `chat`, the officer's own at the bot: `papers` holds what it has for them. Pictures and words that the
 * page shows itself stay out of their chat; what they must do by hand, and what takes that chat out of a conversation, goes there too.
 */
export function atTheDesk(
  services: Services,
  chat: string,
): { services: Services; papers: Map<string, NoticeContent> } {
  const papers = new Map<string, NoticeContent>();
  const leaves = ({ file, talk }: NoticeContent): boolean => !file && (!talk || talk.set !== undefined);
  return { services: { ...services, notices: services.notices.gathering(chat, papers, leaves) }, papers };
}
