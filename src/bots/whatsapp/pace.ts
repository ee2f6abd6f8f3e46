/** Sends as a person at a handset would: typing first, seconds apart, and announcements only as many a day as WhatsApp bears. */
import type { SendClass } from '#flows/engine/message.ts';

/** Machine time in ms, waiting in it, and chance; given by tests. */
export interface HandClock {
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
  random(): number;
}

/** ms before a message, whoever had the last one: who waits for an answer waits shortest, who asked for nothing longest. */
const GAP: Record<SendClass, number> = { question: 900, reply: 900, secret: 900, notice: 2_500, broadcast: 8_000 };
/** Lower goes first. */
const RANK: Record<SendClass, number> = { question: 0, reply: 0, secret: 0, notice: 1, broadcast: 2 };
/** ms of typing: for each letter, the most, and the least where many wait for an answer. */
const LETTER = 18;
const LONGEST = 3_000;
const SHORTEST = 500;

interface Waiting {
  text: string;
  of: SendClass;
  /** ms since the last message. */
  gap: number;
  signal: AbortSignal;
  type(): unknown;
  go(): void;
}

export class Hand {
  private readonly clock: HandClock;
  private readonly waiting: Waiting[] = [];
  private last = -Infinity;
  /** Ends the pause before a message: somebody came who goes first, or its own wait was given up. */
  private pause = new AbortController();
  private serving: Promise<void> | undefined;

  constructor(clock: HandClock) {
    this.clock = clock;
  }

  /**
   * Waits for its moment, types, and resolves when the message may go. Rejects when `signal` ends, and leaves its moment to the next:
   * were it kept, more people than are served within their patience would wait for ever for moments that nobody uses.
   */
  turn(text: string, of: SendClass, signal: AbortSignal, type: () => unknown): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    const end = (): void => {
      this.drop(mine);
      reject(signal.reason as Error);
    };
    const gap = GAP[of] * (0.75 + this.clock.random() / 2);
    const mine: Waiting = { text, of, gap, signal, type, go: resolve };
    signal.addEventListener('abort', end, { once: true });
    this.waiting.push(mine);
    this.pause.abort();
    this.serving ??= this.serve();
    return promise.finally(() => signal.removeEventListener('abort', end));
  }

  private async serve(): Promise<void> {
    for (let next = this.next(); next; next = this.next()) {
      const rest = this.last + next.gap - this.clock.now();
      if (rest > 0) {
        this.pause = new AbortController();
        await this.clock.sleep(rest, this.pause.signal).catch(() => undefined);
        continue;
      }
      next.type();
      await this.clock.sleep(this.typing(next), next.signal).catch(() => undefined);
      if (next.signal.aborted) continue;
      this.drop(next);
      this.last = this.clock.now();
      next.go();
    }
    this.serving = undefined;
  }

  /** Who came first of those who go first. */
  private next(): Waiting | undefined {
    return this.waiting.reduce<Waiting | undefined>(
      (first, one) => (first && RANK[first.of] <= RANK[one.of] ? first : one),
      undefined,
    );
  }

  /** Where several wait for an answer, each is typed faster. */
  private typing({ text }: Waiting): number {
    const typed = Math.min(LONGEST, text.length * LETTER);
    const asking = this.waiting.filter(({ of }) => RANK[of] === 0).length;
    return Math.max(Math.min(SHORTEST, typed), typed / Math.max(1, asking));
  }

  private drop(one: Waiting): void {
    const at = this.waiting.indexOf(one);
    if (at >= 0) this.waiting.splice(at, 1);
    this.pause.abort();
  }
}

/** Messages a day that nobody asked for, above which the rest waits for tomorrow. */
export const CEILING = 300;

export class Ceiling {
  private readonly day: () => string;
  private readonly memory: { sent(day: string): Promise<number>; countSent(day: string): Promise<number> };
  private counted: { day: string; sent: number } | null = null;
  private readonly onReached: (sent: number) => void;

  constructor(day: () => string, memory: Ceiling['memory'], onReached: (sent: number) => void) {
    this.day = day;
    this.memory = memory;
    this.onReached = onReached;
  }

  /** Whether another one may go today. Rejects where the store is away. */
  async allows(of: SendClass): Promise<boolean> {
    if (of !== 'broadcast') return true;
    const day = this.day();
    if (this.counted?.day !== day) this.counted = { day, sent: await this.memory.sent(day) };
    return this.counted.sent < CEILING;
  }

  /** One that nobody asked for has gone. */
  async count(of: SendClass): Promise<void> {
    if (of !== 'broadcast' && of !== 'notice') return;
    const day = this.day();
    const sent = await this.memory.countSent(day);
    this.counted = { day, sent };
    if (sent === CEILING) this.onReached(sent);
  }
}
