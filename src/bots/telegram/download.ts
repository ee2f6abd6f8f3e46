/** Fetches a file that a person sent. Its address holds the token and dies within an hour: it is never kept, shown or logged. */
import { FileGone, FileTooLarge } from '../channel.ts';
import { withoutSlash, type CallApi } from './call.ts';
import { failureOf } from './failure.ts';
import type { TelegramOptions } from './options.ts';

/** Bytes that a bot may fetch. */
export const DOWNLOAD_LIMIT = 20 * 1024 * 1024;
const TELEGRAM = 'https://api.telegram.org';

/** Rejects with FileTooLarge, FileGone, or an Error without the address. */
export async function download(
  call: CallApi,
  { token, apiRoot = TELEGRAM }: Pick<TelegramOptions, 'token' | 'apiRoot'>,
  ref: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const path = await pathOf(call, ref, signal);
  const response = await fetch(`${withoutSlash(apiRoot)}/file/bot${token}/${path}`, { signal }).catch(() => null);
  if (response?.status === 404) throw new FileGone('the file is gone');
  if (!response?.ok) throw new Error(`the file was not given: ${response?.status ?? 'no answer'}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (bytes.length > DOWNLOAD_LIMIT) throw new FileTooLarge('the file is too large');
  return bytes;
}

async function pathOf(call: CallApi, ref: string, signal: AbortSignal): Promise<string> {
  try {
    const file = await call<{ file_path?: string }>('getFile', { file_id: ref }, signal);
    if (file.file_path === undefined) throw new FileGone('the file has no path');
    return file.file_path;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'refused' && /too big/i.test(failure.description))
      throw new FileTooLarge('the file is too large');
    if (failure.kind === 'refused' && failure.code === 400) throw new FileGone('the file is unknown');
    throw error;
  }
}
