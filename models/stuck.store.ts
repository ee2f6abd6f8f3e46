/**
 * What got stuck in a chat and was set aside, put back or dropped: each once, however often it is asked for. The reference that the
 * person was told names it; who may take it out of the list is decided on the report.
 */
import type { mongo } from 'mongoose';
import type { Chat, ChatDoc, DeadItem } from './chat-doc.ts';
import { remembered } from './commit.ts';
import { CountedChats } from './counted-chats.ts';

/** Times a write is tried again because the chat went on under it. */
const TRIES = 20;

export class StuckStore {
  private readonly chats: CountedChats;

  constructor(db: mongo.Db) {
    this.chats = new CountedChats(db);
  }

  /** Indexes, each with its reader. */
  async prepare(): Promise<void> {
    // How many cannot be reached; sparse, since nearly everybody can.
    await this.chats.all.createIndexes([{ key: { missed: 1 }, sparse: true }]);
  }

  /** References that can be put back, of these chats; and the chats that nothing can be sent to, with how much they missed. */
  async of(chats: readonly string[]): Promise<{ references: Set<string>; missed: Map<string, number> }> {
    const found = await this.chats.all
      .find({ _id: { $in: [...chats] } }, { projection: { 'deadletters.reference': 1, missed: 1 } })
      .toArray();
    return {
      references: new Set(found.flatMap(({ deadletters = [] }) => deadletters.map(({ reference }) => reference))),
      missed: new Map(found.flatMap(({ _id, missed }) => (missed ? [[_id, missed] as const] : []))),
    };
  }

  /** The platform does not let us write to them, so far as is known. */
  async isAway(id: string): Promise<boolean> {
    return (await this.chats.all.findOne({ _id: id, unreachable: true }, { projection: { _id: 1 } })) !== null;
  }

  /** People whom the platform does not let us write to. */
  unreachable(): Promise<number> {
    return this.chats.all.countDocuments({ missed: { $gt: 0 } });
  }

  /**
   * Puts it back: what came in to the end of the inbox, a message of ours to the end of the outbox. Null: it is there no longer, or
   * the conversation has gone past it. `before`: it was put back already, by a worker who died before saying so.
   */
  async putBack(id: string, reference: string): Promise<Chat | 'before' | null> {
    const mark = `back:${reference}`;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const chat = await this.chats.all.findOne({ _id: id }, { projection: { seen: 0 } });
      const dead = chat?.deadletters?.find((one) => one.reference === reference);
      if (!chat || !dead) return (await this.hasSeen(id, mark)) ? 'before' : null;
      const { message, item } = dead;
      if (isPast(dead, chat)) {
        await this.drop(id, reference);
        return null;
      }
      const back = await this.chats.change(
        { _id: id, rev: chat.rev, 'deadletters.reference': reference },
        {
          $pull: { deadletters: { reference } },
          $min: { sweepAt: Date.now() },
          $push: { seen: remembered(mark), ...(item && { inbox: { ...item, at: Date.now() } }) },
          // A key that no commit can give: it must see the new `rev` first.
          ...(message && {
            $inc: { rev: 1 },
            $set: { [`outbox.m${(chat.rev + 1) * 100}`]: { message, state: 'ready' as const } },
          }),
        },
      );
      if (back) return back;
    }
    throw new Error('the chat did not hold still');
  }

  /** It came into the chat, so far as that remembers. */
  async hasSeen(id: string, item: string): Promise<boolean> {
    return (await this.chats.all.findOne({ _id: id, seen: item }, { projection: { _id: 1 } })) !== null;
  }

  async drop(id: string, reference: string): Promise<void> {
    await this.chats.updateOne({ _id: id }, { $pull: { deadletters: { reference } } });
  }

  /** The next send finds out whether the person can be reached. False: they missed nothing, or were told. */
  async reach(id: string): Promise<boolean> {
    const found = await this.chats.updateOne({ _id: id, missed: { $gt: 0 } }, { $unset: { unreachable: 1 } });
    return found.matchedCount === 1;
  }

  /** The sweeper looks at once, and reports anew if it still finds nobody to run the turn. */
  async look(id: string): Promise<void> {
    await this.chats.updateOne({ _id: id }, { $unset: { held: 1 }, $set: { sweepAt: Date.now() } });
  }
}

/**
 * The conversation went on: an old question would ask for what is settled, and an old message of the person answer whatever is
 * asked now. What the system itself sends in knows where it belongs.
 */
function isPast({ item, message, askNo }: DeadItem, chat: ChatDoc): boolean {
  if (message?.ask) return message.ask.askNo !== chat.wait?.askNo;
  if (!item || item.kind === 'effect' || item.kind === 'timer' || item.kind === 'notice') return false;
  return askNo !== chat.askNo;
}
