/** Finds what a call speaks of, or refuses as the platform does. */
import type { Message } from '@grammyjs/types';
import type { Dialog } from '../world/types.ts';
import type { Call } from './call.ts';
import { badRequest, forbidden, Refusal } from './refusal.ts';

/** The chat by its id; known only if the person once pressed Start or the bot is in the group. */
export function findDialog({ world, bot }: Call, chatId: unknown): Dialog {
  if (chatId === undefined || chatId === '') throw badRequest('chat_id is empty');
  const id = Number(chatId);
  const dialog = Number.isSafeInteger(id) ? world.dialog(bot, id) : undefined;
  if (!dialog?.opened) throw badRequest('chat not found');
  return dialog;
}

/** The chat, if the bot may write into it. */
export function writableDialog(call: Call, chatId: unknown): Dialog {
  const dialog = findDialog(call, chatId);
  if (dialog.movedTo !== null) {
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: dialog.movedTo,
    });
  }
  if (dialog.blocked) throw forbidden('bot was blocked by the user');
  if (!dialog.bots.has(call.bot)) throw forbidden(`bot was kicked from the ${dialog.chat.type} chat`);
  return dialog;
}

/** The topic that a message is for, undefined for General; a closed one takes messages only of who may manage topics. */
export function writableTopic({ bot }: Call, dialog: Dialog, thread: unknown): number | undefined {
  if (thread === undefined || thread === '') return undefined;
  const topic = dialog.topics?.get(Number(thread));
  if (!topic) throw badRequest('message thread not found');
  if (topic.closed && !dialog.managers.has(bot)) throw badRequest('TOPIC_CLOSED');
  return topic.id;
}

/** A message of the chat; `purpose` is the platform's word for it in the refusal. */
export function findMessage(dialog: Dialog, id: unknown, purpose: string): Message {
  const message = typeof id === 'number' ? dialog.messages.get(id) : undefined;
  if (!message) throw badRequest(`${purpose} not found`);
  return message;
}

/** A message that this bot sent and may still change. */
export function ownMessage(call: Call, dialog: Dialog, id: unknown): Message {
  const message = findMessage(dialog, id, 'message to edit');
  if (message.from?.id !== call.bot.me.id) throw badRequest("message can't be edited");
  return message;
}
