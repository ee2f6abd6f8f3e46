/** The chat documents as a harness looks at them: is something left undone, and what went wrong on the way? */
import type { mongo } from 'mongoose';
import type { Chat, ChatDoc } from '#models/chat.store.ts';
import { isOutage } from '#models/database.ts';

type Work = Pick<Chat, 'inbox' | 'intents' | 'outbox'>;

const WORK = { inbox: 1, intents: 1, outbox: 1 } as const;

const sending = ({ outbox }: Work): boolean =>
  Object.values(outbox).some(({ state }) => state === 'ready' || state === 'sending');

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

  constructor(db: mongo.Db) {
    this.chats = db.collection<ChatDoc>('chats');
  }

  /** A chat that there is not yet, or that a database away hides, is not quiet: something is still on its way. */
  async quiet(id: string): Promise<boolean> {
    const chat = await this.chats.findOne({ _id: id }, { projection: WORK }).catch(nullInOutage);
    return chat !== null && isQuiet(chat);
  }

  /** Resolves to true once no chat has anything to do, to false after `ms`. */
  async allQuiet(ms: number): Promise<boolean> {
    for (const deadline = Date.now() + ms; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
      const all = await this.chats.find({}, { projection: WORK }).toArray().catch(nullInOutage);
      if (all?.every(isQuiet)) return true;
      if (Date.now() > deadline) return false;
    }
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
