/** Fetches a file that a person sent. Its address holds the token and dies within an hour: it is never kept, shown or logged. */
import { FileGone, FileTooLarge } from '../channel.ts';
import { withoutSlash, within, type CallApi } from './call.ts';
import { briefly, failureOf } from './failure.ts';
import type { TelegramOptions } from './options.ts';

/** Bytes that a bot may fetch. */
export const DOWNLOAD_LIMIT = 20 * 1024 * 1024;
const TELEGRAM = 'https://api.telegram.org';
const LIMIT = 60_000;

type Options = Pick<TelegramOptions, 'token' | 'apiRoot' | 'fileTimeout'>;

/** Rejects with FileTooLarge, FileGone, or an Error without the address: fetch's and the libraries' own errors quote it. */
export const download = async (
  call: CallApi,
  { token, apiRoot = TELEGRAM, fileTimeout = LIMIT }: Options,
  ref: string,
  signal: AbortSignal,
): Promise<Buffer> => {
  const time = within(fileTimeout, signal);
  const path = await pathOf(call, ref, time);
  const address = `${withoutSlash(apiRoot)}/file/bot${token}/${path}`;
  const response = await fetch(address, { signal: time }).catch(() => null);
  if (response?.ok && response.body) return bytesOf(response.body);
  await response?.body?.cancel().catch(() => undefined);
  if (response?.status === 404) throw new FileGone('the file is gone');
  throw new Error(`the file was not given: ${response?.status ?? 'no answer'}`);
};

const bytesOf = async (body: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of body) {
      size += part.length;
      // Counted while it comes: what the platform claimed of the size may be wrong or missing.
      if (size > DOWNLOAD_LIMIT) throw new FileTooLarge('the file is too large');
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof FileTooLarge ? error : new Error('the file was cut off');
  }
  return Buffer.concat(parts);
};

const pathOf = async (call: CallApi, ref: string, signal: AbortSignal): Promise<string> => {
  const file = await call<{ file_path?: string }>('getFile', { file_id: ref }, signal).catch((error: unknown) => {
    throw faultOf(error);
  });
  if (file.file_path === undefined) throw new FileGone('the file has no path');
  return file.file_path;
};

const faultOf = (error: unknown): Error => {
  const failure = failureOf(error);
  if (failure.kind === 'refused' && /too big/i.test(failure.description))
    return new FileTooLarge('the file is too large');
  if (failure.kind === 'refused' && failure.code === 400) return new FileGone('the file is unknown');
  return new Error(`the file's path was not given: ${briefly(failure)}`);
};
