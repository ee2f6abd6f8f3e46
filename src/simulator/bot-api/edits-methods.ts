/** Changes to messages that a bot sent. */
import { isDeepStrictEqual } from 'node:util';
import type { InlineKeyboardMarkup, Message } from '@grammyjs/types';
import type { Content, Dialog } from '../world/types.ts';
import { findMessage, ownMessage, writableDialog } from './access.ts';
import type { Call, Handlers, Result } from './call.ts';
import { checkMarkup, isInline } from './markup.ts';
import { badRequest } from './refusal.ts';
import { captionText, messageText } from './text.ts';

const DELETE_WITHIN = 48 * 60 * 60 * 1000;

type Parts = { [K in keyof Content]?: Content[K] | undefined };

interface Target {
  chat_id?: number | string | undefined;
  message_id?: number | undefined;
  reply_markup?: unknown;
}

/** Edits without buttons take the buttons away: so does the platform. */
function inlineMarkup(args: Target, dialog: Dialog): InlineKeyboardMarkup | undefined {
  const markup = checkMarkup(args.reply_markup, dialog.chat.type === 'private');
  if (markup && !isInline(markup)) throw badRequest('inline keyboard expected');
  return markup;
}

function edit(call: Call, args: Target, parts: (message: Message) => Parts): Message & { edit_date: number } {
  const dialog = writableDialog(call, args.chat_id);
  const message = ownMessage(call, dialog, args.message_id);
  const reply_markup = inlineMarkup(args, dialog);
  const change: Parts = { ...parts(message), reply_markup };
  const same = Object.entries(change).every(([key, value]) => isDeepStrictEqual(message[key as keyof Message], value));
  if (same) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  call.pace.spend(call.bot, dialog);
  return call.world.revise(dialog, call.bot, message.message_id, change) as Message & { edit_date: number };
}

export const editMethods: Handlers = {
  editMessageText: (call, args) =>
    edit(call, args, (message) => {
      if (message.text === undefined) throw badRequest('there is no text in the message to edit');
      return { entities: undefined, ...messageText(args.text, args) };
    }) as Result<'editMessageText'>,

  editMessageCaption: (call, args) =>
    edit(call, args, (message) => {
      if (message.text !== undefined) throw badRequest('there is no caption in the message to edit');
      const caption = captionText(args.caption, { parse_mode: args.parse_mode, entities: args.caption_entities });
      return { caption: undefined, caption_entities: undefined, ...caption };
    }) as Result<'editMessageCaption'>,

  editMessageReplyMarkup: (call, args) => edit(call, args, () => ({})) as Result<'editMessageReplyMarkup'>,

  deleteMessage(call, args) {
    const dialog = writableDialog(call, args.chat_id);
    const message = findMessage(dialog, args.message_id, 'message to delete');
    const foreign =
      message.from?.id !== call.bot.me.id && dialog.chat.type !== 'private' && !dialog.admins.has(call.bot);
    if (foreign || call.world.now() - message.date * 1000 > DELETE_WITHIN) throw badRequest("message can't be deleted");
    call.world.remove(dialog, call.bot, message.message_id);
    return true;
  },
};
