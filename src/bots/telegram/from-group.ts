/** What is written in a group that the office works in: where, by whom, and what. Pure. */
import type { Message, Update } from '@grammyjs/types';
import type { Content } from '#flows/engine/item.ts';
import { pressed, pressId } from './to-arrival.ts';
import { toContent } from './to-content.ts';
import type { Me } from './group.ts';
import type { Spot } from '#services/topics.ts';

/** Words of a group, and the flows that they begin. Written with the bot's name behind them they reach it before it is an administrator. */
const WORDS: Record<string, string> = { hubungkan: 'grup-hubungkan', lepaskan: 'grup-lepaskan' };
const WORD = /^\/(\w+)(?:@(\w+))?(?:\s+([^]*))?$/;

export type Said =
  /** For the group itself, wherever in it. */
  | { kind: 'word'; spot: Spot; flow: string; arg: string }
  | { kind: 'said'; spot: Spot; content: Content; album: boolean; date: number | null; press: string | null }
  | { kind: 'turned'; spot: Spot; closed: boolean }
  /** A topic that the bot itself made. */
  | { kind: 'began'; spot: Spot & { thread: number }; name: string };

export const saidInGroup = (update: Update, me: Me): Said | null => {
  const { message, edited_message: edited, callback_query: press } = update;
  if (message) return isGroup(message) ? ofMessage(message, me) : null;
  if (edited && isGroup(edited)) return ofEdit(edited);
  const under = press?.message;
  if (!press || !under || !isGroup(under)) return null;
  const spot = { ...spotOf(under as Message), by: String(press.from.id) };
  const content = pressed(press.data);
  const id = content.kind === 'start' ? null : pressId(press);
  return spot.thread === null ? null : { kind: 'said', spot, content, album: false, date: null, press: id };
};

const spaced = (...words: (string | undefined)[]): string => words.filter(Boolean).join(' ');

const isGroup = ({ chat }: Pick<Message, 'chat'>): boolean => chat.type === 'group' || chat.type === 'supergroup';

/** A reply in General carries a thread too, which is no topic. An anonymous administrator writes as the group. */
const spotOf = ({ chat, from, sender_chat, message_thread_id, is_topic_message }: Message): Spot => ({
  group: String(chat.id),
  thread: is_topic_message ? (message_thread_id ?? null) : null,
  by: sender_chat || !from || from.is_bot ? null : String(from.id),
});

const ofMessage = (message: Message, me: Me): Said | null => {
  const spot = spotOf(message);
  const word = WORD.exec(message.text ?? '');
  const flow = word && WORDS[word[1]!.toLowerCase()];
  if (flow && (!word[2] || word[2].toLowerCase() === me.username.toLowerCase()))
    return { kind: 'word', spot, flow, arg: word[3]?.trim() ?? '' };
  // Telegram's list writes the bot's name behind a word: what is meant for the bot is nobody's answer.
  const named = word?.[2]?.toLowerCase() === me.username.toLowerCase() ? spaced(word[1], word[3]) : null;
  const { forum_topic_created: created, message_thread_id: thread = message.message_id } = message;
  if (created && message.from?.id === me.id) return { kind: 'began', spot: { ...spot, thread }, name: created.name };
  if (message.from?.is_bot && !message.sender_chat) return null;
  if (spot.thread === null) return null;
  if (message.forum_topic_closed) return { kind: 'turned', spot, closed: true };
  if (message.forum_topic_reopened) return { kind: 'turned', spot, closed: false };
  const content = toContent(answering(named === null ? message : { ...message, text: named }), me);
  return content && said(spot, content, message.date);
};

/** What answers nothing in a topic comes as an answer to the note that began it. */
const answering = (message: Message): Message => {
  const { reply_to_message: replied, ...alone } = message;
  return replied?.forum_topic_created ? (alone as Message) : message;
};

const ofEdit = (message: Message): Said | null => {
  const spot = spotOf(message);
  if (spot.thread === null || message.location) return null;
  const text = message.text ?? message.caption ?? '';
  return said(spot, { kind: 'edit', message: String(message.message_id), text }, message.edit_date ?? message.date);
};

const said = (spot: Spot, content: Content, date: number): Said => ({
  ...{ kind: 'said', spot, content, date, press: null },
  album: 'album' in content && content.album !== undefined,
});
