/**
 * Carries what a commit left in a chat's outbox to the platform: in order within a chat, paced, each entry owned by one
 * process at a time. A send whose ending is unknown is repeated or not by its class, and counted.
 */
import { isUnsent } from '#models/chat-doc.ts';
import type { Chat, OutboxEntry } from '#models/chat-doc.ts';
import type { ChatStore } from '#models/chat.store.ts';
import type { Channel } from '#bots/channel.ts';
import { SECRET } from '#flows/engine/message.ts';
import type { SendClass } from '#flows/engine/message.ts';
import { faultIntent, newReference } from './deadletter.ts';
import { faultPoint } from './faultpoints.ts';
import type { Log } from './log.ts';
import { AWAY, REFUSED, SEND } from './stuck-kinds.ts';
import { traced } from './trace.ts';

/** What the outbox needs of a channel. */
export type Sender = Pick<Channel, 'send' | 'edit'>;

export interface OutboxParts {
  store: ChatStore;
  /** The channels this process owns, by name. */
  senders: ReadonlyMap<string, Sender>;
  /** Asks the owner of a channel to send; a lost wake-up is made again by the sweeper. */
  wakeSender(channel: string, chat: string): void;
  /** Asks a worker to carry out the chat's effects. */
  wakeEffects(chat: string): void;
  /** Unique to the process. */
  self: string;
  /** Machine ms: the deadline of one call, and the further time that waiting for its turn may take. */
  sendTimeoutMs: number;
  /** The same for a message with a file. */
  fileTimeoutMs: number;
  /** Ambiguous endings of one message before a person of staff must look. */
  sendTries: number;
  leaseMs: number;
  log: Log;
  /** Told of every ending, for the metrics. */
  onOutcome?(channel: string, outcome: string): void;
  /** The channel is no place for this entry: tells the person where to get it. Safe to repeat; rejects where it was not told. */
  onSecret?(chat: string, key: string): Promise<void>;
}

const REPEATABLE: readonly SendClass[] = ['question', 'reply', 'notice'];
/** A wait longer than this goes back to the store, so that no process must live for it. ms */
const LOCAL_WAIT = 5000;
/** ms between tries of a send that ended ambiguously: short for a hiccup, then a minute; some seven minutes in all. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 60_000;

export class Outbox {
  private readonly parts: OutboxParts;
  /** One chain a chat keeps the order of its messages. */
  private readonly chains = new Map<string, Promise<void>>();
  /** Entries this process began to send: an older copy of the chat still shows them as waiting. */
  private readonly begun = new Set<string>();
  /** By chat: number of the question that has left and whose mark is under way. */
  private readonly asked = new Map<string, number>();
  private stopping = false;

  constructor(parts: OutboxParts) {
    this.parts = parts;
  }

  /**
   * Who will send what a commit on `chat` makes (with files among it, or not): this process, unless it does not own the
   * channel or something else is still to be sent. What stands behind that is taken when its turn comes: its time would run
   * out in the queue, and a message that nobody had begun to send would count as doubtful.
   */
  sender(chat: Chat, now: number, files: boolean): { by: string; until: number } | null {
    const { senders, self } = this.parts;
    if (this.stopping || !senders.has(channelOf(chat._id))) return null;
    const unsent = Object.values(chat.outbox).some(isUnsent);
    return unsent ? null : { by: self, until: this.until(now, files) };
  }

  /** Sends, in the background, what this process has taken on in `chat`; wakes the owner for the rest. */
  deliver(chat: Chat): void {
    const channel = channelOf(chat._id);
    if (!this.parts.senders.has(channel)) {
      if (Object.values(chat.outbox).some(isUnsent)) this.parts.wakeSender(channel, chat._id);
      return;
    }
    const before = this.chains.get(chat._id);
    // Behind a busy chain this copy is old by the time it is looked at.
    const next = (before ? before.then(() => this.parts.store.load(chat._id)) : Promise.resolve(chat))
      .then((fresh) => this.drive(fresh))
      .catch((error: unknown) =>
        this.parts.log.error(
          { chat: this.parts.log.tag(chat._id), err: error },
          'sending stopped; the sweeper takes it up',
        ),
      )
      .finally(() => {
        if (this.chains.get(chat._id) === next) this.chains.delete(chat._id);
      });
    this.chains.set(chat._id, next);
  }

  /** The question that has left from here for the chat, where the database does not say so yet. */
  askedOf(chat: string): number | undefined {
    return this.asked.get(chat);
  }

  /** Nothing new is taken on: whoever sweeps next sends it. Resolves when what is under way has ended. */
  async drain(): Promise<void> {
    this.stopping = true;
    while (this.chains.size) await Promise.allSettled(this.chains.values());
  }

  private deadline(file: boolean): number {
    return file ? this.parts.fileTimeoutMs : this.parts.sendTimeoutMs;
  }

  private until(now: number, file: boolean): number {
    return now + this.deadline(file) + this.parts.leaseMs;
  }

  /** Sends entry after entry; each mark brings the chat back with whatever others left `ready` meanwhile. */
  private async drive(first: Chat | null): Promise<void> {
    const { self, store } = this.parts;
    let chat: Chat | null = first;
    while (chat) {
      const [key, entry] = entriesOf(chat).find(([, e]) => isUnsent(e)) ?? [];
      if (!key || !entry) return;
      const now = Date.now();
      const inTime = entry.state === 'sending' && (entry.until ?? 0) > now;
      // Another sends it, or an older chain of this process has begun to.
      if (inTime && (entry.by !== self || this.begun.has(taking(chat, key, entry)))) return;
      if (entry.state === 'ready' && (entry.notBefore ?? 0) > now) return;
      if (entry.state === 'ready' && this.stopping) return store.lookAgain(chat, now);
      if (!inTime) {
        if (entry.state === 'sending' && !repeatable(entry)) chat = await this.giveUp(chat, key);
        else chat = await store.takeEntry(chat._id, key, entry, self, this.until(now, hasFile(entry)));
        continue;
      }
      const before: Chat = chat;
      chat = await traced(entry.trace, () => this.sendOne(before, key, entry));
    }
  }

  private async sendOne(chat: Chat, key: string, entry: OutboxEntry): Promise<Chat | null> {
    const { store, senders, log, onOutcome, leaseMs } = this.parts;
    const sender = senders.get(channelOf(chat._id));
    if (!sender) return null;
    const askedAt = Date.now();
    this.begin(taking(chat, key, entry));
    const outcome = await sender.send(
      chat.movedTo ?? addressOf(chat._id),
      entry.message,
      AbortSignal.timeout(this.deadline(hasFile(entry)) + leaseMs * 0.8),
    );
    const ending = Object.keys(outcome)[0] ?? 'none';
    onOutcome?.(channelOf(chat._id), ending);
    log.debug({ chat: log.tag(chat._id), class: entry.message.class, outcome: ending }, 'send');
    faultPoint('send-mark');
    if ('sent' in outcome) return this.mark(chat._id, key, entry, askedAt);
    if ('retryAfter' in outcome) return this.later(chat, key, outcome.retryAfter);
    if ('unreachable' in outcome) {
      await store.unreachable(chat._id, faultIntent(newReference(), AWAY));
      return null;
    }
    if ('movedTo' in outcome) {
      await store.moved(chat._id, outcome.movedTo);
      return { ...chat, movedTo: outcome.movedTo };
    }
    if ('rejected' in outcome) {
      log.error({ chat: log.tag(chat._id), why: outcome.rejected }, 'the platform refused a message');
      if (outcome.rejected === SECRET) return this.secretElsewhere(chat, key);
      return this.refused(chat, key, entry);
    }
    await store.doubt(chat._id, key);
    const tries = entry.tries ?? 0;
    if (!repeatable(entry) || tries >= this.parts.sendTries) return this.giveUp(chat, key);
    return this.later(chat, key, Math.min(FIRST_WAIT * 4 ** tries, LONGEST_WAIT));
  }

  private async mark(
    chat: string,
    key: string,
    { message: { ask } }: OutboxEntry,
    askedAt: number,
  ): Promise<Chat | null> {
    if (ask) this.asked.set(chat, ask.askNo);
    return this.parts.store
      .sent(chat, key, this.parts.self, ask && { askNo: ask.askNo, askedAt })
      .finally(() => this.asked.delete(chat));
  }

  /** First the word, then the end of the entry: whoever dies in between says it once all the same. Nothing of it is kept. */
  private async secretElsewhere(chat: Chat, key: string): Promise<Chat | null> {
    const { store, self, onSecret } = this.parts;
    await onSecret?.(chat._id, key);
    await store.forgetEntry(chat._id, key, self);
    return store.load(chat._id);
  }

  /** Nobody knows whether the person has it, or it was refused: a person of staff gets it with a reference. */
  private async setAside(chat: Chat, key: string, { message }: OutboxEntry, kind: string): Promise<void> {
    const { store, self, wakeEffects, log } = this.parts;
    const reference = newReference();
    log.error({ chat: log.tag(chat._id), reference, kind }, 'a message may not have arrived');
    const dead = { reference, message, error: kind, at: Date.now() };
    await store.setAside(chat._id, key, self, dead, faultIntent(reference, kind));
    wakeEffects(chat._id);
  }

  /** It will never be taken as it is. To staff only the log tells it: a card that is refused itself would lead to another, without end. */
  private async refused(chat: Chat, key: string, entry: OutboxEntry): Promise<Chat | null> {
    const { store, self } = this.parts;
    if (chat.side === 'public') await this.setAside(chat, key, entry, REFUSED);
    else await store.forgetEntry(chat._id, key, self);
    return store.load(chat._id);
  }

  private begin(one: string): void {
    this.begun.add(one);
    if (this.begun.size > 5000) for (const old of [...this.begun].slice(0, 2500)) this.begun.delete(old);
  }

  /** Not sent, surely, or to be sent again: a short wait here, a long one in the store. */
  private async later(chat: Chat, key: string, wait: number): Promise<Chat | null> {
    const { store, self } = this.parts;
    if (wait > LOCAL_WAIT || this.stopping) {
      await store.release(chat._id, key, self, Date.now() + wait);
      return null;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    const entry = chat.outbox[key];
    return entry ? store.takeEntry(chat._id, key, entry, self, this.until(Date.now(), hasFile(entry))) : null;
  }

  private async giveUp(chat: Chat, key: string): Promise<Chat | null> {
    const { store, self } = this.parts;
    const entry = chat.outbox[key];
    if (entry && entry.by !== self)
      await store.takeEntry(chat._id, key, entry, self, this.until(Date.now(), hasFile(entry)));
    if (entry) await this.setAside(chat, key, entry, SEND);
    return store.load(chat._id);
  }
}

const hasFile = (entry: OutboxEntry): boolean => entry.message.file !== undefined;

/** One entry in the hands of one process for one time: a chat that was erased and begun anew counts its entries from the start. */
const taking = ({ _id }: Chat, key: string, { until = 0 }: OutboxEntry): string => `${_id} ${key} ${until}`;

const repeatable = (entry: OutboxEntry): boolean => REPEATABLE.includes(entry.message.class);

/** Entries in the order they were made. */
export const entriesOf = (chat: Chat): [string, OutboxEntry][] =>
  Object.entries(chat.outbox).sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));

export const channelOf = (chat: string): string => chat.slice(0, chat.indexOf(':'));
export const addressOf = (chat: string): string => chat.slice(chat.indexOf(':') + 1);
/** A topic of a group, as against a chat with somebody. */
export const isTopic = (chat: string): boolean =>
  channelOf(chat) === 'telegram-members' && addressOf(chat).includes('/');
export const chatId = (channel: string, address: string): string => `${channel}:${address}`;
