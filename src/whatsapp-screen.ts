/** Codes that link a number, shown in an administrator's Telegram chat and taken back. */
import { toBuffer } from 'qrcode';
import type { TelegramChannel } from '#bots/telegram/options.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import { addressOf } from '#services/outbox.ts';
import type { Screen } from '#services/whatsapp/holder.ts';

const LIMIT = 15_000;

/** `say` speaks Indonesian to administrators, as their notices do until they choose otherwise. */
export const screenOn = (telegram: TelegramChannel, say: (locale: Locale, ref: TextRef) => string): Screen => ({
  async qr(chat, text, caption) {
    const png = await toBuffer(text, { width: 640, margin: 3, errorCorrectionLevel: 'L' });
    return telegram.show(addressOf(chat), png, say('id', caption));
  },
  async code(chat, caption) {
    const message = { class: 'reply', text: say('id', caption) } as const;
    const outcome = await telegram.send(addressOf(chat), message, AbortSignal.timeout(LIMIT));
    if (!('sent' in outcome)) throw new Error('the code was not shown');
    return outcome.sent;
  },
  erase: (chat, message) => telegram.erase(addressOf(chat), message),
});
