/** The council's own channels, from its data. */
import type { Side } from '#flows/engine/chat.ts';
import { tx } from '#flows/engine/message.ts';
import type { Services } from './commands.ts';
import type { Council } from './council.ts';
import { sideOf } from './notices.ts';

/** The address that opens the Telegram bot of a side; empty where the council has none. */
export const telegramOf = ({ official }: Council, side: Side): string => {
  const bot = official.channels.find((one) => one.kind === 'telegram' && one.for === side);
  return bot ? `https://t.me/${bot.text}` : '';
};

/** Something secret waits for somebody where others would read it: they are told where to get it, once for each `key` of the chat. */
export const tellSecret = ({ notices, council }: Services, chat: string, key: string): Promise<void> =>
  notices.toChat(chat, {
    key: `rahasia:${key}`,
    text: tx('whatsapp.secretElsewhere', { telegram: telegramOf(council, sideOf(chat)) }),
  });
