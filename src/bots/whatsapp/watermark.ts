/** Up to when everything is durable: the moment from which the chats are read back after a pause. */
import type { LibraryMessage } from './library.ts';
import type { Memory } from './options.ts';

/** Seconds before the mark that are read again: clocks differ, and messages arrive out of their order. */
const MARGIN = 600;
/** ms between writes while messages come. */
const EVERY = 20_000;

export class Watermark {
  private readonly memory: Memory;
  private readonly open = new Map<string, number>();
  private newest = 0;
  private kept = 0;
  private writtenAt = 0;

  constructor(memory: Memory) {
    this.memory = memory;
  }

  /** Seconds from which to read back. A number that is linked for the first time begins now: what was said before is not its own. */
  async since(): Promise<number> {
    const stored = await this.memory.watermark();
    const now = Math.floor(Date.now() / 1000);
    if (stored === null) await this.memory.keepWatermark(now);
    return (stored ?? now) - MARGIN;
  }

  begin({ id, timestamp }: LibraryMessage): void {
    this.open.set(id._serialized, timestamp);
  }

  end({ id, timestamp }: LibraryMessage): void {
    this.open.delete(id._serialized);
    this.newest = Math.max(this.newest, timestamp);
    if (Date.now() - this.writtenAt > EVERY) void this.keep().catch(() => undefined);
  }

  /** Writes it down; older than it could be does no harm. */
  async keep(): Promise<void> {
    const mark = Math.min(this.newest, ...this.open.values());
    if (mark <= this.kept) return;
    this.writtenAt = Date.now();
    await this.memory.keepWatermark(mark).then(
      () => void (this.kept = mark),
      () => undefined,
    );
  }
}
