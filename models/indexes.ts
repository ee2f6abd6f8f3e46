/**
 * The indexes of models, as their files say: one command for each collection, and one time in a process. A new database goes
 * through the steps of every release, and most of them ask for indexes that an earlier one has made.
 */
import type { Model } from 'mongoose';

const made = new WeakSet<object>();

// oxlint-disable-next-line typescript/no-explicit-any -- whatever its documents are
export async function makeIndexes(...models: readonly Model<any>[]): Promise<void> {
  for (const model of models.filter((one) => !made.has(one))) {
    const wanted = model.schema.indexes().map(([key, options]) => ({ ...options, key }));
    if (wanted.length) await model.collection.createIndexes(wanted as never);
    made.add(model);
  }
}
