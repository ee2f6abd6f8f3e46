/**
 * Runs the turns. Whatever enters a chat, from a person, an effect, a timer or another chat, is accepted here, and the
 * process that made the inbox non-empty runs the turn at once; a sweeper takes over from one that died.
 */
import { isDeepStrictEqual } from 'node:util';
import { lastUnread, outboxFull } from '#models/chat-doc.ts';
import { ChatFull } from '#models/chat.store.ts';
import type { Chat, CommitPlan } from '#models/chat-doc.ts';
import type { ChatStore } from '#models/chat.store.ts';
import { isOutage } from '#models/database.ts';
import { ENGINE_VERSION } from '#flows/engine/caps.ts';
import { stateOf } from '#flows/engine/chat.ts';
import type { Intent, Side } from '#flows/engine/chat.ts';
import type { Content, Item } from '#flows/engine/item.ts';
import { TooLate, withLimit } from '#flows/engine/limit.ts';
import { tx } from '#flows/engine/message.ts';
import type { Message } from '#flows/engine/message.ts';
import { turn } from '#flows/engine/turn.ts';
import type { Turn } from '#flows/engine/turn.ts';
import { gather } from './album.ts';
import { escalation, faultIntent, newReference } from './deadletter.ts';
import { faultPoint } from './faultpoints.ts';
import type { Log } from './log.ts';
import { AWAY } from './stuck-kinds.ts';
import type { Outbox } from './outbox.ts';
import { currentTrace, newTrace, traced } from './trace.ts';
import type { TurnEnv } from './turn-env.ts';

export interface ConversationParts {
  store: ChatStore;
  /** What the engine is given for one turn of a chat. */
  env(chat: string, by?: string): TurnEnv;
  outbox: Outbox;
  /** Business time, ms. */
  now(): number;
  /** Asks a worker to carry out the chat's effects; a lost wake-up is made again by the sweeper. */
  wakeEffects(chat: string): void;
  log: Log;
  /** Machine ms. */
  leaseMs: number;
  /** Machine ms after which the sweeper looks whether an effect is done. */
  patienceMs: number;
  /** Turns at once; above it a process accepts only. */
  maxTurns: number;
  /** Told of every turn that came to its end, for the metrics; machine ms. */
  onTurn?(kind: string, ms: number): void;
}

export interface Entering {
  id: string;
  content: Content;
  language?: string;
  notBefore?: number;
  /** Machine ms at which it was written, where nobody listened then. */
  sentAt?: number;
  /** Chat of whoever wrote it, where several write in one chat. */
  by?: string;
}

/** What becomes of the items of a turn. */
type Kept = Pick<CommitPlan, 'consumed' | 'arrives'>;

/** ms that a turn may take before its item is kept: whoever brings the item waits for it, and with them what they bring next. */
const AT_ONCE = 500;
/** After so many faults an item is set aside for a person of staff. */
const FAULTS = 3;
/** ms between tries while the database is away or slow, and the longest that this process waits itself. */
const LONGEST_WAIT = 60_000;
const LONGEST_LOCAL = 20_000;

export class Conversation {
  private readonly parts: ConversationParts;
  private readonly running = new Set<Promise<void>>();
  /** Chats in which an item has its turn before it is kept: what comes behind it waits, or it would be kept first. */
  private readonly ahead = new Map<string, Promise<boolean>>();
  /** Chats whose turns wait for a place among those that run, as they were last seen. */
  private readonly waiting = new Map<string, Chat>();
  /** Machine ms; what came later is left to others. */
  private stoppedAt = Infinity;

  constructor(parts: ConversationParts) {
    this.parts = parts;
  }

  /** Machine ms. */
  get leaseMs(): number {
    return this.parts.leaseMs;
  }

  /** Turns that run here now. */
  get turns(): number {
    return this.running.size;
  }

  /** Chats whose turn waits for a place here. */
  get turnsWaiting(): number {
    return this.waiting.size;
  }

  private get stopping(): boolean {
    return this.stoppedAt < Infinity;
  }

  get saturated(): boolean {
    return this.running.size >= this.parts.maxTurns;
  }

  /** The chat's turn waits for its place here: taken over in the meantime, it would be run twice for nothing. */
  queued(chat: string): boolean {
    return this.waiting.has(chat);
  }

  /**
   * Resolves when the item is durable: true if it is new, false if it had been accepted before. Its turn is in the same write, or
   * follows in the background. Rejects where nothing was kept.
   */
  async accept(chat: string, side: Side, entering: Entering): Promise<boolean> {
    faultPoint('before-accept');
    const item = this.itemOf(chat, entering);
    while (this.ahead.has(chat)) await this.ahead.get(chat)!.catch(() => undefined);
    if (!this.mayRunFirst(item)) return this.keep(chat, side, item);
    const work = this.runFirst(chat, side, item)
      .then((done) => done || this.keep(chat, side, item))
      .finally(() => this.ahead.delete(chat));
    this.ahead.set(chat, work);
    return work;
  }

  private itemOf(chat: string, { id, content, language, by, notBefore, sentAt }: Entering): Item {
    const after = this.parts.outbox.askedOf(chat);
    return {
      ...content,
      ...{ id, at: Date.now(), on: this.parts.now(), trace: currentTrace() ?? newTrace() },
      ...(language !== undefined && { language }),
      ...(by !== undefined && { by }),
      ...(notBefore !== undefined && { notBefore }),
      ...(after !== undefined && { after }),
      ...(sentAt !== undefined && { ago: Math.max(0, Date.now() - sentAt) }),
    };
  }

  /** Not where more of it is to come, and not where turns have to wait for a place. */
  private mayRunFirst(item: Item): boolean {
    return (
      item.notBefore === undefined &&
      !('album' in item && item.album !== undefined) &&
      !this.saturated &&
      !this.stopping
    );
  }

  /**
   * In a chat at rest the turn is run before its item is kept, and one write keeps both: whoever brings an item brings it again
   * where nobody said that it was kept. False: it is to be kept as ever, since the chat is not as it was known, the item had come
   * before, or its turn failed or took too long.
   */
  private async runFirst(chat: string, side: Side, item: Item): Promise<boolean> {
    const work = this.tryFirst(chat, side, item).then(
      (after) => after !== null,
      // A fault shows once more with the item kept, and is counted there.
      () => false,
    );
    this.track(work);
    return work;
  }

  private async tryFirst(id: string, side: Side, item: Item): Promise<Chat | null> {
    const chat = await this.parts.store.atRest(id, side);
    if (!chat || chat.engine > ENGINE_VERSION || outboxFull(chat)) return null;
    return traced(item.trace, () => this.carryOut(chat, { arrives: item.id, consumed: [] }, item, AT_ONCE));
  }

  private async keep(chat: string, side: Side, item: Item): Promise<boolean> {
    const { store, leaseMs } = this.parts;
    const limited = isFromPerson(item);
    const doc = await store.accept(chat, side, item, item.at + leaseMs, limited).catch((error: unknown) => {
      // Kept waiting, one person's flood would hold up the updates of all: it is taken as read, and the chat is told so.
      if (limited && error instanceof ChatFull) return 'flooded' as const;
      throw error;
    });
    if (doc === 'flooded') return true;
    this.note(chat, item, doc !== null);
    if (!doc) return false;
    // Whose item stands first runs the turn; otherwise somebody does already. The chat may have been read a moment after the
    // write, so that two see theirs first: `rev` lets one of them through.
    if (doc.inbox[0]?.id === item.id) this.start(doc);
    return true;
  }

  private note(chat: string, { id, trace, kind }: Item, fresh: boolean): void {
    const { log } = this.parts;
    log.debug({ trace, chat: log.tag(chat), item: id.slice(0, 2), kind, fresh }, 'accepted');
  }

  /** Runs the turns of a chat that this process claimed; at once, or when there is a place. */
  start(doc: Chat): void {
    if (!this.saturated) this.launch(doc);
    else if (this.stopping) this.track(this.handBack(doc));
    else this.waiting.set(doc._id, doc);
  }

  /**
   * Resolves when no turn runs here. What was not begun, waits for another try, or came later is left to whoever sweeps: a chat
   * that others go on writing to must not keep this process from its end.
   */
  async settle(): Promise<void> {
    this.stoppedAt = Date.now();
    const notBegun = [...this.waiting.values()];
    this.waiting.clear();
    for (const chat of notBegun) this.track(this.handBack(chat));
    while (this.running.size) await Promise.allSettled(this.running);
  }

  private handBack(chat: Chat): Promise<void> {
    const { store, log } = this.parts;
    const waits = 'a chat could not be handed back; it waits for its lease';
    return store.handBack(chat).catch((err: unknown) => log.warn({ chat: log.tag(chat._id), err }, waits));
  }

  private launch(doc: Chat): void {
    const { log } = this.parts;
    this.track(
      this.run(doc).catch((error: unknown) =>
        log.error({ chat: log.tag(doc._id), err: error }, 'a turn was dropped; the sweeper takes it up'),
      ),
    );
  }

  /** It takes a place among the turns that run here. */
  private track(work: Promise<unknown>): void {
    const over = work.then(() => {
      this.running.delete(over);
      this.next();
    });
    this.running.add(over);
  }

  private next(): void {
    const [doc] = this.waiting.values();
    if (!doc || this.saturated) return;
    this.waiting.delete(doc._id);
    this.launch(doc);
  }

  private async run(doc: Chat): Promise<void> {
    let chat: Chat | null = doc;
    while (chat?.inbox[0]) {
      // A newer process runs it; or the sweeper does, when there is room for what it would say.
      if (chat.engine > ENGINE_VERSION || outboxFull(chat)) return;
      const head = chat.inbox[0];
      if (head.at > this.stoppedAt && chat !== doc) return this.parts.store.handBack(chat);
      if (head.notBefore !== undefined && head.notBefore > Date.now()) {
        await new Promise((resolve) => setTimeout(resolve, head.notBefore! - Date.now()));
        chat = await this.parts.store.load(chat._id);
        continue;
      }
      const before: Chat = chat;
      chat = await traced(head.trace, () => this.turn(before, head));
    }
  }

  private async turn(chat: Chat, head: Item): Promise<Chat | null> {
    const { item, consumed } = gather(chat.inbox, head);
    try {
      return await this.carryOut(chat, { consumed }, item);
    } catch (error) {
      return this.fault(chat, consumed, item, error);
    }
  }

  /** Null: somebody else has the chat. `limit`: ms that it may take until there is something to write. */
  private async carryOut(chat: Chat, kept: Kept, item: Item, limit?: number): Promise<Chat | null> {
    faultPoint('accept-commit');
    const { log, onTurn } = this.parts;
    const began = performance.now();
    const think = (): Promise<Turn> => this.think(chat, item);
    const result = await (limit === undefined ? think() : withLimit(think, limit, 'a turn'));
    const after = await this.commit(chat, kept, item, result);
    if (after && kept.arrives !== undefined) this.note(chat._id, item, true);
    const ms = performance.now() - began;
    onTurn?.(item.kind, ms);
    const { messages, intents } = result;
    const { kind } = item;
    const said = { kind, messages: messages.length, effects: intents.length, ms: Math.round(ms) };
    log.debug({ chat: log.tag(chat._id), ...said }, after ? 'turn' : 'a turn came too late');
    return after;
  }

  private async think(chat: Chat, item: Item): Promise<Turn> {
    const state = stateOf(chat);
    const env = this.parts.env(chat._id, item.by);
    // A menu must not offer what was taken away, nor keep back what was given. The public have no roles to look up.
    if (chat.side === 'members' && isFromPerson(item)) state.roles = [...(await env.roles())];
    return turn(state, item, env);
  }

  private async commit(
    chat: Chat,
    kept: Kept,
    item: Item,
    result: Turn,
    dead?: CommitPlan['dead'],
  ): Promise<Chat | null> {
    const { store, outbox, leaseMs, patienceMs, wakeEffects } = this.parts;
    const now = Date.now();
    const fromPerson = isFromPerson(item);
    const mute = chat.unreachable === true && !fromPerson;
    const intents = [...result.intents, ...this.awayIntents(chat, mute, result)];
    const said = (await this.isStillToCome(chat, result.messages)) ? [] : result.messages;
    const after = await store.commit(chat, {
      ...kept,
      state: result.chat,
      engine: ENGINE_VERSION,
      messages: mute ? [] : [...this.missed(chat), ...said, ...(chat.flooded ? [this.slowDown(chat)] : [])],
      intents,
      settled: result.settled,
      sender: outbox.sender(
        chat,
        now,
        result.messages.some((m) => m.file),
      ),
      busyUntil: now + leaseMs,
      sweepAt: now + (intents.length ? Math.min(leaseMs, patienceMs) : leaseMs),
      ...(dead && { dead }),
      ...(item.trace !== undefined && { trace: item.trace }),
      ...(fromPerson && chat.unreachable && { reachable: true }),
      ...(mute ? { muted: result.messages.length } : chat.missed && { toldMissed: true }),
    });
    if (!after) return null;
    faultPoint('commit-send');
    // Behind a result there may be what waited for it.
    if (intents.length || (item.kind === 'effect' && Object.keys(after.intents).length)) wakeEffects(chat._id);
    outbox.deliver(after);
    return after;
  }

  /**
   * A hundred messages in a moment get the same answer: where the same question in the same words has not left yet, one more of it
   * would only come minutes later, behind all the others. What this process remembers may have been sent since: it is looked up.
   */
  private async isStillToCome(chat: Chat, messages: Message[]): Promise<boolean> {
    const [message, more] = messages;
    if (message?.class !== 'question' || more || !isSame(lastUnread(chat), message)) return false;
    const now = await this.parts.store.load(chat._id);
    return now !== null && isSame(lastUnread(now), message);
  }

  /** Whom nothing reached: told of it with the first that does. */
  private missed(chat: Chat): Message[] {
    if (!chat.missed) return [];
    const text = this.parts.env(chat._id).say(chat.locale ?? 'id', tx('engine.missed', { count: chat.missed }));
    return [{ class: 'notice', text }];
  }

  /** Staff see whom nothing reaches, from the first message that did not, until the person hears of it. */
  private awayIntents({ _id, missed, rev }: Chat, mute: boolean, { messages }: Turn): Intent[] {
    if (mute) return messages.length && !missed ? [faultIntent(newReference(), AWAY)] : [];
    return missed ? [{ requestKey: `dead/${_id}/${rev}`, command: 'desk.reached', args: {} }] : [];
  }

  private slowDown(chat: Chat): Message {
    const text = this.parts.env(chat._id).say(chat.locale ?? 'id', tx('engine.tooFast'));
    return { class: 'reply', text };
  }

  /** Tried again twice, a little later each time; then set aside, and the chat goes on. Where the database is at fault, nothing is. */
  private async fault(chat: Chat, consumed: string[], item: Item, error: unknown): Promise<Chat | null> {
    const { store, log } = this.parts;
    const count = chat.faults?.item === item.id ? chat.faults.count + 1 : 1;
    log.error({ chat: log.tag(chat._id), kind: item.kind, count, err: error }, 'a turn failed');
    const transient = isTransient(error);
    if (count >= FAULTS && !transient) {
      const { state, dead, result } = escalation(chat, item, error, this.parts.env(chat._id));
      log.error({ chat: log.tag(chat._id), reference: dead.reference }, 'an item was set aside');
      return this.commit(chat, { consumed }, item, { ...result, chat: state }, dead);
    }
    const wait = Math.min(250 * 4 ** count, LONGEST_WAIT);
    const marked = await store.fault(chat, item.id, count, Date.now() + wait);
    if (!marked) return null;
    // A long wait is the sweeper's: `sweepAt` tells it when.
    if (wait > LONGEST_LOCAL || this.stopping) return null;
    await new Promise((resolve) => setTimeout(resolve, wait));
    return store.claim(marked, Date.now() + this.parts.leaseMs);
  }
}

const isSame = (one: Message | undefined, other: Message): boolean => isDeepStrictEqual(one, other);

/** The database is slow or away: that says nothing about the item. A read's own fault stands behind the engine's. */
const isTransient = (error: unknown): boolean =>
  isOutage(error) ||
  error instanceof TooLate ||
  (error instanceof Error && error.cause !== undefined && isTransient(error.cause));

const isFromPerson = ({ kind }: Item): boolean =>
  kind !== 'effect' && kind !== 'timer' && kind !== 'notice' && kind !== 'office';
