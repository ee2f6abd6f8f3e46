/**
 * The chats as everybody writes them: each write is counted in the document, so that a process that knows a chat by its count may
 * go on from what it knows (`known-chats.ts`). What is written past this door would make it go on from something else.
 */
import type { mongo } from 'mongoose';
import type { ChatDoc } from './chat-doc.ts';

type Filter = mongo.Filter<ChatDoc>;
type Update = mongo.UpdateFilter<ChatDoc>;

export const counted = <U extends object>(update: U): U => ({
  ...update,
  $inc: { ...(update as { $inc?: object }).$inc, writes: 1 },
});

export class CountedChats {
  /** To be read from, and for what adds or takes away whole chats. */
  readonly all: mongo.Collection<ChatDoc>;

  constructor(db: mongo.Db) {
    this.all = db.collection<ChatDoc>('chats');
  }

  updateOne(filter: Filter, update: Update): Promise<mongo.UpdateResult> {
    return this.all.updateOne(filter, counted(update));
  }

  updateMany(filter: Filter, update: Update): Promise<mongo.UpdateResult> {
    return this.all.updateMany(filter, counted(update));
  }

  /** The chat as the change left it; null where the filter found none. */
  change(filter: Filter, update: Update, projection: mongo.Document): Promise<ChatDoc | null> {
    return this.all.findOneAndUpdate(filter, counted(update), { returnDocument: 'after', projection });
  }
}
