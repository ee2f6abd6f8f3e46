/** What is worked out here is what the database makes of the same change. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Connection, mongo } from 'mongoose';
import { applied } from '#models/applied.ts';
import type { PlainUpdate } from '#models/applied.ts';
import { connect, database } from '#models/database.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

interface Doc {
  _id: string;
  [field: string]: unknown;
}

const uri = freshDatabase();
let connection: Connection;
let docs: mongo.Collection<Doc>;
before(async () => {
  connection = await connect(uri);
  docs = database(connection).collection<Doc>('plain');
});
after(async () => {
  await connection.close();
  await dropDatabase(uri);
});

const value = fc.oneof(
  fc.integer(),
  fc.constant(null),
  fc.string({ maxLength: 4 }),
  fc.boolean(),
  fc.constant({ a: [1] }),
);
const key = fc.constantFrom('m1', 'm2', 'm3');
const entry = fc.record(
  { state: fc.constantFrom('ready', 'sent'), by: fc.string({ maxLength: 2 }) },
  { noNullPrototype: true },
);
const thing = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd') }, { noNullPrototype: true });
const document = fc.record(
  {
    set: value,
    gone: value,
    count: fc.integer({ min: -9, max: 9 }),
    soon: fc.integer({ min: 0, max: 9 }),
    map: fc.dictionary(key, entry, { maxKeys: 3, noNullPrototype: true }),
    list: fc.array(thing, { maxLength: 5 }),
    seen: fc.array(fc.constantFrom('x', 'y'), { maxLength: 5 }),
  },
  { requiredKeys: ['map', 'list'], noNullPrototype: true },
);
/** Each operator has fields of its own, as no update may name one field twice. */
const update: fc.Arbitrary<PlainUpdate> = fc
  .record({
    set: value,
    of: key,
    entry,
    deep: fc.option(fc.string({ maxLength: 2 })),
    unset: fc.subarray(['gone', 'map.m9']),
    by: fc.integer({ min: -3, max: 3 }),
    least: fc.integer({ min: 0, max: 9 }),
    push: fc.option(fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 3 })),
    slice: fc.integer({ min: 1, max: 4 }),
    pull: fc.option(fc.subarray(['a', 'b', 'c'])),
    one: fc.option(thing),
  })
  .map(({ set, of, entry: whole, deep, unset, by, least, push, slice, pull, one }) => ({
    $set: { set, ...(deep === null ? { [`map.${of}`]: whole } : { [`map.${of}.by`]: deep, [`map.${of}.at`]: 1 }) },
    ...(unset.length && { $unset: Object.fromEntries(unset.map((field) => [field, 1])) }),
    $inc: { count: by },
    $min: { soon: least },
    ...((push ?? one) !== null && {
      $push: {
        ...(push && { seen: { $each: push, $slice: -slice } }),
        ...(one && pull === null && { list: one }),
      },
    }),
    ...(pull && { $pull: { list: { id: { $in: pull } } } }),
  }))
  .map((made) => (made.$push && Object.keys(made.$push).length === 0 ? without(made) : made) as PlainUpdate);

const without = ({ $push: _push, ...rest }: { $push?: unknown }): object => rest;

test('every change gives what the database makes of it, and leaves what it was given as it was', async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(document, fc.array(update, { minLength: 1, maxLength: 3 }), async (made, updates) => {
      let mine: Doc = { _id: `doc-${(n += 1)}`, ...made };
      await docs.insertOne(structuredClone(mine));
      for (const change of updates) {
        const given = structuredClone(mine);
        const next = applied(mine, change);
        assert.deepEqual(mine, given, 'what was given');
        mine = next;
        await docs.updateOne({ _id: mine._id }, change as mongo.UpdateFilter<Doc>);
      }
      assert.deepEqual(mine, await docs.findOne({ _id: mine._id }));
    }),
    { numRuns: 150, seed: 7 },
  );
});

test('an operator that it does not know is refused', () => {
  assert.throws(() => applied({ a: 1 }, { $rename: { a: 'b' } } as PlainUpdate), /\$rename/);
});
