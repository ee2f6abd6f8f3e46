/** Which bots of a chat get a message. In groups, privacy mode hides most of it from most bots. */
import type { Message } from '@grammyjs/types';
import type { Bot, Dialog } from '../world/types.ts';

function readsInGroup(bot: Bot, dialog: Dialog, message: Message): boolean {
  if (!bot.privacy || dialog.admins.has(bot)) return true;
  const { reply_to_message: replied } = message;
  if (replied?.from?.id === bot.me.id && !replied.forum_topic_created) return true;
  const command = message.entities?.find((entity) => entity.type === 'bot_command' && entity.offset === 0);
  if (!command) return false;
  const [, addressee] = message.text!.slice(0, command.length).split('@');
  return addressee === undefined ? dialog.lastBot === bot : addressee.toLowerCase() === bot.me.username.toLowerCase();
}

export function readersOf(dialog: Dialog, message: Message): Bot[] {
  const bots = [...dialog.bots];
  return dialog.chat.type === 'private' ? bots : bots.filter((bot) => readsInGroup(bot, dialog, message));
}
