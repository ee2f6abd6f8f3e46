/** One generic lease: pollers, sweeper, migrations. Machine time; the fencing number rises with every new holder. */
import type { mongo } from 'mongoose';

interface LeaseDoc {
  _id: string;
  holder: string;
  /** Machine ms. */
  until: number;
  fence: number;
}

export class Leases {
  private readonly leases: mongo.Collection<LeaseDoc>;

  constructor(db: mongo.Db) {
    this.leases = db.collection<LeaseDoc>('leases');
  }

  /** The fencing number while `holder` has the lease, else null. Taking it again extends it. */
  async take(name: string, holder: string, ms: number): Promise<number | null> {
    const now = Date.now();
    const kept = await this.leases.findOneAndUpdate(
      { _id: name, holder, until: { $gt: now } },
      { $set: { until: now + ms } },
      { returnDocument: 'after' },
    );
    if (kept) return kept.fence;
    const taken = await this.leases.findOneAndUpdate(
      { _id: name, until: { $lte: now } },
      { $set: { holder, until: now + ms }, $inc: { fence: 1 } },
      { returnDocument: 'after' },
    );
    if (taken) return taken.fence;
    try {
      await this.leases.insertOne({ _id: name, holder, until: now + ms, fence: 1 });
      return 1;
    } catch (error) {
      if ((error as { code?: number }).code === 11000) return null;
      throw error;
    }
  }

  async free(name: string, holder: string): Promise<void> {
    await this.leases.updateOne({ _id: name, holder }, { $set: { until: 0 } });
  }
}
