/**
 * Conditional changes of single documents that answer with the document. One alone is one atomic round trip. In a crowd, what
 * waits while others are under way goes together: one bulk write, then one read of all those documents, so that a hundred chats
 * at once cost a few trips and not hundreds. A bulk write does not say which of its filters matched: each change brings a
 * proof, which knows its own mark in the document.
 */
import { mongo } from 'mongoose';
import { isOutage } from './database.ts';

export interface Change<Doc> {
  filter: mongo.Filter<Doc> & { _id: string };
  update: mongo.UpdateFilter<Doc>;
  /** That this change, and nobody else's, is in the document. It is read a moment after the write and may hold more. */
  proof(doc: Doc): boolean;
}

interface Waiting<Doc> extends Change<Doc> {
  resolve(doc: Doc | null): void;
  reject(error: unknown): void;
}

/** Trips under way at once before others are made to wait and share. */
const FEW = 2;
/** Changes in one trip: a bulk write holds the chats in it up for as long as the slowest. */
const MOST = 64;
/** ms after which a trip no longer makes others wait: a connection that hangs must not hold up every chat. */
const SLOW = 250;

export class SharedTrips<Doc extends { _id: string }> {
  private readonly documents: mongo.Collection<Doc>;
  private readonly projection: mongo.Document;
  private readonly waiting: Waiting<Doc>[] = [];
  private underWay = 0;

  constructor(documents: mongo.Collection<Doc>, projection: mongo.Document) {
    this.documents = documents;
    this.projection = projection;
  }

  /** The document as the change left it, or later; null where the filter found none. Rejects where nothing is known. */
  change(change: Change<Doc>): Promise<Doc | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...change, resolve, reject });
      this.go();
    });
  }

  private go(): void {
    while (this.waiting.length > 0 && this.underWay < FEW) {
      const batch = this.waiting.splice(0, MOST);
      const arrive = this.depart();
      void (batch.length === 1 ? this.alone(batch[0]!) : this.together(batch)).finally(arrive);
    }
  }

  /** Takes a place; what it returns gives the place back, as its time does. */
  private depart(): () => void {
    let gone = false;
    this.underWay += 1;
    const arrive = (): void => {
      clearTimeout(slow);
      if (gone) return;
      gone = true;
      this.underWay -= 1;
      this.go();
    };
    const slow = setTimeout(arrive, SLOW).unref();
    return arrive;
  }

  private async alone({ filter, update, resolve, reject }: Waiting<Doc>): Promise<void> {
    const { projection } = this;
    await this.documents
      .findOneAndUpdate(filter, update, { returnDocument: 'after', projection })
      .then((doc) => resolve(doc as Doc | null), reject);
  }

  private async together(batch: Waiting<Doc>[]): Promise<void> {
    try {
      await this.settle(await this.write(batch));
    } catch (error) {
      // Not even sent, since one of them makes no update: each finds out for itself.
      if (isOutage(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await this.alone(one);
    }
  }

  /** Those that were carried out, whether or not their filter matched; one that the database refuses fails by itself. */
  private async write(batch: Waiting<Doc>[]): Promise<Waiting<Doc>[]> {
    const operations = batch.map(({ filter, update }) => ({ updateOne: { filter, update } }));
    try {
      await this.documents.bulkWrite(operations as mongo.AnyBulkWriteOperation<Doc>[], { ordered: false });
      return batch;
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
      const refused = new Map([error.writeErrors].flat().map((one) => [one.index, one]));
      // An outage comes wrapped.
      if (!refused.size) throw error.errorResponse instanceof Error ? error.errorResponse : error;
      for (const [index, one] of refused) batch[index]?.reject(one);
      return batch.filter((_, index) => !refused.has(index));
    }
  }

  private async settle(written: Waiting<Doc>[]): Promise<void> {
    const ids = [...new Set(written.map(({ filter }) => filter._id))];
    const found = (await this.documents
      .find({ _id: { $in: ids } } as mongo.Filter<Doc>, { projection: this.projection })
      .toArray()) as Doc[];
    const byId = new Map(found.map((doc) => [doc._id, doc]));
    for (const { filter, proof, resolve } of written) {
      const doc = byId.get(filter._id);
      resolve(doc && proof(doc) ? doc : null);
    }
  }
}
