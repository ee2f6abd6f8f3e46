/** Sends as a person at a handset would: typing first, seconds apart, and announcements only as many a day as WhatsApp bears. */
import type { SendClass } from '#flows/engine/message.ts';

/** Machine time in ms, waiting in it, and chance; given by tests. */
export interface HandClock {
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
  random(): number;
}

/** ms from one message to the next, whoever it is to: who waits for an answer goes first, who asked for nothing last. */
const GAP: Record<SendClass, number> = { question: 900, reply: 900, secret: 900, notice: 2_500, broadcast: 8_000 };
/** ms of typing: for each letter, and the most. */
const LETTER = 18;
const LONGEST = 3_000;

export class Hand {
  private readonly clock: HandClock;
  private free = 0;

  constructor(clock: HandClock) {
    this.clock = clock;
  }

  /** Waits for the next moment, types, and resolves when the message may go. Rejects when `signal` ends. */
  async turn(text: string, of: SendClass, signal: AbortSignal, type: () => unknown): Promise<void> {
    const typing = Math.min(LONGEST, text.length * LETTER);
    const from = Math.max(this.free, this.clock.now());
    // Taken at once, so that two that come together stand one behind the other; never twice the same wait.
    this.free = from + typing + GAP[of] * (0.75 + this.clock.random() / 2);
    await this.clock.sleep(from - this.clock.now(), signal);
    type();
    await this.clock.sleep(typing, signal);
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
