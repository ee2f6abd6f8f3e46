/** The whole system with business time in the test's hand: it stands still until the test moves it to the next step. */
import type { TestContext } from 'node:test';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { isUnsent } from '#models/chat-doc.ts';
import type { Chat, ChatDoc } from '#models/chat-doc.ts';
import { anyDate } from '#models/partial.ts';
import type { Shown } from '#simulator/world/shown.ts';
import type { Services } from '#services/commands.ts';
import { councilWith } from '#tests/support/council.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { TestSystem } from '#tests/support/system.ts';
import { kindOf, TALK } from './kinds.ts';
import { HOLIDAY, msOf, START } from './moments.ts';
import type { Moment } from './moments.ts';
import type { Said } from './story.ts';

/** Six groups a slot: twelve groups fill a Friday, which has two slots, and leave room on other days. */
const GROUPS = 6;
const PATIENCE = 30_000;

export interface Heard extends Said {
  message: Shown;
}

/** Medan with more groups a slot and one holiday, the test's own. */
function council(t: TestContext): Record<string, string> {
  const env = councilWith(t, { 'sikulin.groupsPerSlot': { value: GROUPS } });
  const name = { id: 'Hari Libur Uji', en: 'Test Holiday' };
  const holiday = { date: HOLIDAY, name, kind: 'holiday', source: 'A test', tentative: false };
  writeFileSync(path.join(env.COUNCILS_DIR, env.COUNCIL, 'holidays.yaml'), stringify([holiday]));
  return env;
}

export class House {
  now: Moment = START;
  readonly s: TestSystem;
  /** From which number on what phones show belongs to which step. */
  private readonly steps: { seq: number; at: Moment }[] = [];
  /** Who did something in which step: `<moment> <person>`. */
  private readonly acted = new Set<string>();

  static async open(t: TestContext): Promise<House> {
    const house = new House(await startTestSystem(t, { env: { ...council(t), LEASE_MS: '15000' } }));
    const { clock } = house.services;
    // It would run on with the machine's: what is done in one step would be due in one and the next.
    clock.stop();
    clock.now = () => msOf(house.now);
    await house.s.system.sweeper.stop();
    return house;
  }

  private constructor(s: TestSystem) {
    this.s = s;
  }

  get services(): Services {
    return this.s.system.services;
  }

  /** Business time moves on, and everything that it brings has come when this resolves. */
  async to(now: Moment): Promise<void> {
    this.now = now;
    this.steps.push({ seq: this.s.standIn.world.feed.position, at: now });
    await this.settle();
  }

  /** This person acts now: they may be asked and answered. */
  act(person: string): void {
    this.acted.add(`${this.now} ${person}`);
  }

  /** Until nothing waits to be read, carried out or sent, and nothing is due. */
  async settle(): Promise<void> {
    for (const deadline = Date.now() + PATIENCE; Date.now() < deadline;) {
      await this.sweep();
      await this.quiet(deadline);
      if (!(await this.services.models.Visit.exists({ dueAt: { ...anyDate, $lte: new Date(msOf(this.now)) } }))) return;
    }
    throw new Error(`the system does not come to rest at ${this.now}`);
  }

  /** One whole sweep. The timer makes them too, but nobody could say when one had ended. */
  private async sweep(): Promise<void> {
    const { sweeper } = this.s.system;
    sweeper.kick();
    await sweeper.stop();
  }

  private async quiet(deadline: number): Promise<void> {
    const chats = this.services.models.Visit.db.collection<ChatDoc>('chats');
    const work = { inbox: 1, intents: 1, outbox: 1 } as const;
    while (Date.now() < deadline) {
      const unfetched = this.s.standIn.world.bots.some((bot) => bot.updates.size > 0);
      // While a turn runs its chat is not quiet: the database is not asked for all of them.
      const still = !unfetched && this.s.system.conversation.turns === 0;
      if (still && (await chats.find({}, { projection: work }).toArray()).every(isQuiet)) return;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  /** Every message that came since the first step, but for the talk with those who were talking. */
  heard(): Heard[] {
    const [first] = this.steps;
    const messages = this.s.standIn.world.feed.after(first?.seq ?? 0, ({ byBot, what }) => byBot && what === 'message');
    return messages
      .map((message) => ({ at: this.stepOf(message), who: message.people[0] ?? '', ...kindOf(message), message }))
      .filter(({ at, who, kind }) => kind !== TALK || !this.acted.has(`${at} ${who}`));
  }

  private stepOf({ seq }: Shown): Moment {
    return this.steps.findLast((step) => step.seq < seq)?.at ?? '';
  }

  /** What a person received as a file. */
  bytesOf({ message }: Heard): Buffer {
    const file = message.file && this.s.standIn.world.files.peek(message.file.id);
    if (!file) throw new Error(`no file came with: ${message.text}`);
    return Buffer.from(file.bytes);
  }
}

const isQuiet = ({ inbox, intents, outbox }: Pick<Chat, 'inbox' | 'intents' | 'outbox'>): boolean =>
  inbox.length === 0 && Object.keys(intents).length === 0 && !Object.values(outbox).some(isUnsent);
