/**
 * Finds what a dead process left behind, and what is due. A timer under a lease, not a job: jobs vanish with Valkey's memory.
 * Each chat says when it must be looked at (`sweepAt`), so a sweep reads only those. What is due is carried out beside (`minder.ts`): at
 * an hour at which many are reminded it takes its time, and meanwhile the chats of the dead must be found.
 */
import { isUnsent, outboxFull } from '#models/chat-doc.ts';
import type { Chat, OutboxEntry } from '#models/chat-doc.ts';
import type { ChatStore } from '#models/chat.store.ts';
import { isOutage } from '#models/database.ts';
import type { Leases } from '#models/lease.ts';
import { ENGINE_VERSION } from '#flows/engine/caps.ts';
import type { BusinessClock } from '#services/clock.ts';
import type { Conversation } from '#services/conversation.ts';
import { faultIntent, newReference } from '#services/deadletter.ts';
import type { Log } from '#services/log.ts';
import { several } from '#services/several.ts';
import { HELD } from '#services/stuck-kinds.ts';
import { sideOf } from '#services/notices.ts';
import type { Outbox } from '#services/outbox.ts';
import { DUE_EVERY, Minder } from './minder.ts';

export interface SweeperParts {
  store: ChatStore;
  leases: Leases;
  conversation: Conversation;
  outbox: Outbox;
  clock: BusinessClock;
  wakeEffects(chat: string): void;
  /** Domain documents with something due by business time, by the lease under which they are carried out: side by side with one another. */
  due: Readonly<Record<string, readonly (() => Promise<number>)[]>>;
  /** Name of the lease for chats: the bots' process, which alone can send, has one of its own. */
  lease: string;
  self: string;
  leaseMs: number;
  /** Machine ms; see `config.ts`. */
  patienceMs: number;
  log: Log;
}

/** Chats that are looked at at once. */
const AT_ONCE = 4;
/** Leases that an item for a newer process waits before staff are told: by then such a process would have taken it. */
const HELD_LEASES = 4;

export class Sweeper {
  private readonly parts: SweeperParts;
  private readonly minders: Minder[];
  /** Machine ms of the next look at the timers of chats. */
  private timersAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(parts: SweeperParts) {
    this.parts = parts;
    this.minders = Object.entries(parts.due).map(([name, due]) => new Minder({ ...parts, name, due }));
  }

  start(): void {
    this.timer = setInterval(() => this.begin(), Math.max(250, Math.min(3000, this.parts.leaseMs / 5)));
  }

  /** One whole sweep now: business time was moved. */
  kick(): void {
    this.timersAt = 0;
    for (const minder of this.minders) minder.kick();
    this.begin();
  }

  /** Each unless one is under way. */
  private begin(): void {
    this.sweeping ??= this.sweep()
      .catch((error: unknown) => this.parts.log.error({ err: error }, 'a sweep failed'))
      .finally(() => (this.sweeping = undefined));
    for (const minder of this.minders) minder.begin();
  }

  async stop(): Promise<void> {
    const { leases, lease, self } = this.parts;
    clearInterval(this.timer);
    await this.sweeping;
    await Promise.all([leases.free(lease, self).catch(() => {}), ...this.minders.map((minder) => minder.stop())]);
  }

  private async sweep(): Promise<void> {
    const { leases, lease, self, leaseMs, store } = this.parts;
    if ((await leases.take(lease, self, leaseMs)) === null) return;
    await this.each(await store.due(Date.now()), (one) => this.look(one));
    if (Date.now() >= this.timersAt) await this.timers();
  }

  private async timers(): Promise<void> {
    const { store, clock } = this.parts;
    this.timersAt = Date.now() + DUE_EVERY;
    await this.each(await store.timed('wakeAt', clock.now()), (one) => this.wake(one));
    await this.each(await store.timed('lapseAt', clock.now()), (one) => this.lapse(one));
  }

  /** A chat that cannot be looked at, whatever is wrong with it, keeps nobody behind it waiting: it comes again a lease later. */
  private each(chats: readonly Chat[], work: (chat: Chat) => Promise<void>): Promise<void> {
    const { store, log, leaseMs } = this.parts;
    return several(chats, AT_ONCE, (chat) =>
      work(chat).catch(async (error: unknown) => {
        if (isOutage(error)) throw error;
        log.error({ chat: log.tag(chat._id), err: error }, 'a chat could not be swept');
        await store.lookAgain(chat, Date.now() + leaseMs);
      }),
    );
  }

  private async look(chat: Chat): Promise<void> {
    const { store, conversation, outbox, wakeEffects, leaseMs, log } = this.parts;
    const now = Date.now();
    const head = chat.inbox[0];
    const left = head && chat.busyUntil <= now && (now - head.at >= leaseMs || chat.busyUntil === 0);
    // A full outbox is sent first: its turn would end at once, and nothing would ever leave.
    const newer = chat.engine > ENGINE_VERSION;
    if (head && left && !newer && !outboxFull(chat) && !conversation.queued(chat._id)) {
      const claimed = await store.claim(chat, now + leaseMs);
      if (!claimed) return;
      log.info({ chat: log.tag(chat._id), age: now - head.at }, 'a turn is taken over');
      conversation.start(claimed);
      return;
    }
    const unsent = Object.values(chat.outbox).some(isUnsent);
    const asked = Object.keys(chat.intents).length > 0;
    if (unsent) outbox.deliver(chat);
    if (asked) wakeEffects(chat._id);
    if (asked) await this.tellSlow(chat, now);
    if (head && newer && now - head.at >= leaseMs * HELD_LEASES)
      await store.hold(chat._id, head.id, faultIntent(newReference(), HELD));
    if (head || unsent || asked) await store.lookAgain(chat, Math.min(now + leaseMs, ...sendsFrom(chat, now)));
    else await store.rest(chat);
  }

  /** One word for each effect that takes its time: the item's id knows it, whoever sweeps and however often. */
  private async tellSlow({ _id, run, askNo, intents }: Chat, now: number): Promise<void> {
    const requestKey = run?.pending?.requestKey;
    const intent = Object.values(intents).find((one) => one.requestKey === requestKey);
    if (!run || !intent || now < (intent.at ?? 0) + this.parts.patienceMs) return;
    await this.parts.conversation.accept(_id, sideOf(_id), {
      id: `tm:${intent.requestKey}:slow`,
      content: { kind: 'timer', run: run.id, askNo, which: 'slow', requestKey: intent.requestKey },
    });
  }

  private async lapse(chat: Chat): Promise<void> {
    const { store, conversation } = this.parts;
    await conversation.accept(chat._id, sideOf(chat._id), {
      id: `tm:lapse:${chat.lapseAt}`,
      content: { kind: 'timer', run: '-', askNo: 0, which: 'lapse' },
    });
    await store.handedIn(chat, 'lapseAt');
  }

  /** The open question's reminder or expiry; it carries the question's number, so that a later one is not meant. */
  private async wake(chat: Chat): Promise<void> {
    const { store, conversation } = this.parts;
    if (chat.wait && chat.run) {
      const which = chat.reminded ? 'expire' : 'remind';
      const { askNo } = chat.wait;
      await conversation.accept(chat._id, sideOf(chat._id), {
        id: `tm:${chat.run.id}:${askNo}:${which}`,
        content: { kind: 'timer', run: chat.run.id, askNo, which },
      });
    }
    await store.handedIn(chat, 'wakeAt');
  }
}

/** When (machine ms) what another has in its hands, or the platform asked to wait for, may be sent, where that is still to come. */
const sendsFrom = ({ outbox }: Chat, now: number): number[] =>
  Object.values(outbox)
    .map(({ state, until = 0, notBefore = 0 }: OutboxEntry) => (state === 'sending' ? until : notBefore))
    .filter((at) => at > now);
