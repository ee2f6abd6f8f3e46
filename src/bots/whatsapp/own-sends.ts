/**
 * Tells the bot's own messages from those that somebody writes at the handset: both come back as ours. The ids are no help, since a
 * message may come back before its send has returned one, and a process that died in a send has none.
 */
import type { Memory } from './options.ts';

/** ms after which an own message no longer comes back; and between our clock and WhatsApp's. */
const KEPT = 10 * 60_000;

export class OwnSends {
  private readonly memory: Pick<Memory, 'keepOwn' | 'mayBeOwn'>;
  private sent: { text: string; at: number }[] = [];

  constructor(memory: Pick<Memory, 'keepOwn' | 'mayBeOwn'>) {
    this.memory = memory;
  }

  /** Before each send; `text` is empty for a file without a caption. Rejects where the store is away: then nothing may be sent. */
  async add(text: string): Promise<void> {
    const at = Date.now();
    this.sent = [...this.sent.filter((one) => one.at >= at - KEPT), { text, at }];
    await this.memory.keepOwn(text, at);
  }

  /** One that comes back now. */
  has(text: string): boolean {
    return this.sent.some((one) => one.text === text && one.at >= Date.now() - KEPT);
  }

  /** One that is read back, written at that machine ms; its send may be another process's. Rejects where the store is away. */
  async hasSent(text: string, at: number): Promise<boolean> {
    const known = this.sent.some((one) => one.text === text && Math.abs(one.at - at) <= KEPT);
    return known || this.memory.mayBeOwn(text, at, KEPT);
  }
}
