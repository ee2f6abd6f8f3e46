/** A raw update as an arrival of our own words, or null for what no chat answers. Pure. */
import type { CallbackQuery, Message, Update } from '@grammyjs/types';
import type { Content } from '#flows/engine/item.ts';
import type { Arrival } from '../channel.ts';
import { decode } from '../callbacks.ts';
import { toContent } from './to-content.ts';
import { isSpokenTo, type Me } from './group.ts';

/** ms. Older updates are refused with a word: a yes of the day before yesterday answers nothing any more. */
export const TOO_OLD = 25 * 60 * 60 * 1000;
/** ms an album's first photo waits for the others, which Telegram sends as updates of their own. */
export const ALBUM = 1500;

/** The kinds of update that are asked for; whatever else comes is acknowledged and dropped. */
export const WANTED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** `now` in machine ms. */
export const toArrival = (update: Update, me: Me, now: number): Arrival | null => {
  const id = `tg:${update.update_id}`;
  if (update.message) return ofMessage(update.message, id, me, now);
  if (update.edited_message) return ofEdit(update.edited_message, id, now);
  if (update.callback_query) return ofPress(update.callback_query, id);
  if (update.my_chat_member) return ofMembership(update.my_chat_member, id);
  return null;
};

const ofMessage = (message: Message, id: string, me: Me, now: number): Arrival | null => {
  const { chat, from } = message;
  // Bots that answer each other never stop.
  if (from?.is_bot && !message.sender_chat) return null;
  if (chat.type !== 'private')
    return isSpokenTo(message, me) ? arrival(message, id, { kind: 'refused', why: 'group' }) : null;
  if (isTooOld(message.date, now)) return arrival(message, id, { kind: 'refused', why: 'too-old' });
  const content = toContent(message, me);
  if (!content) return null;
  const gathering = 'album' in content && content.album !== undefined;
  return { ...arrival(message, id, content), ...(gathering && { notBefore: now + ALBUM }) };
};

const ofEdit = (message: Message, id: string, now: number): Arrival | null => {
  // A live location moves by edits, every few seconds.
  if (message.chat.type !== 'private' || message.location) return null;
  if (isTooOld(message.edit_date ?? message.date, now))
    return arrival(message, id, { kind: 'refused', why: 'too-old' });
  const text = message.text ?? message.caption ?? '';
  return arrival(message, id, { kind: 'edit', message: String(message.message_id), text });
};

/**
 * An answer's id is the press itself, not the update: pressing twice sends two updates and means one thing. A button that holds no
 * question open may be pressed again another day, and then means it again.
 */
const ofPress = (press: CallbackQuery, update: string): Arrival | null => {
  const { message, from, data } = press;
  if (!message) return null;
  const content = pressed(data);
  const id = content.kind === 'start' ? update : pressId(press);
  const where = { chat: message.chat, from };
  if (message.chat.type === 'channel') return null;
  if (message.chat.type !== 'private') return arrival(where, id, { kind: 'refused', why: 'group' });
  return arrival(where, id, content);
};

export const pressId = ({ message, data }: CallbackQuery): string => `pr:${message?.message_id}:${data ?? ''}`;

export const pressed = (data: string | undefined): Content => {
  const payload = data === undefined ? null : decode(data);
  if (!payload) return { kind: 'other', what: 'button' };
  return 'run' in payload ? { kind: 'press', ...payload } : { kind: 'start', ...payload };
};

/** Only being brought into a group is answered; blocking and leaving are news, not talk. */
const ofMembership = (change: NonNullable<Update['my_chat_member']>, id: string): Arrival | null => {
  if (change.chat.type !== 'group' && change.chat.type !== 'supergroup') return null;
  if (isInside(change.old_chat_member) || !isInside(change.new_chat_member)) return null;
  return arrival(change, id, { kind: 'refused', why: 'group' });
};

type Membership = NonNullable<Update['my_chat_member']>['new_chat_member'];

const isInside = (member: Membership): boolean =>
  member.status === 'restricted' ? member.is_member : member.status !== 'left' && member.status !== 'kicked';

const isTooOld = (seconds: number, now: number): boolean => seconds * 1000 < now - TOO_OLD;

const arrival = (
  { chat, from }: { chat: { id: number }; from?: { language_code?: string } },
  id: string,
  content: Content,
): Arrival => ({
  address: String(chat.id),
  id,
  content,
  ...(from?.language_code !== undefined && { language: from.language_code }),
});
