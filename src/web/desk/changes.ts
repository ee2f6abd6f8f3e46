/** Tells open pages that something in the queues is no longer as they show it. Looked for only while somebody watches. */
import { EventEmitter } from 'node:events';
import type { Services } from '#services/commands.ts';

const EVERY = 2000;
/** ms by which the clocks of two processes may differ, with the time that a write takes. */
const APART = 60_000;

export class Changes {
  private readonly services: Services;
  private readonly told = new EventEmitter().setMaxListeners(0);
  private timer: NodeJS.Timeout | undefined;
  /** What was written lately, when it was looked for last; null while nobody watches. */
  private last: { at: number; seen: ReadonlySet<string> } | null = null;
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
    this.last = null;
  }

  /** One question for all pages, of what was written since the last: however much there is, it costs what has changed. */
  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const { Aduan, Obrolan } = this.services.models;
      const at = Date.now();
      const since = { touchedAt: { $gte: new Date((this.last?.at ?? at) - APART) } };
      const [reports, talks] = await Promise.all([
        Aduan.find(since, { version: 1 }).lean<Versioned[]>(),
        Obrolan.find(since, { version: 1 }).lean<Versioned[]>(),
      ]);
      const seen = new Set([...reports, ...talks].map(({ _id, version }) => `${_id} ${version}`));
      const before = this.last?.seen;
      if (before && [...seen].some((one) => !before.has(one))) this.told.emit('changed');
      this.last = { at, seen };
    } catch {
      // The database is away: the next look will tell.
    } finally {
      this.looking = false;
    }
  }
}

interface Versioned {
  _id: string;
  version: number;
}
