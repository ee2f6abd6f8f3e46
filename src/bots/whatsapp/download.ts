/** Fetches a file that a person sent, by the id of its message. */
import { wait } from '../backoff.ts';
import { FileGone, FileTooLarge } from '../channel.ts';
import type { LibraryMessage } from './library.ts';
import type { Living } from './life.ts';

/** Bytes. A larger one would pass through the page's memory and the line to it as text, a third larger again. */
export const DOWNLOAD_LIMIT = 20 * 1024 * 1024;

/** ms until a file that the page does not have is asked for a second time. */
const AGAIN = 1_500;

/** Rejects with FileTooLarge, FileGone, or an Error without anything of the message: another try may help. */
export const download = async (life: Living, ref: string, signal: AbortSignal): Promise<Buffer> => {
  const { client } = life;
  if (!client) throw new Error('the number is not ready');
  // What is no message's id at all was never a file here.
  if (!/^(?:true|false)_[^_]+_[^_]+(?:_[^_]+)?$/.test(ref)) throw new FileGone('no such message');
  const message = await unlessEnded(client.getMessageById(ref), signal);
  if (!message?.hasMedia) throw new FileGone('no such message');
  if (sizeOf(message) > DOWNLOAD_LIMIT) throw new FileTooLarge('the file is too large');
  // Also what is still on its way to the page is undefined at first.
  const media =
    (await unlessEnded(message.downloadMedia(), signal)) ??
    ((await wait(AGAIN, signal)) && (await unlessEnded(message.downloadMedia(), signal)));
  // The library says so of everything that WhatsApp has no more.
  if (!media) throw new FileGone('the file is gone');
  return Buffer.from(media.data, 'base64');
};

const sizeOf = (message: LibraryMessage): number => Number((message.rawData as { size?: number }).size ?? 0);

const unlessEnded = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const ended = Promise.withResolvers<never>();
  const end = (): void => ended.reject(new Error('the file took too long'));
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  return Promise.race([
    work.catch(() => Promise.reject(new Error('the page did not give the file'))),
    ended.promise,
  ]).finally(() => signal.removeEventListener('abort', end));
};
