/** Sends the rows of one announcement, a few at a time: what is under way when the process dies is all that becomes unknown. */
import type { Broadcast, Tally } from '#models/broadcast.ts';
import type { ChatStore } from '#models/chat.store.ts';
import type { Subscription } from '#models/subscription.ts';
import type { SendOutcome } from '#bots/channel.ts';
import type { Message, TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import type { Deliveries, Row } from '#services/broadcast/deliveries.ts';
import { messageOf } from '#services/broadcast/message.ts';
import { channelsOf } from '#services/broadcast/pages.ts';
import type { Pages } from '#services/broadcast/pages.ts';
import type { Services } from '#services/commands.ts';
import { faultIntent, newReference } from '#services/deadletter.ts';
import { faultPoint } from '#services/faultpoints.ts';
import type { Log } from '#services/log.ts';
import { addressOf, channelOf } from '#services/outbox.ts';
import { AWAY } from '#services/stuck-kinds.ts';
import type { Sender } from '#services/outbox.ts';

export interface SenderParts {
  store: ChatStore;
  /** The channels of this process, by name. */
  senders: ReadonlyMap<string, Sender>;
  services: Pick<Services, 'models'>;
  deliveries: Deliveries;
  pages: Pages;
  say(locale: Locale, ref: TextRef): string;
  self: string;
  leaseMs: number;
  log: Log;
  sendTimeoutMs: number;
  fileTimeoutMs: number;
  /** Told of every ending, for the metrics. */
  onOutcome?(channel: string, outcome: string): void;
}

/** Sends under way on a channel: enough for 30 a second at a quarter of a second each. */
const WIDE = 8;
/** Rows after which it is asked again whether it goes on. */
const ASK = 24;
/** Refusals by the platform with nothing sent between: the fault lies in the announcement. */
const REFUSALS = 20;

interface Lane {
  channel: string;
  sender: Sender;
  broadcast: Broadcast;
  messages: Record<Locale, Message>;
  goesOn(): Promise<boolean>;
  queue: Row[];
  /** Rows that may still be taken in this slice. */
  left: number;
  refusals: number;
  over: boolean;
  filling: Promise<void> | undefined;
  ended: number;
}

/** How a row ends. */
interface Ending {
  state: keyof Tally;
  why?: string;
}

export interface Sent {
  /** Rows that came to an end. */
  ended: number;
  /** The platform refuses the announcement as such. */
  refused: boolean;
}

export class BroadcastSender {
  private readonly parts: SenderParts;
  /** Machine ms until which a channel waits, as its platform asked for. */
  private readonly waits = new Map<string, number>();

  constructor(parts: SenderParts) {
    this.parts = parts;
  }

  /** At most `slice` rows of each channel; what is for a channel that this house has not got ends. */
  async send(broadcast: Broadcast, slice: number, goesOn: () => Promise<boolean>): Promise<Sent> {
    const { senders, say, pages } = this.parts;
    const messages = { id: messageOf(broadcast, 'id', say), en: messageOf(broadcast, 'en', say) };
    const lanes: Lane[] = [];
    for (const channel of channelsOf(broadcast)) {
      const sender = senders.get(channel);
      if (!sender) await pages.fail(broadcast, channel, 'no-channel', goesOn);
      else
        lanes.push({
          ...{ channel, sender, broadcast, messages, goesOn, queue: [], left: slice, refusals: 0, ended: 0 },
          ...{ over: false, filling: undefined },
        });
    }
    const runs = lanes.flatMap((lane) => Array.from({ length: WIDE }, () => this.runThrough(lane)));
    // All of them, also behind one that failed: what goes on unseen would be cut off where the process ends.
    const failed = (await Promise.allSettled(runs)).find((run) => run.status === 'rejected');
    const ended = lanes.reduce((all, lane) => all + lane.ended, 0);
    if (failed && !ended) throw failed.reason;
    // A row that cannot be sent holds up no other: in its time its fate is unknown.
    if (failed) this.parts.log.warn({ number: broadcast._id, err: failed.reason }, 'a row of an announcement failed');
    return { ended, refused: lanes.some(({ refusals }) => refusals >= REFUSALS) };
  }

  private async runThrough(lane: Lane): Promise<void> {
    for (;;) {
      const row = lane.over ? undefined : lane.queue.shift();
      if (row) await this.one(lane, row);
      else if (lane.over) return;
      else await (lane.filling ??= this.fill(lane).finally(() => (lane.filling = undefined)));
    }
  }

  private async fill(lane: Lane): Promise<void> {
    if (!this.isWaiting(lane.channel) && lane.left > 0) {
      const rows = await this.parts.pages.next(lane.broadcast, lane.channel, lane.goesOn);
      lane.queue = rows.slice(0, lane.left);
    }
    lane.left -= lane.queue.length;
    if (!lane.queue.length) lane.over = true;
  }

  private async one(lane: Lane, row: Row): Promise<void> {
    const { deliveries, self } = this.parts;
    if (lane.queue.length % ASK === 0 && !(await lane.goesOn())) lane.over = true;
    if (lane.over) return;
    const chats = [row.chat, ...(row.others ?? [])];
    if (!(await deliveries.claim(row._id, self, Date.now() + this.deadline(lane) * chats.length))) return;
    faultPoint('broadcast-send');
    const ending = await this.reach(lane, chats);
    if (ending === null) await deliveries.giveBack(row._id, self);
    else await this.end(lane, row, ending.state, ending.why);
  }

  /** In the first of their chats that takes it. Null: in none now, and surely not sent. */
  private async reach(lane: Lane, chats: readonly string[]): Promise<Ending | null> {
    let failed: Ending | null = null;
    let waits = false;
    for (const chat of chats) {
      const ending = await this.tryAt(lane, chat);
      // A pause of the bot is no reason to write to them elsewhere.
      if (ending === null && lane.over) return null;
      if (ending !== null && ending.state !== 'failed') return ending;
      waits ||= ending === null;
      failed = ending ?? failed;
    }
    // What only another channel could take, and not now, would come up again at once: it has failed here.
    return waits && failed === null ? null : failed;
  }

  private deadline(lane: Lane): number {
    const { leaseMs, sendTimeoutMs, fileTimeoutMs } = this.parts;
    return (lane.messages.id.file ? fileTimeoutMs : sendTimeoutMs) + leaseMs;
  }

  private async tryAt(lane: Lane, at: string): Promise<Ending | null> {
    const { store, senders, leaseMs, onOutcome } = this.parts;
    const channel = channelOf(at);
    const sender = senders.get(channel);
    if (!sender) return { state: 'failed', why: 'no-channel' };
    if (channel !== lane.channel && this.isWaiting(channel)) return null;
    // Asked after the claim: whoever left before it finds the row taken, and must not get it for that.
    const wish = await this.wishOf(at);
    if (wish?.status === 'berhenti') return { state: 'left' };
    // None: nothing was said in it for so long that it was erased.
    const chat = await store.addressing(at);
    if (chat?.unreachable) return { state: 'failed', why: 'unreachable' };
    const message = lane.messages[chat?.locale ?? wish?.locale ?? 'id'];
    const signal = AbortSignal.timeout(this.deadline(lane) - leaseMs * 0.2);
    const outcome = await sender.send(chat?.movedTo ?? addressOf(at), message, signal);
    onOutcome?.(channel, Object.keys(outcome)[0] ?? 'none');
    faultPoint('broadcast-mark');
    return this.endingOf(lane, at, outcome);
  }

  private async endingOf(lane: Lane, at: string, outcome: SendOutcome): Promise<Ending | null> {
    const { store } = this.parts;
    if ('sent' in outcome) {
      lane.refusals = 0;
      return { state: 'sent' };
    }
    if ('ambiguous' in outcome) return { state: 'unknown', why: outcome.ambiguous };
    if ('rejected' in outcome) {
      lane.refusals += 1;
      if (lane.refusals >= REFUSALS) lane.over = true;
      return { state: 'failed', why: outcome.rejected };
    }
    if ('unreachable' in outcome) {
      await store.unreachable(at, faultIntent(newReference(), AWAY));
      return { state: 'failed', why: 'unreachable' };
    }
    if ('movedTo' in outcome) await store.moved(at, outcome.movedTo);
    else this.wait(lane, channelOf(at), outcome.retryAfter);
    return null;
  }

  private isWaiting(channel: string): boolean {
    return (this.waits.get(channel) ?? 0) > Date.now();
  }

  /** As the platform asked for; the lane goes on where it was another channel's. */
  private wait(lane: Lane, channel: string, ms: number): void {
    if (channel === lane.channel) lane.over = true;
    this.waits.set(channel, Math.max(Date.now() + ms, this.waits.get(channel) ?? 0));
  }

  private async end(lane: Lane, row: Row, state: keyof Tally, why?: string): Promise<void> {
    if (await this.parts.deliveries.end(row._id, this.parts.self, state, why)) lane.ended += 1;
  }

  private wishOf(_id: string): Promise<Pick<Subscription, 'status' | 'locale'> | null> {
    const { Subscription } = this.parts.services.models;
    return Subscription.findOne({ _id }, { status: 1, locale: 1 }).lean<Subscription>();
  }
}
