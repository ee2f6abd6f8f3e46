/** A message as Telegram's own calls. Pure: no state is kept between messages. */
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from '@grammyjs/types';
import type { Message, OutFile } from '#flows/engine/message.ts';
import { encode } from '../callbacks.ts';
import { parseHtml, plain, toHtml, type Rich } from './html.ts';
import { split } from './split.ts';

/** Telegram's own limits, after entity parsing. */
export const TEXT_LENGTH = 4096;
export const CAPTION_LENGTH = 1024;

/** Labels up to this many characters stand three in a row without being cut on a small phone. */
const SHORT = 10;
const IN_ROW = 3;

export interface TelegramCall {
  method: 'sendMessage' | 'editMessageText' | 'sendPhoto' | 'sendDocument' | 'sendVoice';
  /** Without the chat and the file, which the sender adds. */
  payload: {
    /** Of an edit. */
    message_id?: number;
    text?: string;
    caption?: string;
    parse_mode?: 'HTML';
    link_preview_options?: { is_disabled: true };
    reply_markup?: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;
  };
  /** The same text or caption without any markup, for a platform that does not take the markup. */
  plain: string;
  file?: OutFile;
}

/**
 * One call for each part of at most 4,096 characters, the file behind them; a text that fits is the file's caption. The controls go
 * with the last call, except that those of a question stay under its text.
 * @throws RangeError when a button's payload does not fit, Error when choices name no question: both are bugs.
 */
export const renderTelegram = (message: Message): TelegramCall[] => {
  const { file, choices = [], shareContact } = message;
  const markup = controls(message);
  const rich = parseHtml(message.text);
  if (!file) return textCalls(rich, markup);
  if (rich.text.length <= CAPTION_LENGTH) return [fileCall(file, rich, markup)];
  const asks = choices.length > 0 || shareContact !== undefined;
  return [
    ...textCalls(rich, asks ? markup : undefined),
    fileCall(file, { text: '', marks: [] }, asks ? undefined : markup),
  ];
};

const textCalls = (rich: Rich, markup: Markup): TelegramCall[] =>
  split(rich, TEXT_LENGTH).map((part, index, { length }) => ({
    method: 'sendMessage',
    payload: {
      text: toHtml(part),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      ...(markup && index === length - 1 && { reply_markup: markup }),
    },
    plain: part.text,
  }));

const METHODS = { photo: 'sendPhoto', document: 'sendDocument', voice: 'sendVoice' } as const;

const fileCall = (file: OutFile, caption: Rich, markup: Markup): TelegramCall => ({
  method: METHODS[file.as],
  payload: {
    ...(caption.text && { caption: toHtml(caption), parse_mode: 'HTML' }),
    ...(markup && { reply_markup: markup }),
  },
  plain: caption.text,
  file,
});

type Markup = TelegramCall['payload']['reply_markup'];

const controls = (message: Message): Markup => {
  if (message.shareContact) return contactKeyboard(message.shareContact, message.choices ?? []);
  const rows = [...choiceRows(message), ...buttonRows(message)];
  if (rows.length > 0) return { inline_keyboard: rows };
  // Only what answers the person clears a contact keyboard: a notice in between must not take it from an open question.
  return message.class === 'question' || message.class === 'reply' ? { remove_keyboard: true } : undefined;
};

/** Telegram has one kind of keyboard a message: beside the contact control, choices are keys that type their label. */
const contactKeyboard = (label: string, choices: { label: string }[]): ReplyKeyboardMarkup => ({
  keyboard: [
    [{ text: plain(label), request_contact: true }],
    ...rows(choices.map((choice) => ({ text: plain(choice.label) }))),
  ],
  resize_keyboard: true,
  one_time_keyboard: true,
});

const choiceRows = ({ choices = [], ask }: Message): InlineKeyboardMarkup['inline_keyboard'] => {
  if (choices.length === 0) return [];
  if (!ask) throw new Error('choices without the question they answer');
  return rows(choices.map(({ label }, choice) => ({ text: plain(label), callback_data: encode({ ...ask, choice }) })));
};

const buttonRows = ({ buttons = [] }: Message): InlineKeyboardMarkup['inline_keyboard'] =>
  rows(buttons.map(({ label, flow, arg }) => ({ text: plain(label), callback_data: encode({ flow, arg }) })));

const rows = <B extends { text: string }>(buttons: B[]): B[][] => {
  const perRow = buttons.every(({ text }) => text.length <= SHORT) ? IN_ROW : 1;
  return Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, row) =>
    buttons.slice(row * perRow, (row + 1) * perRow),
  );
};
