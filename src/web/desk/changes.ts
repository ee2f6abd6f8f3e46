/** Tells open pages that something in the queues is no longer as they show it. Looked for only while somebody watches. */
import { EventEmitter } from 'node:events';
import type { Services } from '#services/commands.ts';

const EVERY = 2000;

export class Changes {
  private readonly services: Services;
  private readonly told = new EventEmitter().setMaxListeners(0);
  private timer: NodeJS.Timeout | undefined;
  private last = '';
  private looking = false;

  constructor(services: Services) {
    this.services = services;
  }

  /** Calls `changed` for whatever changes from now on, until the returned function is called. */
  async watch(changed: () => void): Promise<() => void> {
    this.told.on('changed', changed);
    await this.look();
    this.timer ??= setInterval(() => void this.look(), EVERY).unref();
    return () => {
      this.told.off('changed', changed);
      if (!this.told.listenerCount('changed')) this.stop();
    };
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.last = '';
  }

  /** One question for all pages: every change raises a version. */
  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const { Aduan, Obrolan } = this.services.models;
      const sum = { $group: { _id: null, count: { $sum: 1 }, version: { $sum: '$version' } } };
      const sums = await Promise.all([
        Aduan.aggregate<object>([sum]),
        // What ends leaves the sum.
        Obrolan.aggregate<object>([{ $match: { state: { $in: ['menunggu', 'ditangani', 'tertunda'] } } }, sum]),
      ]);
      const now = JSON.stringify(sums);
      if (this.last && now !== this.last) this.told.emit('changed');
      this.last = now;
    } catch {
      // The database is away: the next look will tell.
    } finally {
      this.looking = false;
    }
  }
}
