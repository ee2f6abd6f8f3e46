/** What an operator is told when a start fails: one sentence that says what to do. Never a stack, never a secret. */
import { TelegramStartError } from '#bots/telegram/options.ts';
import { CouncilFault } from '#services/council.ts';

const VARIABLE: Record<string, string> = {
  'telegram-public': 'TELEGRAM_PUBLIC_TOKEN',
  'telegram-members': 'TELEGRAM_MEMBERS_TOKEN',
};

export function explain(error: unknown): string {
  if (error instanceof CouncilFault) return error.message;
  if (error instanceof TelegramStartError)
    return error.code === 'wrong-token'
      ? `Telegram does not know the token in ${VARIABLE[error.bot] ?? error.bot}: copy it again from BotFather.`
      : `Telegram does not take the webhook of ${error.bot}: check TELEGRAM_WEBHOOK_URL.`;
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (name?.startsWith('Mongo')) return `MongoDB does not answer at MONGODB_URI: start it, or correct the address.`;
  if (code === 'EADDRINUSE') return 'The port is in use: set PORT to another one, or stop what uses it.';
  if (code === 'EACCES') return 'The port may not be used: set PORT to one above 1023.';
  return `The start failed: ${message ?? String(error)}`;
}
