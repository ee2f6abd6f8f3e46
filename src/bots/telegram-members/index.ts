/** The members' and staff's Telegram bot, on Telegraf. Only its client is used: its own loops lose updates (docs of the poller). */
import { Telegram } from 'telegraf';
import { withoutSlash, withUploads, type CallApi } from '../telegram/call.ts';
import { createTelegramChannel } from '../telegram/channel.ts';
import type { TelegramChannel, TelegramOptions } from '../telegram/options.ts';

export const createTelegramMembers = (options: TelegramOptions): TelegramChannel =>
  createTelegramChannel('telegram-members', telegrafCall(options), options);

type TelegrafCall = (method: string, payload: object, options: { signal: AbortSignal }) => Promise<unknown>;

/** Rejects with TelegramError (Telegram said no) or node-fetch's FetchError or AbortError (no answer). */
export const telegrafCall = ({ token, apiRoot }: Pick<TelegramOptions, 'token' | 'apiRoot'>): CallApi => {
  const telegram = new Telegram(token, {
    webhookReply: false,
    // Telegraf resolves methods against the root as a URL, where a path without a slash at its end would be lost.
    ...(apiRoot !== undefined && { apiRoot: `${withoutSlash(apiRoot)}/` }),
  });
  const callApi = telegram.callApi.bind(telegram) as unknown as TelegrafCall;
  return <T>(method: string, payload: object, signal: AbortSignal) => {
    const form = withUploads(payload, ({ bytes, name }) => ({ source: bytes, filename: name }));
    return callApi(method, form, { signal }) as Promise<T>;
  };
};
