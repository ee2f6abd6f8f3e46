/** Keyboards as the platform takes them. */
import type { ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from '@grammyjs/types';
import { badRequest } from './refusal.ts';

export type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;

const PAYLOAD_BYTES = 64;
const MOST_BUTTONS = 100;
const ACTIONS = [
  'url',
  'callback_data',
  'callback_game',
  'pay',
  'switch_inline_query',
  'switch_inline_query_chosen_chat',
  'switch_inline_query_current_chat',
  'login_url',
  'web_app',
  'copy_text',
];

type Loose = Record<string, unknown>;

function checkUrl(url: string): void {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  const good = URL.canParse(full) && /^(https?|tg|tonsite):$/.test(new URL(full).protocol);
  // Loopback is refused by the platform too: a link that only works on the developer's machine must not look fine here.
  const { hostname } = good ? new URL(full) : { hostname: '' };
  if (!good || (hostname !== '' && !hostname.includes('.') && !/^tg:/i.test(full))) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
}

function checkInlineButton(button: Loose): void {
  const parse = (what: string) => badRequest(`can't parse inline keyboard button: ${what}`);
  if (typeof button !== 'object' || button === null) throw parse('InlineKeyboardButton must be an Object');
  if (typeof button['text'] !== 'string') throw parse('Field "text" must be of type String');
  if (button['text'].trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  const filled = ACTIONS.filter(
    (name) => (button[name] !== undefined && button[name] !== '') || (name.startsWith('switch') && button[name] === ''),
  );
  if (filled.length === 0) throw parse('Text buttons are unallowed in the inline keyboard');
  const { callback_data: data, url } = button;
  if (typeof url === 'string' && url !== '') checkUrl(url);
  else if (typeof data === 'string' && Buffer.byteLength(data) > PAYLOAD_BYTES) throw badRequest('BUTTON_DATA_INVALID');
}

function checkKeyboardButton(button: Loose | string, isPrivate: boolean): void {
  const text = typeof button === 'string' ? button : button?.['text'];
  if (typeof text !== 'string') throw badRequest(`can't parse keyboard button: Can't find field "text"`);
  if (text.trim() === '') throw badRequest('keyboard button text must be non-empty');
  if (isPrivate || typeof button === 'string') return;
  if (button['request_contact']) throw badRequest('phone number can be requested in private chats only');
  if (button['request_location']) throw badRequest('location can be requested in private chats only');
}

function rows(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value) || !value.every(Array.isArray)) throw badRequest(`can't parse ${what} JSON object`);
  const all = value.flat();
  if (all.length > MOST_BUTTONS) throw badRequest('reply markup is too long');
  return all;
}

/** Throws the platform's refusal; gives the markup back typed. Empty keyboards mean none. */
export function checkMarkup(markup: unknown, isPrivate: boolean): Markup | undefined {
  if (markup === undefined) return undefined;
  if (typeof markup !== 'object' || markup === null) throw badRequest('object expected as reply markup');
  if ('inline_keyboard' in markup) {
    const buttons = rows(markup.inline_keyboard, 'inline keyboard');
    for (const button of buttons) checkInlineButton(button as Loose);
    return buttons.length > 0 ? (markup as InlineKeyboardMarkup) : undefined;
  }
  if ('keyboard' in markup) {
    const buttons = rows(markup.keyboard, 'keyboard');
    for (const button of buttons) checkKeyboardButton(button as Loose | string, isPrivate);
    return buttons.length > 0 ? (markup as ReplyKeyboardMarkup) : undefined;
  }
  return 'remove_keyboard' in markup || 'force_reply' in markup ? (markup as Markup) : undefined;
}

export const isInline = (markup: Markup | undefined): markup is InlineKeyboardMarkup =>
  markup !== undefined && 'inline_keyboard' in markup;
