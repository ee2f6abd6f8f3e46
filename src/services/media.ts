/** Files that people sent, fetched from the platform they were sent on. */
import type { Channel } from '#bots/channel.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { channelOf } from './outbox.ts';
import { TryLater } from './try-later.ts';

/** The bytes, or one sentence that says why there are none and what to do. */
export type Fetched = { bytes: Buffer } | { why: TextRef };

/** ms a file may take. */
const LIMIT = 60_000;

export class Media {
  private readonly channels: ReadonlyMap<string, Pick<Channel, 'download'>>;

  constructor(channels: ReadonlyMap<string, Pick<Channel, 'download'>>) {
    this.channels = channels;
  }

  /**
   * `key` is the question that the file answers. Throws TryLater where the platform does not give it now: when that lasts,
   * the person is asked for this file again and for nothing else.
   */
  async download(chat: string, ref: string, key: string): Promise<Fetched> {
    const channel = this.channels.get(channelOf(chat));
    if (!channel) throw new Error(`this process has no ${channelOf(chat)}`);
    try {
      return { bytes: await channel.download(ref, AbortSignal.timeout(LIMIT)) };
    } catch (error) {
      const { name } = error as Error;
      if (name === 'FileTooLarge') return { why: tx('media.tooLarge') };
      if (name === 'FileGone') return { why: tx('media.gone') };
      throw new TryLater(error, { refused: { key, why: tx('media.away') } });
    }
  }
}
