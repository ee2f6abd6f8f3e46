/** Groups are never talked in; only whoever speaks to the bot there is told so. Pure. */
import type { Message, MessageEntity } from '@grammyjs/types';

/** The bot itself, as getMe names it. */
export interface Me {
  id: number;
  username: string;
}

/** A command, a mention or a reply to the bot. A command for another bot (`/start@other`) is not. */
export const isSpokenTo = (message: Message, me: Me): boolean => {
  const { reply_to_message: replied } = message;
  // In a topic everything answers the note that began it, where it answers nothing else.
  if (replied?.from?.id === me.id && !replied.forum_topic_created) return true;
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  return entities.some((entity) => names(entity, text.slice(entity.offset, entity.offset + entity.length), me));
};

const names = (entity: MessageEntity, part: string, me: Me): boolean => {
  if (entity.type === 'text_mention') return entity.user.id === me.id;
  if (entity.type === 'mention') return isName(part, me);
  if (entity.type !== 'bot_command') return false;
  const at = part.indexOf('@');
  return at < 0 || isName(part.slice(at), me);
};

const isName = (name: string, me: Me): boolean => name.toLowerCase() === `@${me.username.toLowerCase()}`;
