/** The chat documents as a harness looks at them: is something left undone, and what went wrong on the way? */
import type { mongo } from 'mongoose';
import { isUnsent } from '#models/chat-doc.ts';
import type { Chat, ChatDoc } from '#models/chat-doc.ts';
import { counted } from '#models/counted-chats.ts';
import { isOutage } from '#models/database.ts';

type Work = Pick<Chat, 'inbox' | 'intents' | 'outbox'>;

/** ms between looks. */
const LOOK = 60;
const WORK = { inbox: 1, intents: 1, outbox: 1 } as const;

const sending = ({ outbox }: Work): boolean => Object.values(outbox).some(isUnsent);

/** Nothing waits to be read, carried out or sent. */
const isQuiet = (chat: Work): boolean =>
  chat.inbox.length === 0 && Object.keys(chat.intents).length === 0 && !sending(chat);

export interface Leftovers {
  inbox: number;
  intents: number;
  unsent: number;
  /** Sends given up: a person of staff must look. */
  unknown: number;
  deadletters: number;
}

export class Chats {
  private readonly chats: mongo.Collection<ChatDoc>;
  private readonly asked = new Set<string>();
  private looking: Promise<Set<string>> | undefined;

  constructor(db: mongo.Db) {
    this.chats = db.collection<ChatDoc>('chats');
  }

  /**
   * A chat that there is not yet, or that a database away hides, is not quiet: something is still on its way. Asked by
   * hundreds at once, the database is asked once in a while for all of them.
   */
  quiet(id: string): Promise<boolean> {
    this.asked.add(id);
    this.looking ??= new Promise((resolve) => setTimeout(resolve, LOOK)).then(() => this.look());
    return this.looking.then((quiet) => quiet.has(id));
  }

  private async look(): Promise<Set<string>> {
    const ids = [...this.asked];
    this.asked.clear();
    this.looking = undefined;
    const find = this.chats.find({ _id: { $in: ids } }, { projection: WORK });
    const chats = (await find.toArray().catch(nullInOutage)) ?? [];
    return new Set(chats.filter(isQuiet).map(({ _id }) => _id));
  }

  /** Another person's chat stands where `from` stands: the same form, answered the same. */
  async copy(from: string, to: string): Promise<void> {
    const doc = await this.chats.findOne({ _id: from });
    if (!doc?.run) throw new Error(`${from} has no form to copy`);
    const { run, wait, askNo, greeted, locale } = doc;
    // Of another person: one phone number takes one seat of a slot.
    const digits = `812${to.replace(/\D/g, '').slice(-8).padStart(8, '0')}`;
    const theirs = JSON.parse(JSON.stringify(run).replaceAll('81234567890', digits)) as typeof run;
    const own = { ...theirs, id: `${run.id.slice(0, 6)}${to.slice(-6)}` };
    await this.chats.updateOne(
      { _id: to },
      counted({ $set: { run: own, wait, askNo, greeted, locale }, $inc: { rev: 1 } }),
    );
  }

  /** Resolves to true once no chat has anything to do, to false after `ms`. */
  async allQuiet(ms: number): Promise<boolean> {
    for (const deadline = Date.now() + ms; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
      const all = await this.chats.find({}, { projection: WORK }).toArray().catch(nullInOutage);
      if (all?.every(isQuiet)) return true;
      if (Date.now() > deadline) return false;
    }
  }

  /** What is left to do in a chat, without a word of what was said. Times are ms from now. */
  async describe(id: string): Promise<object> {
    const chat = await this.load(id);
    if (!chat) return { chat: null };
    const now = Date.now();
    const { rev, busyUntil, sweepAt, inbox, intents, outbox } = chat;
    return {
      ...{ rev, busy: busyUntil - now, sweep: (sweepAt ?? 0) - now },
      inbox: inbox.map(({ id: item, kind, at }) => ({ item, kind, at: at - now })),
      intents: Object.values(intents).map(({ command, tries }) => ({ command, tries })),
      outbox: Object.values(outbox).map(({ state, until }) => ({ state, until: (until ?? 0) - now })),
    };
  }

  load(id: string): Promise<ChatDoc | null> {
    return this.chats.findOne({ _id: id });
  }

  async leftovers(): Promise<Leftovers> {
    const all = await this.chats.find().toArray();
    const sum = (count: (chat: ChatDoc) => number): number => all.reduce((total, chat) => total + count(chat), 0);
    return {
      inbox: sum((chat) => chat.inbox.length),
      intents: sum((chat) => Object.keys(chat.intents).length),
      unsent: sum((chat) => Number(sending(chat))),
      unknown: sum((chat) => Object.values(chat.outbox).filter(({ state }) => state === 'unknown').length),
      deadletters: sum((chat) => chat.deadletters?.length ?? 0),
    };
  }

  /** Sends that may have arrived twice, of all chats. */
  async doubtful(): Promise<number> {
    return (await this.chats.find().toArray()).reduce((total, chat) => total + (chat.doubtful ?? 0), 0);
  }
}

function nullInOutage(error: unknown): null {
  if (!isOutage(error)) throw error;
  return null;
}
