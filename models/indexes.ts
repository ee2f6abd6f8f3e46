/**
 * The indexes of models, as their files say: one command for each collection, and one time in a process. A new database goes
 * through the steps of every release, and most of them ask for indexes that an earlier one has made.
 */
import { isDeepStrictEqual } from 'node:util';
import { mongo } from 'mongoose';
import type { Model } from 'mongoose';

/** One of that name is there under another condition (`IndexKeySpecsConflict`). */
const CHANGED = 86;
/** There is no such collection (`NamespaceNotFound`). */
const MISSING = 26;

const made = new WeakSet<object>();

type Index = mongo.IndexDescription;

// oxlint-disable-next-line typescript/no-explicit-any -- whatever its documents are
export async function makeIndexes(...models: readonly Model<any>[]): Promise<void> {
  for (const model of models.filter((one) => !made.has(one))) {
    const wanted = model.schema.indexes().map(([key, options]) => ({ ...options, key }) as Index);
    if (wanted.length) await make(model.collection, wanted);
    made.add(model);
  }
}

/** Takes out indexes of a release before, by name; a collection that nobody has written to has none. */
// oxlint-disable-next-line typescript/no-explicit-any -- whatever its documents are
export async function dropOld({ collection }: Model<any>, ...old: readonly string[]): Promise<void> {
  const there = (await collection.indexes().catch(unlessMissing)) as { name: string }[];
  for (const { name } of there) if (old.includes(name)) await collection.dropIndex(name);
}

function unlessMissing(error: unknown): [] {
  if (!(error instanceof mongo.MongoServerError && error.code === MISSING)) throw error;
  return [];
}

/** Those of a release before whose condition was another go first. Who dies in between leaves fewer, and the next makes them. */
async function make(collection: Model<never>['collection'], wanted: Index[]): Promise<void> {
  try {
    await collection.createIndexes(wanted);
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError && error.code === CHANGED)) throw error;
    const old = (await collection.indexes()) as (Index & { name: string })[];
    for (const { name } of old.filter((one) => wanted.some(changedFrom(one)))) await collection.dropIndex(name);
    await collection.createIndexes(wanted);
  }
}

const changedFrom =
  (old: Index) =>
  (index: Index): boolean =>
    isDeepStrictEqual(Object.entries(index.key), Object.entries(old.key)) &&
    !isDeepStrictEqual(index.partialFilterExpression, old.partialFilterExpression);
