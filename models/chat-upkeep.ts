/** Looks at all chats from outside of their turns: what is old is erased, what is left undone is counted. */
import type { mongo } from 'mongoose';
import type { Chat } from './chat-doc.ts';
import { CountedChats } from './counted-chats.ts';

export class ChatUpkeep {
  private readonly chats: CountedChats;

  constructor(db: mongo.Db) {
    this.chats = new CountedChats(db);
  }

  /** What was set aside for staff holds what a person wrote. @param before machine ms; returns how many chats had any that were older */
  async forgetDead(before: number): Promise<number> {
    const old = { at: { $lte: before } };
    const found = await this.chats.updateMany({ 'deadletters.at': { $lte: before } }, { $pull: { deadletters: old } });
    return found.modifiedCount;
  }

  /**
   * Erases chats without a turn since `before` (machine ms), where nothing is open, nothing is left undone and nobody is bound:
   * whoever writes again begins anew. Walks through all by id, so that no index of its own slows every turn. `blocked` is told before
   * of those that nothing reaches: what else stands there for them is of no use.
   */
  async eraseIdle(before: number, batch: number, blocked: (ids: string[]) => PromiseLike<unknown>): Promise<number> {
    const idle = {
      busyUntil: { $lt: before },
      ...{ run: null, roles: [], owner: 'bot' as const },
      ...{ sweepAt: { $exists: false }, 'inbox.0': { $exists: false } },
    };
    let erased = 0;
    for (let last = ''; ;) {
      const some = await this.chats.all
        .find({ _id: { $gt: last } }, { projection: { busyUntil: 1, unreachable: 1 } })
        .sort({ _id: 1 })
        .limit(batch)
        .toArray();
      const quiet = some.filter(({ busyUntil }) => busyUntil < before);
      const old = quiet.map(({ _id }) => _id);
      if (quiet.some(({ unreachable }) => unreachable))
        await blocked(quiet.flatMap(({ _id, unreachable }) => (unreachable ? [_id] : [])));
      if (old.length) erased += (await this.chats.all.deleteMany({ _id: { $in: old }, ...idle })).deletedCount;
      const end = some.at(-1)?._id;
      if (end === undefined || some.length < batch) return erased;
      last = end;
    }
  }

  /** Of each that is there: machine ms of its last turn, and whether nothing reaches it. */
  async used(ids: readonly string[]): Promise<Map<string, { at: number; unreachable: boolean }>> {
    const found = await this.chats.all
      .find({ _id: { $in: [...ids] } }, { projection: { busyUntil: 1, unreachable: 1 } })
      .toArray();
    return new Map(found.map((one) => [one._id, { at: one.busyUntil, unreachable: one.unreachable === true }]));
  }

  /** Whoever was bound in them is no longer with us: they are erased like any other. */
  async unbind(ids: readonly string[]): Promise<void> {
    await this.chats.updateMany({ _id: { $in: [...ids] } }, { $set: { roles: [] } });
  }

  /** What waits in the chats that the sweeper would look at first: whatever is left undone stands there. For figures only. */
  undone(limit: number): Promise<Pick<Chat, 'inbox' | 'outbox' | 'intents'>[]> {
    return this.chats.all
      .find({ sweepAt: { $gt: 0 } }, { projection: { 'inbox.at': 1, outbox: 1, intents: 1 } })
      .sort({ sweepAt: 1 })
      .limit(limit)
      .toArray();
  }
}
