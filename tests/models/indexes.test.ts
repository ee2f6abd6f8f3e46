/**
 * A new database goes through the steps of every release and has then the indexes that the files say, each asked for once; one of
 * the release before loses those whose condition was another.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IndexOptions } from 'mongoose';
import { dropOld } from '#models/indexes.ts';
import { Leases } from '#models/lease.ts';
import { partial } from '#models/migrations/030-partial.ts';
import { migrate } from '#models/migrations/migrate.ts';
import { createModels } from '#models/models.ts';
import { freshModels } from '#tests/support/fresh-models.ts';

test('every index of every model', async (t) => {
  const { db, models } = await freshModels(t);
  const asked: string[] = [];
  models.Visit.db.on(
    'operation-start',
    ({ collectionName: of, method }: { collectionName: string; method: string }) => {
      if (method.startsWith('createIndex')) asked.push(of);
    },
  );
  await migrate(db, models, new Leases(db), 'me');
  for (const { collection, schema } of Object.values(models)) {
    const wanted = schema.indexes().map(([key]) => JSON.stringify(key));
    // Without an index of its own it is not there before its first document.
    const made = (wanted.length ? await collection.indexes() : [])
      .map(({ key }) => JSON.stringify(key))
      .filter((key) => key !== '{"_id":1}');
    assert.deepEqual(made.toSorted(), wanted.toSorted(), collection.name);
    const times = asked.filter((of) => of === collection.name).length;
    assert.equal(times, wanted.length ? 1 : 0, collection.name);
  }
});

const typed = {
  dueAt: 'date',
  closedAt: 'date',
  mergedInto: 'string',
  calendar: 'number',
  'moved.round': 'string',
  code: 'string',
};

test('030: indexes by $type are made anew by a bound, also behind one that died half-way, and the third time nothing happens', async (t) => {
  const { db, models } = await freshModels(t);
  const { Aduan, Visit } = models;
  const conditionsOf = async ({ collection }: { collection: typeof Visit.collection }) =>
    Object.fromEntries((await collection.indexes()).map((one) => [one.name, one['partialFilterExpression']]));
  for (const { collection, schema } of [Aduan, Visit])
    for (const [key, options] of schema.indexes()) {
      const [field] = Object.keys(key) as (keyof typeof typed)[];
      const old: IndexOptions = { ...options, partialFilterExpression: { [field!]: { $type: typed[field!] } } };
      await collection.createIndex(key as never, (options.partialFilterExpression ? old : options) as never);
    }
  assert.deepEqual((await conditionsOf(Visit))['dueAt_1'], { dueAt: { $type: 'date' } });
  await Visit.collection.insertMany(
    ['1', '2', null, null].map((code, n) => ({ _id: `K-${n}`, requestKey: `${n}`, code })) as never[],
  );
  // As whoever died left it.
  await Visit.collection.dropIndex('dueAt_1');
  for (let times = 0; times < 2; times += 1) {
    // Another process has models of its own.
    await partial.run(db, createModels(Visit.db.useDb(Visit.db.name)));
    for (const model of [Aduan, Visit]) {
      const wanted = model.schema
        .indexes()
        .map(([key, options]) => [Object.entries(key).flat().join('_'), options.partialFilterExpression]);
      assert.deepEqual(await conditionsOf(model as never), { _id_: undefined, ...Object.fromEntries(wanted) });
    }
  }
  await assert.rejects(Visit.collection.insertOne({ _id: 'K-9', requestKey: '9', code: '1' } as never), /E11000/);
});

test('an index of the release before goes by its name, and where nothing was ever written there is none to go', async (t) => {
  const { models } = await freshModels(t);
  const { Holiday } = models;
  await dropOld(Holiday, 'old_1');
  await Holiday.collection.createIndex({ old: 1 });
  await Holiday.collection.createIndex({ kept: 1 });
  await dropOld(Holiday, 'old_1', 'never_1');
  assert.deepEqual(
    (await Holiday.collection.indexes()).map(({ name }) => name),
    ['_id_', 'kept_1'],
  );
});
