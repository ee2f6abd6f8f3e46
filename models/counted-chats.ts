/**
 * The chats as everybody writes them: each write is counted in the document, so that a process that knows a chat by its count may
 * go on from what it knows (`known-chats.ts`). A write past this door would make it go on from something else, so there is none: what
 * is handed out to read the chats by changes none of them.
 */
import type { mongo } from 'mongoose';
import type { PlainUpdate } from './applied.ts';
import type { Chat, ChatDoc } from './chat-doc.ts';
import { scansToAnswer } from './database.ts';
import { SharedTrips } from './shared-trips.ts';
import type { Change } from './shared-trips.ts';

type Filter = mongo.Filter<ChatDoc>;
type Update = mongo.UpdateFilter<ChatDoc>;
type Reads = 'find' | 'findOne' | 'countDocuments' | 'createIndexes';
/** A chat that was made anew begins with a count of its own. */
type WholeChats = 'insertOne' | 'deleteOne' | 'deleteMany';

const WHOLE = { seen: 0 } as const;

export const counted = <U extends object>(update: U): U => ({
  ...update,
  $inc: { ...(update as { $inc?: object }).$inc, writes: 1 },
});

/** What nobody goes on from: when the sweeper looks, and entries of the outbox that are done with. */
export type Tidied = Record<'sweepAt' | `outbox.${string}`, 1>;

/** A change that may share its trip; `after`: see `Change`, from the change as it was counted. */
export interface SharedChange extends Omit<Change<Chat>, 'update' | 'after'> {
  update: PlainUpdate;
  after?: (counted: PlainUpdate) => Chat;
}

export class CountedChats {
  /** To be read, added and taken away. */
  readonly all: Pick<mongo.Collection<ChatDoc>, Reads | WholeChats>;
  private readonly chats: mongo.Collection<ChatDoc>;
  private readonly trips: SharedTrips<Chat>;

  constructor(db: mongo.Db) {
    this.all = this.chats = db.collection<ChatDoc>('chats');
    this.trips = new SharedTrips<Chat>(db.collection<Chat>('chats'), { projection: WHOLE, scans: scansToAnswer(db) });
  }

  updateOne(filter: Filter, update: Update): Promise<mongo.UpdateResult> {
    return this.chats.updateOne(filter, counted(update));
  }

  updateMany(filter: Filter, update: Update): Promise<mongo.UpdateResult> {
    return this.chats.updateMany(filter, counted(update));
  }

  /** The chat as the change left it; null where the filter found none. */
  change(filter: Filter, update: Update): Promise<ChatDoc | null> {
    return this.chats.findOneAndUpdate(filter, counted(update), { returnDocument: 'after', projection: WHOLE });
  }

  /** The same of the hot path, where a crowd's changes go together. */
  share({ filter, update, proof, after }: SharedChange): Promise<Chat | null> {
    const all = counted(update);
    return this.trips.change({
      ...{ filter, update: all as mongo.UpdateFilter<Chat>, proof },
      ...(after && { after: () => after(all) }),
    });
  }

  /** Uncounted. */
  async tidy(filter: Filter, gone: Tidied): Promise<void> {
    await this.chats.updateOne(filter, { $unset: gone });
  }
}
