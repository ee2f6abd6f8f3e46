/** One generic lease: pollers, sweeper, migrations. Machine time; the fencing number rises with every new holder. */
import type { mongo } from 'mongoose';
import { isDuplicate } from './database.ts';

interface LeaseDoc {
  _id: string;
  holder: string;
  /** Machine ms. */
  until: number;
  fence: number;
}

export class Leases {
  private readonly leases: mongo.Collection<LeaseDoc>;
  /** Fencing numbers of those that were taken here and not lost since, as far as is known. */
  private readonly mine = new Map<string, number>();

  constructor(db: mongo.Db) {
    this.leases = db.collection<LeaseDoc>('leases');
  }

  /** The fencing number while `holder` has the lease, else null. Taking it again extends it. */
  async take(name: string, holder: string, ms: number): Promise<number | null> {
    const key = `${name} ${holder}`;
    const mine = this.mine.get(key);
    if (mine !== undefined && (await this.extend(name, holder, mine, ms))) return mine;
    const fence = await this.win(name, holder, ms);
    if (fence === null) this.mine.delete(key);
    else this.mine.set(key, fence);
    return fence;
  }

  /** Nothing is read back: most of what an idle process asks is this. */
  private async extend(name: string, holder: string, fence: number, ms: number): Promise<boolean> {
    const now = Date.now();
    const kept = await this.leases.updateOne(
      { _id: name, holder, fence, until: { $gt: now } },
      { $set: { until: now + ms } },
    );
    return kept.matchedCount > 0;
  }

  private async win(name: string, holder: string, ms: number): Promise<number | null> {
    const now = Date.now();
    const there = await this.leases.findOne({ _id: name });
    if (!there) return this.found(name, holder, now + ms);
    // Whoever waits only looks: everybody waits most of the time, and a write for each look would be the most of their load.
    if (there.until > now)
      return there.holder === holder && (await this.extend(name, holder, there.fence, ms)) ? there.fence : null;
    const taken = await this.leases.findOneAndUpdate(
      { _id: name, until: { $lte: now } },
      { $set: { holder, until: now + ms }, $inc: { fence: 1 } },
      { returnDocument: 'after' },
    );
    return taken?.fence ?? null;
  }

  private async found(name: string, holder: string, until: number): Promise<number | null> {
    try {
      await this.leases.insertOne({ _id: name, holder, until, fence: 1 });
      return 1;
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  }

  async free(name: string, holder: string): Promise<void> {
    await this.leases.updateOne({ _id: name, holder }, { $set: { until: 0 } });
  }
}
