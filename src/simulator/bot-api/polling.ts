/** getUpdates: long polling, one poller a bot. */
import type { Update } from '@grammyjs/types';
import type { Bot } from '../world/types.ts';
import { conflict } from './refusal.ts';

const LONGEST_SECONDS = 50;
const MOST = 100;

export interface PollArgs {
  offset?: number | undefined;
  limit?: number | undefined;
  /** Seconds. */
  timeout?: number | undefined;
}

export class Polls {
  private waiting = new Map<Bot, AbortController>();

  /**
   * Updates for one poll; waits up to `timeout` for the first. A second poll ends the first with a conflict, as does a
   * webhook. A poll whose connection has closed gives up and leaves its updates to the next.
   */
  async poll(bot: Bot, { offset = 0, limit = MOST, timeout = 0 }: PollArgs, closed: AbortSignal): Promise<Update[]> {
    this.end(bot, 'terminated by other getUpdates request; make sure that only one bot instance is running');
    if (offset !== 0) bot.updates.acknowledge(offset);
    const most = Math.min(MOST, Math.max(1, limit));
    const end = new AbortController();
    this.waiting.set(bot, end);
    try {
      return await this.first(bot, most, Math.min(LONGEST_SECONDS, timeout) * 1000, end.signal, closed);
    } finally {
      if (this.waiting.get(bot) === end) this.waiting.delete(bot);
    }
  }

  /** Ends a waiting poll with a conflict. */
  end(bot: Bot, why: string): void {
    this.waiting.get(bot)?.abort(conflict(why));
    this.waiting.delete(bot);
  }

  private async first(bot: Bot, most: number, ms: number, ended: AbortSignal, closed: AbortSignal): Promise<Update[]> {
    const late = AbortSignal.timeout(Math.max(1, ms));
    const stop = AbortSignal.any([ended, closed, late]);
    for (;;) {
      if (ended.aborted) throw ended.reason;
      if (closed.aborted) return [];
      const found = bot.updates.take(most);
      if (found.length > 0 || late.aborted || ms <= 0) return found;
      await bot.updates.changed(stop).catch(() => {});
    }
  }
}
