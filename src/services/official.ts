/** The council's own channels, from its data. */
import type { Side } from '#flows/engine/chat.ts';
import type { Council } from './council.ts';

/** The address that opens the Telegram bot of a side; empty where the council has none. */
export const telegramOf = ({ official }: Council, side: Side): string => {
  const bot = official.channels.find((one) => one.kind === 'telegram' && one.for === side);
  return bot ? `https://t.me/${bot.text}` : '';
};
