/** The public's Telegram bot, on grammY. Only its client is used: its own loops lose updates (docs of the poller). */
import { Bot, InputFile } from 'grammy';
import { withoutSlash, withUploads, type CallApi } from '../telegram/call.ts';
import { createTelegramChannel } from '../telegram/channel.ts';
import type { TelegramChannel, TelegramOptions } from '../telegram/options.ts';

export const createTelegramPublic = (options: TelegramOptions): TelegramChannel =>
  createTelegramChannel('telegram-public', grammyCall(options), options);

type RawCall = (payload: object, signal: AbortSignal) => Promise<unknown>;

/** Rejects with GrammyError (Telegram said no) or HttpError (no answer). */
export const grammyCall = ({ token, apiRoot }: Pick<TelegramOptions, 'token' | 'apiRoot'>): CallApi => {
  const { raw } = new Bot(token, apiRoot === undefined ? {} : { client: { apiRoot: withoutSlash(apiRoot) } }).api;
  return <T>(method: string, payload: object, signal: AbortSignal) => {
    // The one method we call that grammY gives no payload.
    if (method === 'getMe') return (raw.getMe as unknown as (signal: AbortSignal) => Promise<T>)(signal);
    const form = withUploads(payload, ({ bytes, name }) => new InputFile(bytes, name));
    return (raw as unknown as Record<string, RawCall>)[method]!(form, signal) as Promise<T>;
  };
};
