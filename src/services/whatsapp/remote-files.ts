/**
 * Files of people at WhatsApp where roles run apart: only the process with the browser can fetch one, and a worker needs it. The worker
 * asks by a document, the holder fetches and leaves the bytes in the store of files, the worker takes them. Either may die anywhere:
 * asked for again it is the same document, and bytes that nobody takes go with the daily sweep of the store.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Model } from 'mongoose';
import type { FileFetch } from '#models/file-fetch.ts';
import type { Channel } from '#bots/channel.ts';
import type { Files } from '../files.ts';

type Store = Pick<Files, 'pass' | 'take'>;
type Asking = { models: { FileFetch: Model<FileFetch> }; files: Store };

/** ms between looks of who waits, and of who fetches. */
const LOOK = 250;
const FETCH_LOOK = 500;
/** ms one file may take, and before a fault is tried again. */
const LIMIT = 60_000;
const AGAIN = 2_000;

/** What `media.ts` knows a fault by. */
const NAMES = { gone: 'FileGone', 'too-large': 'FileTooLarge' } as const;

const idOf = (channel: string, ref: string): string =>
  createHash('sha256').update(`${channel}\n${ref}`).digest('base64url').slice(0, 27);

/** The worker's side: a channel that can only fetch. Rejects as the channel itself would. */
export const remoteFiles = (
  { models: { FileFetch: fetches }, files }: Asking,
  channel: string,
): Pick<Channel, 'download'> => ({
  async download(ref, signal) {
    const _id = idOf(channel, ref);
    await fetches.updateOne(
      { _id },
      { $setOnInsert: { channel, ref, state: 'wanted', until: 0, content: null, at: new Date(), schemaVersion: 1 } },
      { upsert: true },
    );
    for (;;) {
      signal.throwIfAborted();
      const doc = await fetches.findById(_id).lean<FileFetch>();
      if (!doc) throw new Error('the file was asked for too long ago');
      if (doc.state === 'wanted') {
        await sleep(LOOK, undefined, { signal });
        continue;
      }
      if (doc.state !== 'done') {
        await fetches.deleteOne({ _id });
        throw Object.assign(new Error('the file is not to be had'), { name: NAMES[doc.state] });
      }
      // Taken before and died: what is gone from the store is asked for anew.
      const bytes = doc.content && (await files.take(doc.content).catch(() => null));
      await fetches.deleteOne({ _id });
      if (!bytes) throw new Error('the file was taken already');
      return bytes;
    }
  },
});

/** The holder's side. */
export class FileFetcher {
  private readonly fetches: Model<FileFetch>;
  private readonly files: Store;
  private readonly channel: Pick<Channel, 'name' | 'download'>;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | null = null;

  constructor({ models, files }: Asking, channel: Pick<Channel, 'name' | 'download'>) {
    this.fetches = models.FileFetch;
    this.files = files;
    this.channel = channel;
  }

  start(): void {
    this.timer = setInterval(() => {
      this.working ??= this.all()
        // The database is away: the next look finds it.
        .catch(() => undefined)
        .finally(() => (this.working = null));
    }, FETCH_LOOK);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  private async all(): Promise<void> {
    for (let now = Date.now(); ; now = Date.now()) {
      const doc = await this.fetches
        .findOneAndUpdate(
          { channel: this.channel.name, state: 'wanted', until: { $lte: now } },
          { $set: { until: now + LIMIT + AGAIN } },
          { returnDocument: 'after' },
        )
        .lean<FileFetch>();
      if (!doc) return;
      await this.fetches.updateOne({ _id: doc._id, state: 'wanted' }, { $set: await this.one(doc.ref) });
    }
  }

  private async one(ref: string): Promise<Partial<FileFetch>> {
    try {
      const bytes = await this.channel.download(ref, AbortSignal.timeout(LIMIT));
      return { state: 'done', content: await this.files.pass(bytes) };
    } catch (error) {
      const { name } = error as Error;
      if (name === NAMES.gone) return { state: 'gone' };
      if (name === NAMES['too-large']) return { state: 'too-large' };
      return { until: Date.now() + AGAIN };
    }
  }
}
