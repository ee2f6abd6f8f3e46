/**
 * Plays a transcript as a patient person would: reads before answering, presses buttons where there are some, and answers
 * again when the same question comes again.
 */
import type { ChannelName } from '#bots/channel.ts';
import type { Phone } from '#simulator/people.ts';
import type { Shown } from '#simulator/world/shown.ts';
import type { Stage } from '#tests/support/crash/stage.ts';
import { typedChoice } from '#tests/support/typed-choice.ts';
import type { Deed, Step, Transcript } from './step.ts';

export interface PlayOptions {
  day: string;
  /** Every input is delivered again after it was acknowledged. */
  twice?: boolean;
  /** Everybody is on WhatsApp instead: what would be pressed is typed. */
  whatsapp?: boolean;
}

const PATIENCE = 120_000;
/** Times that one answer is given. */
const AGAIN = 5;

export async function play(stage: Stage, { name, steps }: Transcript, options: PlayOptions): Promise<void> {
  const readers = new Map<string, Reader>();
  for (const step of steps(options.day)) {
    const { who } = step;
    const bot = options.whatsapp ? ON_WHATSAPP[step.bot] : step.bot;
    const reader = readers.get(`${who} ${bot}`) ?? new Reader(stage, who, bot, options.twice ?? false);
    readers.set(`${who} ${bot}`, reader);
    await reader.take(step).catch((error: unknown) => {
      throw new Error(`“${name}”: ${(error as Error).message}`);
    });
  }
}

const ON_WHATSAPP = { 'telegram-public': 'whatsapp-public', 'telegram-members': 'whatsapp-members' } as const;

class Reader {
  private readonly stage: Stage;
  private readonly phone: Phone;
  private readonly chat: string;
  private readonly twice: boolean;
  private last: Shown | undefined;
  private code: Promise<string> | undefined;

  constructor(stage: Stage, who: string, bot: ChannelName, twice: boolean) {
    this.stage = stage;
    this.phone = stage.phone(who, bot);
    this.chat = stage.chatOf(who, bot);
    this.twice = twice;
  }

  async take({ who, does, sees, once }: Step): Promise<void> {
    const { feed } = this.phone.scene.world;
    // A message to wait for may have come while others did their part.
    let from = does ? feed.position : (this.last?.seq ?? 0);
    for (let tries = 1; ; tries += 1) {
      if (does) await this.act(who, does);
      if (does && !sees.length) return;
      const found = await this.wait(from, sees, once ?? tries === AGAIN);
      if (found) {
        this.last = found;
        return;
      }
      from = feed.position;
    }
  }

  /** The message that holds what must be seen; undefined where the bot repeated its question instead. */
  private async wait(from: number, sees: readonly string[], lastTry: boolean): Promise<Shown | undefined> {
    const { feed } = this.phone.scene.world;
    const holds = ({ text }: Shown): boolean => sees.every((part) => text.toLowerCase().includes(part.toLowerCase()));
    for (const deadline = Date.now() + PATIENCE; Date.now() < deadline;) {
      const position = feed.position;
      const messages = this.phone.messages(from);
      const found = messages.findLast(holds);
      const quiet = messages.length > 0 && (await this.stage.chats.quiet(this.chat));
      if (found && quiet) return found;
      if (quiet && !lastTry && messages.at(-1)?.text === this.last?.text) return undefined;
      if (found || quiet) await new Promise((resolve) => setTimeout(resolve, 15));
      else await this.phone.next(position, 500).catch(() => {});
    }
    const read = this.phone.messages(from).map(({ text }) => text);
    throw new Error(
      `did not see ${sees.join(' … ')} after “${this.last?.text}”, but ${read.join(' / ') || 'nothing'}: ` +
        (await this.stage.describe(this.chat)),
    );
  }

  private async act(who: string, deed: Deed): Promise<void> {
    const { twice } = this;
    if (deed.do === 'tap') this.tap(deed.label);
    else if (deed.do === 'code') this.phone.text(await (this.code ??= this.stage.invite(who)), { twice });
    else this.phone.do({ ...deed, twice });
  }

  private tap(label: string): void {
    const bearers = [this.last, ...this.phone.messages().toReversed()].filter((message) => message !== undefined);
    for (const { id, buttons } of bearers) {
      const button = buttons.flat().find((each) => each.label.startsWith(label));
      if (button) return void this.phone.press(button.label, { message: id, twice: this.twice });
    }
    const typed = typedChoice(label, bearers.toReversed());
    if (typed !== null) return void this.phone.text(typed, { twice: this.twice });
    throw new Error(`${this.chat} is shown no button ${label}`);
  }
}
