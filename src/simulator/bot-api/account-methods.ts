/** What a bot says about itself and asks about its chats. */
import type { ChatFullInfo } from '@grammyjs/types';
import { findDialog, writableDialog } from './access.ts';
import type { Handlers } from './call.ts';
import { botMember } from '../people/membership.ts';
import { badRequest } from './refusal.ts';

const ANSWER_LIMIT = 200;
const COMMAND = /^\/?[a-z0-9_]{1,32}$/;
const ACTIONS = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
];

const shownTo = ({ scope, language_code: language = '' }: { scope?: object; language_code?: string }): string =>
  `${Object.values(scope ?? { type: 'default' }).join(':')} ${language}`.trim();

export const accountMethods: Handlers = {
  getMe: ({ bot }) => bot.me,

  getChat(call, args) {
    const { chat } = findDialog(call, args.chat_id);
    const full = { ...chat, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: NO_GIFTS };
    return full as unknown as ChatFullInfo;
  },

  /** Of a bot alone: what it may do in a group. */
  getChatMember({ world, ...call }, args) {
    const dialog = writableDialog({ world, ...call }, args.chat_id);
    const bot = [...dialog.bots].find(({ me }) => me.id === Number(args.user_id));
    if (!bot) throw badRequest('user not found');
    const status = dialog.admins.has(bot) ? 'administrator' : 'member';
    return botMember(bot, status, dialog.managers.has(bot));
  },

  setMyCommands({ bot }, args) {
    const commands = [...(args.commands ?? [])];
    if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const { command, description } of commands) {
      if (!COMMAND.test(command)) throw badRequest('BOT_COMMAND_INVALID');
      if (!description || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    bot.commands.set(shownTo(args), commands);
    return true;
  },

  getMyCommands: ({ bot }, args) => bot.commands.get(shownTo(args)) ?? [],

  setMyDescription({ bot }, args) {
    const { description = '' } = args;
    if (description.length > 512) throw badRequest('description is too long');
    bot.description = description;
    return true;
  },

  setMyShortDescription(_, args) {
    if ((args.short_description ?? '').length > 120) throw badRequest('short description is too long');
    return true;
  },

  sendChatAction(call, args) {
    const dialog = writableDialog(call, args.chat_id);
    if (!args.action || !ACTIONS.includes(args.action)) throw badRequest('wrong parameter action in request');
    call.world.show(dialog, call.bot, 'action', { id: 0, text: args.action });
    return true;
  },

  answerCallbackQuery({ world, bot }, args) {
    if ([...(args.text ?? '')].length > ANSWER_LIMIT) throw badRequest('MESSAGE_TOO_LONG');
    const press = world.callbacks.close(String(args.callback_query_id));
    if (!press) throw badRequest('query is too old and response timeout expired or query ID is invalid');
    if (args.text) world.show(press.dialog, bot, 'toast', { id: press.message, text: args.text });
    return true;
  },
};

const NO_GIFTS = {
  unlimited_gifts: false,
  limited_gifts: false,
  unique_gifts: false,
  premium_subscription: false,
  gifts_from_channels: false,
};
