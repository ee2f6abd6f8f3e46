/** A new database goes through the steps of every release and has then the indexes that the files say, each asked for once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Leases } from '#models/lease.ts';
import { migrate } from '#models/migrations/migrate.ts';
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
    const made = (await collection.indexes())
      .map(({ key }) => JSON.stringify(key))
      .filter((key) => key !== '{"_id":1}');
    const wanted = schema.indexes().map(([key]) => JSON.stringify(key));
    assert.deepEqual(made.toSorted(), wanted.toSorted(), collection.name);
    const times = asked.filter((of) => of === collection.name).length;
    assert.equal(times, wanted.length ? 1 : 0, collection.name);
  }
});
