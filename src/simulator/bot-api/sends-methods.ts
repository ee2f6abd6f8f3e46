/** Messages from a bot to a chat. */
import type { Message } from '@grammyjs/types';
import { fileContent } from '../world/content.ts';
import type { FileKind } from '../world/files.ts';
import { numberOf } from '../world/ids.ts';
import type { Content, Dialog } from '../world/types.ts';
import { writableDialog, writableTopic } from './access.ts';
import type { Call, Handlers, Result } from './call.ts';
import { checkMarkup, isInline, type Markup } from './markup.ts';
import { badRequest } from './refusal.ts';
import { captionText, messageText, type TextArgs } from './text.ts';
import { takeFile } from './uploads.ts';

/** The arguments that every kind of message shares. */
interface Common {
  chat_id?: number | string | undefined;
  message_thread_id?: number | undefined;
  reply_markup?: unknown;
  reply_parameters?: { message_id?: number; allow_sending_without_reply?: boolean } | undefined;
  reply_to_message_id?: number;
  protect_content?: boolean | undefined;
}

interface Captioned extends Common {
  caption?: string | undefined;
  parse_mode?: TextArgs['parse_mode'];
  caption_entities?: TextArgs['entities'];
}

/** The reply keyboard lives under the chat, not under the message. */
function applyKeyboard(dialog: Dialog, markup: Markup | undefined): void {
  if (!markup || isInline(markup)) return;
  if ('keyboard' in markup) dialog.keyboard = markup;
  else if ('remove_keyboard' in markup) dialog.keyboard = null;
}

function repliedTo(dialog: Dialog, args: Common): number | undefined {
  const id = args.reply_parameters?.message_id ?? args.reply_to_message_id;
  if (id === undefined || dialog.messages.has(id)) return id;
  if (args.reply_parameters?.allow_sending_without_reply) return undefined;
  throw badRequest('message to be replied not found');
}

/** Checks everything first, then counts against the flood limits, then shows: a refused call changes nothing. */
function send(call: Call, args: Common, content: (dialog: Dialog) => Content): Message {
  const dialog = writableDialog(call, args.chat_id);
  const topic = writableTopic(call, dialog, args.message_thread_id);
  const markup = checkMarkup(args.reply_markup, dialog.chat.type === 'private');
  const replyTo = repliedTo(dialog, args);
  const body = content(dialog);
  call.pace.spend(call.bot, dialog);
  applyKeyboard(dialog, markup);
  const extra = {
    ...(isInline(markup) && { reply_markup: markup }),
    ...(args.protect_content && { has_protected_content: true as const }),
  };
  return call.world.post(dialog, call.bot, { ...body, ...extra }, { replyTo, topic });
}

const caption = (args: Captioned): Content =>
  captionText(args.caption, { parse_mode: args.parse_mode, entities: args.caption_entities });

function sendFile(
  call: Call,
  args: Captioned & { duration?: number | undefined },
  kind: FileKind,
  field: string,
): Message {
  return send(call, args, () => {
    const file = takeFile(call, kind, field, (args as Record<string, unknown>)[field]);
    return { ...fileContent(file, args.duration), ...caption(args) };
  });
}

interface AlbumItem extends Captioned {
  type: string;
  media: string;
}

const ALBUM_KINDS = ['photo', 'video', 'document'];

function album(call: Call, args: Common, items: readonly AlbumItem[]): Message[] {
  const dialog = writableDialog(call, args.chat_id);
  const topic = writableTopic(call, dialog, args.message_thread_id);
  if (items.length < 2) throw badRequest('too few messages to send as an album');
  if (items.length > 10) throw badRequest('too many messages to send as an album');
  const documents = items.filter(({ type }) => type === 'document').length;
  const mixed = documents > 0 && documents < items.length;
  if (mixed || !items.every(({ type }) => ALBUM_KINDS.includes(type))) {
    throw badRequest("can't use the media of the specified type in the album");
  }
  const replyTo = repliedTo(dialog, args);
  const contents = items.map((item) => ({
    ...fileContent(takeFile(call, item.type as FileKind, 'media', item.media)),
    ...caption(item),
  }));
  call.pace.spend(call.bot, dialog, items.length);
  const media_group_id = String(numberOf(`album ${dialog.messageIds()}`, 10 ** 12, 10 ** 12));
  return contents.map((content) =>
    call.world.post(dialog, call.bot, { ...content, media_group_id }, { replyTo, topic }),
  );
}

export const sendMethods: Handlers = {
  sendMessage: (call, args) => send(call, args, () => messageText(args.text, args)) as Message.TextMessage,
  sendPhoto: (call, args) => sendFile(call, args, 'photo', 'photo') as Message.PhotoMessage,
  sendDocument: (call, args) => sendFile(call, args, 'document', 'document') as Message.DocumentMessage,
  sendVoice: (call, args) => sendFile(call, args, 'voice', 'voice') as Message.VoiceMessage,

  sendLocation: (call, args) =>
    send(call, args, () => {
      const { latitude, longitude, live_period: live } = args;
      if (latitude === undefined || Number.isNaN(latitude)) throw badRequest('latitude is empty');
      if (longitude === undefined || Number.isNaN(longitude)) throw badRequest('longitude is empty');
      return { location: { latitude, longitude, ...(live !== undefined && { live_period: live }) } };
    }) as Message.LocationMessage,

  sendMediaGroup: (call, args) => album(call, args, args.media ?? []) as Result<'sendMediaGroup'>,
};
