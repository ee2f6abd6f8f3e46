/** A member of staff: is bound by a code, gets every card, and approves some. */
import type { Phone } from '#simulator/people.ts';
import type { Shown } from '#simulator/world/shown.ts';
import { Unanswered } from './robot.ts';

const CARD = /^Permohonan kunjungan (K-\d+)/;
const PATIENCE = 120_000;

export const cardOf = ({ text }: Shown): string | null => CARD.exec(text)?.[1] ?? null;

export class Clerk {
  /** Numbers approved, each answered. */
  readonly approved: string[] = [];
  readonly acts: number[] = [];
  readonly phone: Phone;
  private readonly every: number;
  private readonly known = new Set<string>();
  private seen = 0;

  /** Approves one card in `every`. */
  constructor(phone: Phone, every: number) {
    this.phone = phone;
    this.every = every;
  }

  async bind(code: string): Promise<void> {
    await this.exchange(() => this.phone.start(), /kode undangan/);
    await this.exchange(() => this.phone.text(code), /bagikan nomor/);
    await this.exchange(() => this.phone.contact(), /sudah terhubung/);
  }

  /** Until `signal` ends. */
  async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const position = this.phone.scene.world.feed.position;
      const cards = this.phone.messages(this.seen).filter((m) => cardOf(m) !== null);
      this.seen = Math.max(this.seen, ...cards.map(({ seq }) => seq));
      for (const card of cards) await this.look(card);
      if (!cards.length) await this.phone.next(position, 500).catch(() => {});
    }
  }

  private async look(card: Shown): Promise<void> {
    const number = cardOf(card);
    if (number === null || this.known.has(number)) return;
    this.known.add(number);
    if (this.known.size % this.every !== 0) return;
    await this.exchange(
      () => this.phone.press('Setujui', { message: card.id, twice: this.known.size % 2 === 0 }),
      new RegExp(`^${number} (sudah )?disetujui`),
    );
    this.approved.push(number);
  }

  private async exchange(act: () => unknown, wanted: RegExp): Promise<void> {
    const { feed } = this.phone.scene.world;
    const from = feed.position;
    this.acts.push(from);
    act();
    for (const deadline = Date.now() + PATIENCE; Date.now() < deadline;) {
      const position = feed.position;
      if (this.phone.messages(from).some(({ text }) => wanted.test(text))) return;
      await this.phone.next(position, 1000).catch(() => {});
    }
    throw new Unanswered(`a clerk was not answered with ${wanted}`);
  }
}
