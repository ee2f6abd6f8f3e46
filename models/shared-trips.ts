/**
 * Conditional changes of single documents that answer with the document. One alone is one atomic round trip. In a crowd, what
 * waits while others are under way goes together: one bulk write, then one read of all those documents, so that a hundred chats
 * at once cost a few trips and not hundreds. Who knew the document, and is told that it still was as known, reads nothing back. A
 * bulk write does not say which of its filters matched, only how many: unless all did, each change brings a proof, which knows its
 * own mark in the document.
 */
import { mongo } from 'mongoose';
import { isOutage } from './database.ts';

export interface Change<Doc> {
  filter: mongo.Filter<Doc> & { _id: string };
  update: mongo.UpdateFilter<Doc>;
  /** That this change, and nobody else's, is in the document. It is read a moment after the write and may hold more. */
  proof(doc: Doc): boolean;
  /** The document as the change leaves it, where the filter matches none but one that is known. */
  after?: () => Doc;
}

export interface TripOptions {
  projection: mongo.Document;
  /** Two trips, a write and a read, are cheaper than one that does both. */
  scans: boolean;
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
  private readonly options: TripOptions;
  private waiting: Waiting<Doc>[] = [];
  private underWay = 0;

  constructor(documents: mongo.Collection<Doc>, options: TripOptions) {
    this.documents = documents;
    this.options = options;
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
      const batch = this.next();
      const arrive = this.depart();
      void (batch.length === 1 ? this.alone(batch[0]!) : this.together(batch)).finally(arrive);
    }
  }

  /** Those who know their document go by themselves: one filter among them that finds none would make all of them read. */
  private next(): Waiting<Doc>[] {
    const knows = this.waiting[0]?.after !== undefined;
    const batch = this.waiting.filter(({ after }) => (after !== undefined) === knows).slice(0, MOST);
    this.waiting = this.waiting.filter((one) => !batch.includes(one));
    return batch;
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

  private async alone(one: Waiting<Doc>): Promise<void> {
    const { filter, update, after, resolve, reject } = one;
    const { projection, scans } = this.options;
    if (after)
      await this.documents
        .updateOne(filter, update)
        .then(({ matchedCount }) => resolve(matchedCount ? after() : null), reject);
    else if (scans) await this.together([one]);
    else
      await this.documents
        .findOneAndUpdate(filter, update, { returnDocument: 'after', projection })
        .then((doc) => resolve(doc as Doc | null), reject);
  }

  private async together(batch: Waiting<Doc>[]): Promise<void> {
    try {
      const { written, matched } = await this.write(batch);
      if (!matched) for (const { resolve } of written) resolve(null);
      else if (matched === batch.length && batch[0]?.after) for (const { after, resolve } of written) resolve(after!());
      else await this.settle(written);
    } catch (error) {
      // Not even sent, since one of them makes no update: each finds out for itself.
      if (isOutage(error) || batch.length === 1) for (const { reject } of batch) reject(error);
      else for (const one of batch) await this.alone(one);
    }
  }

  /** Those that were carried out, and how many filters matched; one that the database refuses fails by itself. */
  private async write(batch: Waiting<Doc>[]): Promise<{ written: Waiting<Doc>[]; matched: number }> {
    const operations = batch.map(({ filter, update }) => ({ updateOne: { filter, update } }));
    try {
      const { matchedCount } = await this.documents.bulkWrite(operations as mongo.AnyBulkWriteOperation<Doc>[], {
        ordered: false,
      });
      return { written: batch, matched: matchedCount };
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
      const refused = new Map([error.writeErrors].flat().map((one) => [one.index, one]));
      // An outage comes wrapped.
      if (!refused.size) throw error.errorResponse instanceof Error ? error.errorResponse : error;
      for (const [index, one] of refused) batch[index]?.reject(one);
      return { written: batch.filter((_, index) => !refused.has(index)), matched: error.matchedCount };
    }
  }

  private async settle(written: Waiting<Doc>[]): Promise<void> {
    const ids = [...new Set(written.map(({ filter }) => filter._id))];
    const found = (await this.documents
      .find({ _id: { $in: ids } } as mongo.Filter<Doc>, { projection: this.options.projection })
      .toArray()) as Doc[];
    const byId = new Map(found.map((doc) => [doc._id, doc]));
    for (const { filter, proof, resolve } of written) {
      const doc = byId.get(filter._id);
      resolve(doc && proof(doc) ? doc : null);
    }
  }
}
