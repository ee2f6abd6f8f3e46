/**
 * Tells the bot's own messages from those that somebody writes at the handset: both come back as ours. The ids are no help, since a
 * message may come back before its send has returned one.
 */

/** ms after which an own message no longer comes back. */
const KEPT = 10 * 60_000;

export class OwnSends {
  private readonly sent: { text: string; at: number }[] = [];

  /** Before each send; `text` is empty for a file without a caption. */
  add(text: string): void {
    const now = Date.now();
    while (this.sent[0] && this.sent[0].at < now - KEPT) this.sent.shift();
    this.sent.push({ text, at: now });
  }

  has(text: string): boolean {
    return this.sent.some((one) => one.text === text && one.at >= Date.now() - KEPT);
  }
}
