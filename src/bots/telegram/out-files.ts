/** Files of the house on their way out: by the id that Telegram gave them last time, else as bytes. */
import type { Message as TelegramMessage } from '@grammyjs/types';
import type { OutFile } from '#flows/engine/message.ts';
import { unlessEnded } from '../backoff.ts';
import type { SendOutcome } from '../channel.ts';
import type { TelegramCall } from '../render/telegram.ts';
import { Upload } from './call.ts';
import type { TelegramOptions } from './options.ts';

/** `method` is part of every question: the same file has another id as a photo than as a document. */
export interface OutFiles {
  /** What stands for the file in the call, or how the send ends without it: later where the store is away, never where the file is gone. */
  take(method: Method, file: OutFile, signal: AbortSignal): Promise<{ media: string | Upload } | SendOutcome>;
  /** Keeps the id under which Telegram has the file now. */
  learn(method: Method, file: OutFile, sent: Sent): void;
  /** Telegram's ids die: the next `take` gives the bytes. */
  forget(method: Method, file: OutFile): void;
}

type Method = TelegramCall['method'];

/** The message that came of it. Telegram shows some documents as what they are: a GIF as an animation, an MP3 as audio. */
export type Sent = Partial<Pick<TelegramMessage, 'photo' | 'voice' | 'audio' | 'animation' | 'video' | 'document'>>;

/** Ids kept; over that the oldest is uploaded again. */
const KEPT = 1000;
const AGAIN: SendOutcome = { retryAfter: 2_000, scope: 'network' };

export const createOutFiles = ({ files, outage }: Pick<TelegramOptions, 'files' | 'outage'>): OutFiles => {
  const ids = new Map<string, string>();

  return {
    async take(method, file, signal) {
      const known = ids.get(keyOf(method, file));
      if (known !== undefined) return { media: known };
      if (!files) return { rejected: 'unshowable' };
      try {
        // A store that never answers must not hold the chat's next message for longer than the send may take.
        const bytes = await unlessEnded(files.read(file.id), signal);
        return bytes ? { media: new Upload(bytes, file.name) } : { rejected: 'file gone' };
      } catch (error) {
        return signal.aborted || outage(error) ? AGAIN : { rejected: 'file unreadable' };
      }
    },
    learn(method, file, sent) {
      const id = idOf(sent);
      if (id === undefined) return;
      ids.set(keyOf(method, file), id);
      if (ids.size > KEPT) ids.delete(ids.keys().next().value!);
    },
    forget(method, file) {
      ids.delete(keyOf(method, file));
    },
  };
};

const keyOf = (method: Method, { id }: OutFile): string => `${method} ${id}`;

const idOf = ({ photo, voice, audio, animation, video, document }: Sent): string | undefined =>
  (photo?.at(-1) ?? voice ?? audio ?? animation ?? video ?? document)?.file_id;
