/** First contact: who the bot is, and which way its updates come. */
import { briefly, failureOf } from './failure.ts';
import { within, type CallApi } from './call.ts';
import type { Me } from './group.ts';
import { TelegramStartError, type TelegramOptions } from './options.ts';
import { WANTED_UPDATES } from './to-arrival.ts';

/** ms one of these calls may take. */
const LIMIT = 10_000;

/**
 * Safe to repeat. Rejects with TelegramStartError when trying again cannot help, and with the library's error otherwise.
 * Updates that wait at Telegram are kept in both ways.
 */
export const connect = async (
  name: string,
  call: CallApi,
  webhook: TelegramOptions['webhook'],
  signal: AbortSignal,
): Promise<Me> => {
  const me = await call<Me>('getMe', {}, within(LIMIT, signal)).catch((error: unknown) => {
    // 404 is Telegram's answer to a token that does not even look like one.
    throw isRefusal(error, [401, 404]) ? new TelegramStartError('wrong-token', name) : error;
  });
  if (!webhook) await call('deleteWebhook', { drop_pending_updates: false }, within(LIMIT, signal));
  else
    await call('setWebhook', webhookPayload(webhook), within(LIMIT, signal)).catch((error: unknown) => {
      throw isRefusal(error, [400]) ? new TelegramStartError('bad-webhook', name) : error;
    });
  return { id: me.id, username: me.username };
};

const webhookPayload = ({ url, secret }: { url: string; secret: string }): object => ({
  url,
  secret_token: secret,
  allowed_updates: WANTED_UPDATES,
  drop_pending_updates: false,
});

const isRefusal = (error: unknown, codes: number[]): boolean => {
  const failure = failureOf(error);
  return failure.kind === 'refused' && codes.includes(failure.code);
};

/** For the log. */
export const whyNot = (error: unknown): string =>
  error instanceof TelegramStartError ? error.code : briefly(failureOf(error));
