/** Everything that people's phones show, in order: what tests, `talk` and the page of phones read. */
import { EventEmitter, once } from 'node:events';

/** Older events are forgotten beyond this many, so that a long run stays small. */
const MEMORY = 100_000;

export interface Numbered {
  seq: number;
}

export class Feed<T extends Numbered> {
  private events: T[] = [];
  private last = 0;
  private changes = new EventEmitter();

  constructor() {
    this.changes.setMaxListeners(0);
  }

  /** Number of the newest event; 0 before the first. */
  get position(): number {
    return this.last;
  }

  add(event: Omit<T, 'seq'>): T {
    const numbered = { ...event, seq: ++this.last } as T;
    this.events.push(numbered);
    if (this.events.length > MEMORY) this.events.splice(0, MEMORY / 10);
    this.changes.emit('change');
    return numbered;
  }

  /** Events numbered above `seq` that match. */
  after(seq: number, matches: (event: T) => boolean = () => true): T[] {
    const skip = Math.max(0, seq - (this.events[0]?.seq ?? 1) + 1);
    return this.events.slice(skip).filter(matches);
  }

  /** As `after`, but waits up to `ms` for the first match; empty if none came. */
  async next(seq: number, matches: (event: T) => boolean, ms: number, signal?: AbortSignal): Promise<T[]> {
    const stop = new AbortController();
    const end = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    const timer = setTimeout(() => stop.abort(), ms);
    try {
      let from = seq;
      for (;;) {
        const found = this.after(from, matches);
        if (found.length > 0 || end.aborted) return found;
        from = this.last;
        await once(this.changes, 'change', { signal: end }).catch(() => {});
      }
    } finally {
      clearTimeout(timer);
    }
  }
}
