/** What a phone shows of a message: plain enough for a terminal, complete enough for a page. */
import type { InlineKeyboardButton, KeyboardButton, Message } from '@grammyjs/types';
import type { Files } from './files.ts';
import { fileIdOf } from './content.ts';
import { toHtml } from './to-html.ts';
import type { Dialog } from './types.ts';

export interface Button {
  label: string;
  kind: 'callback' | 'url' | 'contact' | 'location' | 'text' | 'other';
  /** Payload of a callback, or the address. */
  data?: string;
}

export interface ShownFile {
  id: string;
  kind: string;
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
}

export interface Shown {
  /** Rises with everything that any phone shows. */
  seq: number;
  /** Ms. */
  at: number;
  what: 'message' | 'edited' | 'deleted' | 'toast' | 'action' | 'cleared';
  /** Chat id as the platform has it, and the group's title. */
  chat: number;
  group?: string;
  /** The bot whose private chat this is; in a group the bot that wrote, else empty. */
  bot: string;
  /** Keys of the people who see it. */
  people: string[];
  /** Username of a bot or key of a person. */
  from: string;
  byBot: boolean;
  /** Message id; of a toast the id of the message pressed. */
  id: number;
  /** Text or caption without markup. Of a toast its text, of an action its name. */
  text: string;
  html: string;
  /** Buttons under the message, row by row. */
  buttons: Button[][];
  /** Reply keyboard that people see after this event. */
  keyboard: Button[][];
  file?: ShownFile;
  album?: string;
  location?: { lat: number; lon: number };
  replyTo?: number;
  /** Seconds of a voice note or video. */
  seconds?: number;
  contact?: { name: string; phone: string };
  /** Name of whom the message was forwarded from. */
  forwardOf?: string;
  poll?: { question: string; options: string[] };
  /** A service message of a group, named as the platform names it: `new_chat_members`. */
  service?: string;
  /** Topic of a forum. */
  topic?: number;
}

export type Event = Omit<Shown, 'seq'>;

function inlineButton(button: InlineKeyboardButton): Button {
  if ('callback_data' in button) return { label: button.text, kind: 'callback', data: button.callback_data };
  if ('url' in button) return { label: button.text, kind: 'url', data: button.url };
  return { label: button.text, kind: 'other' };
}

function keyboardButton(button: KeyboardButton): Button {
  if (typeof button === 'string') return { label: button, kind: 'text' };
  if ('request_contact' in button && button.request_contact) return { label: button.text, kind: 'contact' };
  if ('request_location' in button && button.request_location) return { label: button.text, kind: 'location' };
  return { label: button.text, kind: 'text' };
}

export const inlineButtons = (message: Message): Button[][] =>
  (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(inlineButton));

export const keyboardButtons = (dialog: Dialog): Button[][] =>
  (dialog.keyboard?.keyboard ?? []).map((row) => row.map(keyboardButton));

/** The fields of an event that come from a message; the world adds who sees it. */
export function messageParts(message: Message, files: Files) {
  const text = message.text ?? message.caption ?? '';
  const fileId = fileIdOf(message);
  const file = fileId === undefined ? undefined : files.peek(fileId);
  return {
    id: message.message_id,
    text,
    html: toHtml(text, message.entities ?? message.caption_entities ?? []),
    buttons: inlineButtons(message),
    ...(file && { file: { id: file.id, kind: file.kind, name: file.name, mime: file.mime, size: file.size } }),
    ...(message.media_group_id !== undefined && { album: message.media_group_id }),
    ...(message.is_topic_message && { topic: message.message_thread_id! }),
    ...(message.location && { location: { lat: message.location.latitude, lon: message.location.longitude } }),
    ...(message.reply_to_message && { replyTo: message.reply_to_message.message_id }),
    ...extras(message),
  };
}

const SERVICES = [
  'new_chat_members',
  'left_chat_member',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
] as const;

/** What only a page shows. */
function extras(message: Message): Pick<Shown, 'seconds' | 'contact' | 'forwardOf' | 'poll' | 'service'> {
  const { contact, poll, forward_origin: origin } = message;
  const seconds = message.voice?.duration ?? message.video?.duration;
  const service = SERVICES.find((name) => name in message);
  return {
    ...(seconds !== undefined && { seconds }),
    ...(contact && { contact: { name: contact.first_name, phone: contact.phone_number } }),
    ...(poll && { poll: { question: poll.question, options: poll.options.map(({ text }) => text) } }),
    ...(origin?.type === 'user' && { forwardOf: origin.sender_user.first_name }),
    ...(origin?.type === 'hidden_user' && { forwardOf: origin.sender_user_name }),
    ...(service && { service }),
  };
}
