/** What every request from the page has: its reader's language, and the bot's commands on behalf of their chat. */
import type { IncomingHttpHeaders } from 'node:http';
import type { EffectResult, NoticeContent } from '#flows/engine/item.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import type { AtDesk } from '#services/desk-pass.ts';
import type { DeskOptions } from './desk.ts';

/** What the page's routes work with. */
export type House = Pick<DeskOptions, 'services' | 'atOnce' | 'say'>;

/** The page says in which language it is read; what is none of ours is Indonesian. */
export const languageOf = (headers: IncomingHttpHeaders): Locale => (headers['accept-language'] === 'en' ? 'en' : 'id');

/**
 * One of the bot's commands, once for its key, with what it says to the officer. Pictures and words that the page shows itself stay
 * out of their chat; what they must do by hand, and what takes that chat out of a conversation, goes there too.
 */
export async function carryOut(
  { services, atOnce }: House,
  { who, chat }: AtDesk,
  locale: Locale,
  { key, number }: { key: string; number: string },
  command: string,
  args: object,
): Promise<{ result: EffectResult; papers: TextRef[] }> {
  const papers = new Map<string, NoticeContent>();
  const leaves = ({ file, talk }: NoticeContent): boolean => !file && (!talk || talk.set !== undefined);
  const notices = services.notices.gathering(chat, papers, leaves);
  const requestKey = `meja/${who._id}/${key}/${number}`;
  const result = await atOnce({ requestKey, command, args, chat, locale, who }, { ...services, notices });
  return { result, papers: [...papers.values()].map(({ text }) => text) };
}
