/**
 * A conversation as a test reads: `await talk.user('kunjungan').sees('Siapa').tap('Warga').sees('tanggal').done`. Steps
 * run in order; `sees` waits for a message of the bot that holds the text, and fails with the transcript.
 */
import type { Phone } from '#simulator/people.ts';
import type { Action } from '#simulator/people/actions.ts';
import type { Shown } from '#simulator/world/shown.ts';
import { typedChoice } from './typed-choice.ts';

const PATIENCE = 15_000;

export class Talk {
  readonly phone: Phone;
  private chain: Promise<void> = Promise.resolve();
  /** Messages up to this number were seen. */
  private seen = 0;
  private readonly transcript: string[] = [];

  private readonly settled: () => Promise<void>;

  /** `settled` resolves when the bot has noted that its messages were sent: a person reads before answering, a test does not. */
  constructor(phone: Phone, settled: () => Promise<void> = async () => {}) {
    this.phone = phone;
    this.settled = settled;
  }

  user(text: string): this {
    return this.act({ do: 'text', text });
  }

  start(payload?: string): this {
    return this.act({ do: 'start', ...(payload !== undefined && { payload }) });
  }

  /** Presses the newest button with that label, or whose label begins so. */
  tap(label: string): this {
    return this.next(() => {
      const full = this.labels().find((l) => l === label) ?? this.labels().find((l) => l.startsWith(label));
      this.transcript.push(`> [${full ?? label}]`);
      const typed = full === undefined ? typedChoice(label, this.phone.messages()) : null;
      if (typed === null) this.phone.press(full ?? label);
      else this.phone.text(typed);
    });
  }

  contact(): this {
    return this.act({ do: 'contact' });
  }

  /** Becomes one of the office: the code of an invitation, and their own contact. */
  binds(code: string): this {
    return this.start().sees('kode undangan').user(code).sees('bagikan nomor').contact().sees('sudah terhubung');
  }

  /** Any action of a person. */
  act(action: Action): this {
    return this.next(() => {
      this.transcript.push(`> ${'text' in action ? action.text : action.do}`);
      if (action.do !== 'start' && !this.phone.messages().length) this.phone.start();
      this.phone.do(action);
    });
  }

  /** Something that the test does in between. */
  meanwhile(work: (talk: this) => unknown): this {
    return this.next(async () => void (await work(this)));
  }

  /** Waits for a message that holds every text (or fits the expression); what came before it counts as seen. */
  sees(...wanted: (string | RegExp)[]): this {
    return this.next(async () => {
      const fits = (m: Shown): boolean =>
        wanted.every((w) => (typeof w === 'string' ? m.text.toLowerCase().includes(w.toLowerCase()) : w.test(m.text)));
      const found = await this.wait(fits);
      if (!found) throw new Error(`did not see ${wanted.map(String).join(' and ')} in:\n${this.read()}`);
      this.seen = found.seq;
      this.transcript.push(found.text);
      await this.settled();
    });
  }

  /** The newest message of the bot. */
  get last(): Shown | undefined {
    return this.phone.messages().at(-1);
  }

  get position(): number {
    return this.seen;
  }

  /** Resolves when every step so far was taken; rejects with the first that failed. */
  get done(): Promise<void> {
    const chain = this.chain;
    this.chain = Promise.resolve();
    return chain;
  }

  /** Labels on the newest messages, newest first. */
  private labels(): string[] {
    const messages = this.phone.messages().toReversed();
    return messages.flatMap((m) => [...m.buttons, ...m.keyboard].flat().map((b) => b.label));
  }

  private async wait(fits: (message: Shown) => boolean): Promise<Shown | undefined> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const found = this.phone.messages(this.seen).find(fits);
      if (found) return found;
      const left = deadline - Date.now();
      if (left <= 0) return undefined;
      await this.phone.next(this.phone.scene.world.feed.position, Math.min(left, 500)).catch(() => {});
    }
  }

  private read(): string {
    const unseen = this.phone.messages(this.seen).map((m) => `? ${m.text}`);
    return [...this.transcript, ...unseen].join('\n---\n');
  }

  private next(work: () => unknown): this {
    this.chain = this.chain.then(async () => void (await work()));
    // A step that fails is told where the talk is awaited.
    this.chain.catch(() => {});
    return this;
  }
}
