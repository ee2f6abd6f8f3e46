/** Business time is machine time plus one offset, kept where every process reads it. */
import type { mongo } from 'mongoose';

interface ClockDoc {
  _id: 'business';
  /** ms. */
  offset: number;
}

export class ClockStore {
  private readonly clocks: mongo.Collection<ClockDoc>;

  constructor(db: mongo.Db) {
    this.clocks = db.collection<ClockDoc>('clocks');
  }

  async offset(): Promise<number> {
    return (await this.clocks.findOne({ _id: 'business' }))?.offset ?? 0;
  }

  async move(ms: number): Promise<number> {
    const doc = await this.clocks.findOneAndUpdate(
      { _id: 'business' },
      { $inc: { offset: ms } },
      { upsert: true, returnDocument: 'after' },
    );
    return doc?.offset ?? ms;
  }
}
