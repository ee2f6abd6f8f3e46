/** A member of staff: is bound by a code, gets every card, and approves some. */
import type { Phone } from '#simulator/people.ts';
import type { Shown } from '#simulator/world/shown.ts';
import { Unanswered } from './robot.ts';
import type { Stage } from './stage.ts';

const CARD = /^Permohonan kunjungan (K-\d+)/;
/** Many cards wait in the chat: what came last was not read. */
const TOO_FAST = /datang terlalu cepat/;
const PATIENCE = 120_000;

export const cardOf = ({ text }: Shown): string | null => CARD.exec(text)?.[1] ?? null;

export class Clerk {
  /** Numbers approved, each answered. */
  readonly approved: string[] = [];
  readonly acts: number[] = [];
  readonly phone: Phone;
  private readonly stage: Stage;
  private readonly who: string;
  private readonly every: number;
  private readonly known = new Set<string>();
  private seen = 0;

  /** Approves one card in `every`. */
  constructor(stage: Stage, who: string, every: number) {
    this.stage = stage;
    this.who = who;
    this.phone = stage.phone(who, 'telegram-members');
    this.every = every;
  }

  async bind(): Promise<void> {
    const code = await this.stage.invite(this.who);
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
    const said = await this.exchange(
      () => this.phone.press('Setujui', { message: card.id, twice: this.known.size % 2 === 0 }),
      new RegExp(`^${number} (sudah )?(disetujui|dibatalkan)`),
    );
    if (said.includes('disetujui')) this.approved.push(number);
  }

  /** Resolves to what was answered. Does it again when told that it came too fast. */
  private async exchange(act: () => unknown, wanted: RegExp): Promise<string> {
    const { feed } = this.phone.scene.world;
    let from = 0;
    const begin = (): void => {
      from = feed.position;
      this.acts.push(from);
      act();
    };
    begin();
    for (const deadline = Date.now() + PATIENCE; Date.now() < deadline;) {
      const position = feed.position;
      const texts = this.phone.messages(from).map(({ text }) => text);
      const answer = texts.find((text) => wanted.test(text));
      if (answer !== undefined) return answer;
      if (texts.some((text) => TOO_FAST.test(text))) begin();
      else await this.phone.next(position, 1000).catch(() => {});
    }
    const read = this.phone.messages(from).map(({ text }) => text);
    const state = await this.stage.describe(this.stage.chatOf(this.who, 'telegram-members'));
    throw new Unanswered(`not answered with ${String(wanted)}, but ${read.join(' / ') || 'nothing'}: ${state}`);
  }
}
