/**
 * Carries a chat from one place to another. It is taken out of the old one first, in one conditional write, and only then joined to
 * the new: whoever dies in between leaves it in the hands of whoever keeps what `lift` handed out, and never in both places.
 */
import { randomUUID } from 'node:crypto';
import type { mongo } from 'mongoose';
import { stateOf } from '#flows/engine/chat.ts';
import type { Side } from '#flows/engine/chat.ts';
import { join } from '#flows/engine/join.ts';
import { emptyChat, isUnsent } from './chat-doc.ts';
import type { ChatDoc } from './chat-doc.ts';
import { CountedChats } from './counted-chats.ts';
import { unlessDuplicate } from './database.ts';

/** A chat on its way; the mark tells it from one that was begun in its old place meanwhile. */
export interface Carried {
  mark: string;
  chat: ChatDoc;
}

/** Times a write is tried again because the chat went on under it. */
const TRIES = 20;
/** Of the ids that either place has seen, so many stay: what is read back in a moment is newer than these. */
const SEEN = 100;

const EMPTY = { 'inbox.0': { $exists: false } } as const;

export class ChatCarrier {
  private readonly chats: CountedChats;

  constructor(db: mongo.Db) {
    this.chats = new CountedChats(db);
  }

  /** Nothing is under way: no word waits for its turn, no effect for its result, no message for its sending. */
  async isStill(id: string): Promise<boolean> {
    const chat = await this.chats.all.findOne({ _id: id }, { projection: { inbox: 1, outbox: 1, intents: 1 } });
    return !chat || still(chat);
  }

  /** Marks the chat as about to leave and returns it as it is. Null: there is none. 'busy': not now. */
  async mark(id: string): Promise<Carried | 'busy' | null> {
    const chat = await this.chats.all.findOne({ _id: id });
    if (!chat) return null;
    const mark = randomUUID();
    if (!still(chat)) return 'busy';
    const marked = await this.chats.updateOne({ _id: id, rev: chat.rev, ...EMPTY }, { $set: { leaving: mark } });
    return marked.matchedCount ? { mark, chat } : 'busy';
  }

  /** Takes it out of its place, if it is still as it was when it was marked. */
  async lift({ mark, chat }: Carried): Promise<void> {
    await this.chats.all.deleteOne({ _id: chat._id, rev: chat.rev, leaving: mark, ...EMPTY });
  }

  /** It has left its place: what stands there now, if anything, was begun since. */
  async hasLeft({ mark, chat }: Carried): Promise<boolean> {
    return (await this.chats.all.findOne({ _id: chat._id, leaving: mark }, { projection: { _id: 1 } })) === null;
  }

  /** Joins it to the chat `id`, once. */
  async put(id: string, side: Side, { mark, chat }: Carried): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const there = await this.chats.all.findOne({ _id: id });
      if (!there) {
        await this.chats.all.insertOne(emptyChat(id, side)).catch(unlessDuplicate);
        continue;
      }
      if (there.taken === mark) return;
      const { wakeAt, lapseAt, ...state } = join(stateOf(there), stateOf(chat));
      const timers = Object.entries({ wakeAt, lapseAt });
      const set = Object.fromEntries(timers.filter(([, at]) => at !== null));
      const unset = Object.fromEntries(timers.filter(([, at]) => at === null).map(([timer]) => [timer, 1 as const]));
      const joins = {
        $set: { ...state, ...set, taken: mark, engine: Math.max(there.engine, chat.engine) },
        ...(Object.keys(unset).length && { $unset: unset }),
        $inc: { rev: 1, ...counts(chat) },
        $push: {
          // An accept changes them without a new `rev`.
          seen: { $each: chat.seen.slice(-SEEN), $slice: -2 * SEEN },
          ...(chat.deadletters && { deadletters: { $each: chat.deadletters } }),
        },
      };
      const joined = await this.chats.updateOne({ _id: id, rev: there.rev }, joins);
      if (joined.matchedCount) return;
    }
    throw new Error('the chat did not hold still');
  }
}

const still = ({ inbox, outbox, intents }: Pick<ChatDoc, 'inbox' | 'outbox' | 'intents'>): boolean =>
  inbox.length === 0 && Object.keys(intents).length === 0 && !Object.values(outbox).some(isUnsent);

/** What the person missed, and what may have arrived twice. */
const counts = ({ missed, doubtful }: ChatDoc): object => ({
  ...(missed && { missed }),
  ...(doubtful && { doubtful }),
});
