/**
 * The chat document on the driver: the hot path of every conversation. `commit` alone where the chat is at rest, else `accept` and
 * `commit`; every write is conditional. Why this shape and not the obvious ones (upserts, a lease in accept, a whole inbox in commit)
 * is in docs/decisions/turn.md.
 */
import { randomBytes } from 'node:crypto';
import type { mongo } from 'mongoose';
import type { Intent, Side } from '#flows/engine/chat.ts';
import type { Item } from '#flows/engine/item.ts';
import { applied } from './applied.ts';
import type { PlainUpdate } from './applied.ts';
import { emptyChat, isToBegin, isUnsent } from './chat-doc.ts';
import type { Chat, ChatDoc, CommitPlan, DeadItem, KeptIntent, OutboxEntry } from './chat-doc.ts';
import { commitOf, pruneOutbox, remembered, SET_ASIDE, watch } from './commit.ts';
import type { Write } from './commit.ts';
import { counted, CountedChats } from './counted-chats.ts';
import type { Tidied } from './counted-chats.ts';
import { unlessDuplicate } from './database.ts';
import { KnownChats } from './known-chats.ts';

/** So much of one person waits already that this message is not taken; the chat's next turn says so. */
export class ChatFull extends Error {
  override name = 'ChatFull';
}

const INBOX = 50;
/** Times that a chat is made anew for its first item. */
const TRIES = 3;

/** Stands for a chat that nobody needs to see. */
const UNREAD = {} as Chat;

/** Tells one write from every other, of any process. */
const SELF = randomBytes(6).toString('base64url');
let marks = 0;
const newMark = (): string => `${SELF}${(marks += 1)}`;

/** The field of an intent that no turn asks for: behind those that one did, and apart from another of the same ms. */
const newIntent = (now: number): string => `intents.i${now * 1000 + ((marks += 1) % 1000)}`;

/** By business time: reminder and expiry of the open question, and the end of forms that were set aside. */
const TIMERS = ['wakeAt', 'lapseAt'] as const;
type Timer = (typeof TIMERS)[number];

export class ChatStore {
  private readonly chats: CountedChats;
  private readonly known = new KnownChats();

  constructor(db: mongo.Db) {
    this.chats = new CountedChats(db);
  }

  /** Indexes, each with its reader. */
  async prepare(): Promise<void> {
    await this.chats.all.createIndexes([
      // The sweeper's only question; sparse, since most chats have nothing left to do.
      { key: { sweepAt: 1 }, sparse: true },
      // What was set aside is forgotten in time; sparse, since hardly a chat has any.
      { key: { 'deadletters.at': 1 }, sparse: true },
      ...TIMERS.map((timer) => ({ key: { [timer]: 1 }, sparse: true })),
    ]);
  }

  /**
   * Makes the item durable. Returns the chat, or null where the item had been accepted before. No upsert: an upserting
   * form answers a duplicate and a race with the same error. `limited`: an item of a person, of which only so many wait;
   * throws ChatFull for the next, and notes that the person must be told.
   */
  async accept(id: string, side: Side, item: Item, sweepAt: number, limited: boolean): Promise<Chat | null> {
    const known = this.known.take(id);
    const found =
      (known && (await this.push(id, item, sweepAt, limited, known))) ?? (await this.push(id, item, sweepAt, limited));
    if (found) return found;
    // The most frequent reason by far where the chat is known: platforms bring things twice, and thumbs press twice.
    if (known && (await this.has(id, item))) return null;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const made = await this.make(id, side, item, sweepAt);
      if (made) return made;
      if (await this.has(id, item)) return null;
      const second = await this.push(id, item, sweepAt, limited);
      if (second) return second;
      if (await this.has(id, item)) return null;
      if (await this.chats.all.findOne({ _id: id }, { projection: { _id: 1 } })) break;
      // It was erased between the two as a chat without a word in it: made anew, or the first word would be lost.
    }
    await this.chats.updateOne({ _id: id }, { $set: { flooded: true } });
    throw new ChatFull('too many messages wait in one chat');
  }

  /**
   * The chat, for a turn before its item is kept: as this process left it, as it stands, or one that is to begin. Null where something
   * waits in it.
   */
  async atRest(id: string, side: Side): Promise<Chat | null> {
    const chat = this.known.take(id) ?? (await this.load(id)) ?? emptyChat(id, side);
    return chat.inbox.length ? null : chat;
  }

  /** A chat that begins with the item; null where there is one already. */
  private make(id: string, side: Side, item: Item, sweepAt: number): Promise<Chat | null> {
    return this.begin({ ...emptyChat(id, side), inbox: [item], seen: [item.id], sweepAt });
  }

  private async begin(chat: ChatDoc): Promise<Chat | null> {
    const made = await this.chats.all.insertOne(chat).then(() => true, unlessDuplicate);
    const { seen: _seen, ...rest } = chat;
    return made ? this.known.keep(rest) : null;
  }

  private async has(id: string, item: Item): Promise<boolean> {
    return (await this.chats.all.findOne({ _id: id, seen: item.id }, { projection: { _id: 1 } })) !== null;
  }

  private push(id: string, item: Item, sweepAt: number, limited: boolean, known?: Chat): Promise<Chat | null> {
    const mark = newMark();
    return this.write(
      {
        filter: { _id: id, seen: { $ne: item.id }, ...(limited && { [`inbox.${INBOX - 1}`]: { $exists: false } }) },
        update: { $push: { inbox: { ...item, mark }, seen: remembered(item.id) }, $min: { sweepAt } },
        // Gone from there already, it has had its turn: nothing is left to be done by who brought it.
        proof: ({ inbox }) => inbox.some((kept) => kept.mark === mark),
      },
      known,
    );
  }

  /** One change of the hot path. Where the chat is still as `known`, it is not read back; else it is null and `known` of no use. */
  private async write({ filter, update, proof }: Write, known?: Chat): Promise<Chat | null> {
    const chat = await this.chats.share({
      filter: { ...filter, ...(known && { rev: known.rev, writes: known.writes }) },
      ...{ update, proof },
      ...(known && { after: (made) => applied(known, withoutSeen(made)) }),
    });
    return chat && this.known.keep(chat);
  }

  /** The turn's one write. Null: somebody else has the chat; all output of the turn must be dropped. */
  async commit(before: Chat, plan: CommitPlan): Promise<Chat | null> {
    const change = commitOf(before, plan, newMark());
    if (isToBegin(before)) return this.begin(applied(before, counted(change.update)));
    const after = await this.write(change, before);
    // Something came in or went out while the turn ran: all the more it has to be seen. Before an item was kept nobody has the chat:
    // whatever somebody did to it meanwhile, the turn did not know.
    return after ?? (plan.arrives === undefined ? this.write(change) : null);
  }

  /** Takes a chat over whose runner is gone; only one of many succeeds. */
  claim(chat: Chat, busyUntil: number): Promise<Chat | null> {
    return this.chats.change(
      { _id: chat._id, rev: chat.rev, busyUntil: chat.busyUntil },
      { ...watch(chat, [], { busyUntil }, busyUntil), $inc: { rev: 1 } },
    );
  }

  /** What waits in it is run by whoever sweeps next, and not only when it has waited for a lease. */
  async handBack(chat: Chat): Promise<void> {
    await this.chats.updateOne({ _id: chat._id, rev: chat.rev }, { $set: { busyUntil: 0, sweepAt: Date.now() } });
  }

  load(id: string): Promise<Chat | null> {
    return this.chats.all.findOne({ _id: id }, { projection: { seen: 0 } });
  }

  /** What a message from outside of the chat's own turns must know. */
  addressing(id: string): Promise<Pick<Chat, 'locale' | 'movedTo' | 'unreachable'> | null> {
    return this.chats.all.findOne({ _id: id }, { projection: { locale: 1, movedTo: 1, unreachable: 1 } });
  }

  /** Counts a fault of the item at the head of the inbox, and lets the next try begin at `sweepAt`. */
  async fault(chat: Chat, item: string, count: number, sweepAt: number): Promise<Chat | null> {
    return this.chats.change(
      { _id: chat._id, rev: chat.rev },
      { $set: { faults: { item, count }, busyUntil: 0, sweepAt }, $inc: { rev: 1 } },
    );
  }

  /**
   * Takes out what was sent, and dates the question it asked, the first time: what waits in the inbox then was written before. Told by
   * the order of writes and not by time, since the clocks of who accepts and who sends may differ. Returns the chat: its owner sends
   * what is `ready`.
   */
  async sent(id: string, key: string, by: string, question?: { askNo: number; askedAt: number }): Promise<Chat | null> {
    const mine = { _id: id, [`outbox.${key}.state`]: 'sending', [`outbox.${key}.by`]: by };
    const done = { $unset: { [`outbox.${key}`]: 1 } };
    const proof = ({ outbox }: Chat): boolean => outbox[key] === undefined;
    const known = this.known.peek(id);
    const asks = { $set: { 'wait.askedAt': question?.askedAt } };
    const first = { 'wait.askNo': question?.askNo, 'wait.askedAt': null };
    if (known) {
      // Nothing waits in it, and whether the question is the open one is seen here.
      const open = question && known.wait?.askNo === question.askNo && known.wait.askedAt === null;
      const marked = await this.write({ filter: mine, update: { ...done, ...(open && asks) }, proof }, known);
      if (marked) return marked;
    }
    if (question) {
      const update = { ...done, $set: { ...asks.$set, 'inbox.$[].before': question.askNo } };
      const marked = await this.write({ filter: { ...mine, ...first }, update, proof });
      if (marked) return marked;
    }
    return this.write({ filter: mine, update: done, proof });
  }

  /** Takes a `ready` entry, or a `sending` one whose time is up, to be sent by `by`; null if another was faster. */
  takeEntry(id: string, key: string, entry: OutboxEntry, by: string, until: number): Promise<Chat | null> {
    // Somebody's time is up, maybe our own: the message may have arrived.
    const late = entry.state === 'sending' && (entry.by !== by || (entry.until ?? 0) <= Date.now());
    return this.chats.change(
      {
        _id: id,
        [`outbox.${key}.state`]: entry.state,
        ...(entry.state === 'sending' && { [`outbox.${key}.by`]: entry.by, [`outbox.${key}.until`]: entry.until }),
      },
      {
        $set: {
          [`outbox.${key}.state`]: 'sending',
          [`outbox.${key}.by`]: by,
          [`outbox.${key}.until`]: until,
        },
        $min: { sweepAt: until },
        ...(late && { $inc: { doubtful: 1 } }),
      },
    );
  }

  /** Gives an own entry back, to be sent from `notBefore` (machine ms) on. */
  async release(id: string, key: string, by: string, notBefore: number): Promise<void> {
    await this.chats.updateOne(
      { _id: id, [`outbox.${key}.by`]: by, [`outbox.${key}.state`]: 'sending' },
      {
        $set: { [`outbox.${key}.state`]: 'ready', [`outbox.${key}.notBefore`]: notBefore },
        $min: { sweepAt: notBefore },
      },
    );
  }

  /** Takes an own entry out, with all that it says. */
  async forgetEntry(id: string, key: string, by: string): Promise<void> {
    await this.chats.updateOne({ _id: id, [`outbox.${key}.by`]: by }, { $unset: { [`outbox.${key}`]: 1 } });
  }

  /** Counts a send that may have arrived. */
  async doubt(id: string, key: string): Promise<void> {
    await this.chats.updateOne(
      { _id: id, [`outbox.${key}`]: { $exists: true } },
      { $inc: { doubtful: 1, [`outbox.${key}.tries`]: 1 } },
    );
  }

  /** Ends an own entry of which nobody knows whether it arrived: `dead` keeps it for a person of staff, whom `intent` tells. */
  async setAside(id: string, key: string, by: string, dead: DeadItem, intent: Intent): Promise<void> {
    const now = Date.now();
    await this.chats.updateOne(
      { _id: id, [`outbox.${key}.by`]: by, [`outbox.${key}.state`]: 'sending' },
      {
        $set: { [`outbox.${key}.state`]: 'unknown', [newIntent(now)]: intent },
        $push: { deadletters: { $each: [dead], $slice: -SET_ASIDE } },
        $min: { sweepAt: now },
      },
    );
  }

  /** Nothing more is sent until the person writes; what waited is of no use then, and counted. `intent`: with the first of it. */
  async unreachable(id: string, intent: Intent): Promise<void> {
    const chat = await this.chats.all.findOne({ _id: id }, { projection: { outbox: 1, missed: 1 } });
    if (!chat) return;
    const lost = Object.values(chat.outbox).filter(isUnsent).length;
    const now = Date.now();
    await this.chats.updateOne(
      { _id: id },
      {
        $set: { unreachable: true, outbox: {}, ...(lost && !chat.missed && { [newIntent(now)]: intent }) },
        ...(lost && { $inc: { missed: lost }, $min: { sweepAt: now } }),
      },
    );
  }

  /** A process that knows only an older engine met an item that nobody takes; told once for each item. */
  async hold(id: string, item: string, intent: Intent): Promise<void> {
    const now = Date.now();
    await this.chats.updateOne(
      { _id: id, held: { $ne: item } },
      { $set: { held: item, [newIntent(now)]: intent }, $min: { sweepAt: now } },
    );
  }

  async reachable(id: string): Promise<void> {
    await this.chats.updateOne({ _id: id }, { $unset: { unreachable: 1 } });
  }

  async moved(id: string, address: string): Promise<void> {
    await this.chats.updateOne({ _id: id }, { $set: { movedTo: address } });
  }

  /**
   * One worker alone, `by`, carries the effect out until `until` (machine ms). False: another does, or its result is in. Said again
   * and again by every effect under way: in a crowd they share a trip.
   */
  async holdIntent(id: string, key: string, by: string, until: number): Promise<boolean> {
    const intent = `intents.${key}`;
    const free = [
      { [`${intent}.until`]: { $exists: false } },
      { [`${intent}.until`]: { $lte: Date.now() } },
      { [`${intent}.by`]: by },
    ];
    const held = await this.chats.share({
      filter: { _id: id, [intent]: { $exists: true }, $or: free },
      update: { $set: { [`${intent}.by`]: by, [`${intent}.until`]: until } },
      proof: ({ intents }) => intents[key]?.by === by && intents[key].until === until,
      after: () => UNREAD,
    });
    return held !== null;
  }

  /** An effect that none of the chat's turns asks for, carried out by `by` until `until`. Not where it stands already, or its result came in. */
  async want(id: string, key: string, intent: Intent, by: string, until: number): Promise<void> {
    const kept: KeptIntent = { ...intent, at: Date.now(), by, until, elsewhere: true };
    await this.chats.updateOne(
      { _id: id, seen: { $ne: `fx:${intent.requestKey}` }, [`intents.${key}`]: { $exists: false } },
      { $set: { [`intents.${key}`]: kept }, $min: { sweepAt: until } },
    );
  }

  /** It is done, and whoever waits for its result has it. */
  async settle(id: string, key: string): Promise<void> {
    const intent = `intents.${key}`;
    await this.chats.updateOne({ _id: id, [intent]: { $exists: true } }, { $unset: { [intent]: 1 } });
  }

  /** To be tried again at `retryAt`, as often as it takes. */
  async effectLater(id: string, key: string, retryAt: number): Promise<void> {
    await this.chats.updateOne(
      { _id: id, [`intents.${key}`]: { $exists: true } },
      { $unset: { [`intents.${key}.until`]: 1 }, $min: { sweepAt: retryAt } },
    );
  }

  async effectFailed(id: string, key: string, retryAt: number): Promise<void> {
    await this.chats.updateOne(
      { _id: id, [`intents.${key}`]: { $exists: true } },
      { $inc: { [`intents.${key}.tries`]: 1 }, $unset: { [`intents.${key}.until`]: 1 }, $min: { sweepAt: retryAt } },
    );
  }

  /** Chats the sweeper must look at, oldest first. */
  due(now: number, limit = 100): Promise<Chat[]> {
    return this.chats.all
      .find({ sweepAt: { $lte: now } }, { projection: { seen: 0 } })
      .sort({ sweepAt: 1 })
      .limit(limit)
      .toArray();
  }

  /** Nothing is left undone here; unless something came in meanwhile. */
  async rest(chat: Chat): Promise<void> {
    const gone: Tidied = { sweepAt: 1 };
    pruneOutbox(chat, gone);
    // An accept changes neither `rev` nor an earlier `sweepAt`: only the inbox tells of it.
    const empty = { 'inbox.0': { $exists: false } } as const;
    await this.chats.tidy({ _id: chat._id, rev: chat.rev, sweepAt: chat.sweepAt ?? 0, ...empty }, gone);
  }

  async lookAgain(chat: Chat, sweepAt: number): Promise<void> {
    await this.chats.updateOne({ _id: chat._id, sweepAt: chat.sweepAt ?? 0 }, { $set: { sweepAt } });
  }

  /** Chats one of whose timers has run out, by business time. */
  timed(timer: Timer, businessNow: number, limit = 100): Promise<Chat[]> {
    return this.chats.all
      .find({ [timer]: { $lte: businessNow } }, { projection: { seen: 0 } })
      .limit(limit)
      .toArray();
  }

  /** The timer was handed in; one that was set since stays. */
  async handedIn(chat: Chat, timer: Timer): Promise<void> {
    await this.chats.updateOne({ _id: chat._id, [timer]: chat[timer] ?? 0 }, { $unset: { [timer]: 1 } });
  }
}

/** What is known of a chat does not hold the ids of all that came in. */
function withoutSeen(update: PlainUpdate): PlainUpdate {
  if (!update.$push?.seen) return update;
  const { seen: _seen, ...push } = update.$push;
  return { ...update, $push: push };
}
