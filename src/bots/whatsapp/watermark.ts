/** Up to when everything is durable: the moment from which the chats are read back after a pause. */
import type { LibraryMessage } from './library.ts';
import type { Memory } from './options.ts';
import { TOO_OLD } from './to-arrival.ts';

/** Seconds before the mark that are read again: clocks differ, and messages arrive out of their order. */
const MARGIN = 600;
/** ms between writes while messages come. */
const EVERY = 20_000;

export class Watermark {
  private readonly memory: Memory;
  private readonly open = new Map<string, number>();
  private newest = 0;
  private kept = 0;
  /** Seconds from which the chats have still to be read back: what is newer may be durable, and what stands between is not. */
  private floor = Infinity;
  /** Digits of the number that is linked, as far as they are known. */
  private of: string | null = null;
  private writtenAt = 0;

  constructor(memory: Memory) {
    this.memory = memory;
  }

  /**
   * Seconds from which to read back, until `caughtUp`. A number that is linked for the first time, or in another's place, begins now:
   * what was said before at its handset is not ours. `of`: its digits, null where the page hides them.
   */
  async since(of: string | null): Promise<number> {
    const stored = await this.memory.watermark(of);
    const now = Math.floor(Date.now() / 1000);
    if (stored === null) {
      await this.memory.keepWatermark(now, of);
      this.newest = 0;
      this.kept = 0;
    }
    this.of = of ?? this.of;
    this.floor = stored ?? now;
    return this.floor - MARGIN;
  }

  /** All that was missed is taken up. */
  caughtUp(): void {
    this.floor = Infinity;
  }

  /** On its way to be durable. */
  isOpen({ id }: LibraryMessage): boolean {
    return this.open.has(id._serialized);
  }

  begin({ id, timestamp }: LibraryMessage): void {
    this.open.set(id._serialized, timestamp);
  }

  end({ id, timestamp }: LibraryMessage): void {
    this.open.delete(id._serialized);
    // A clock that goes wrong elsewhere must not hide what comes until then.
    this.newest = Math.max(this.newest, Math.min(timestamp, Math.floor(Date.now() / 1000)));
    if (Date.now() - this.writtenAt > EVERY) void this.keep().catch(() => undefined);
  }

  /** Writes it down; older than it could be does no harm. */
  async keep(): Promise<void> {
    // A chat that can never be read must not hold it for ever: what is too old is not taken any more.
    const floor = Math.max(this.floor, Math.floor((Date.now() - TOO_OLD) / 1000));
    const mark = Math.min(this.newest, floor, ...this.open.values());
    if (mark <= this.kept) return;
    this.writtenAt = Date.now();
    await this.memory.keepWatermark(mark, this.of).then(
      () => void (this.kept = mark),
      () => undefined,
    );
  }
}
