/** Subscribers, announcements and routes of reports of the release before get what this one reads, once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages } from '#models/migrations/012-pages.ts';
import { ownLists } from '#models/migrations/023-own-lists.ts';
import { growingLists } from '#models/migrations/024-growing-lists.ts';
import type { Broadcast } from '#models/broadcast.ts';
import { freshModels } from '#tests/support/fresh-models.ts';

test('places in the order of joining, numbers to sort by; what was half sent without pages is stopped', async (t) => {
  const { db, models } = await freshModels(t);
  const { Subscription, Broadcast, Counter } = models;
  const old = {
    schemaVersion: 1,
    requestKey: '',
    cursor: null,
    startedAt: null,
    finishedAt: null,
    status: 'terjadwal',
  };
  await Subscription.collection.insertMany(['a', 'b', 'c'].map((_id) => ({ _id, status: 'aktif' })) as never[]);
  await Broadcast.collection.insertMany([
    { ...old, _id: 'S-1001', requestKey: '1' },
    { ...old, _id: 'S-1002', requestKey: '2', status: 'berjalan', startedAt: new Date(1), cursor: { after: 'a' } },
  ] as never[]);
  for (let times = 0; times < 2; times += 1) await pages.run(db, models);
  const seqs = (await Subscription.find().sort({ _id: 1 }).lean()).map(({ seq }) => seq);
  assert.deepEqual(seqs, [1001, 1002, 1003]);
  assert.equal((await Counter.findOne().lean())?.value, 1003);
  const found = await Broadcast.find().sort({ serial: 1 }).lean<Broadcast[]>();
  assert.deepEqual(
    found.map(({ serial, status, cursor }) => [serial, status, cursor.pages]),
    [
      [1001, 'terjadwal', 0],
      [1002, 'dihentikan', 0],
    ],
  );
});

test('a route of a report learns its place behind the others of its chat', async (t) => {
  const { db, models } = await freshModels(t);
  const { collection } = models.AduanRoute;
  await collection.insertMany(['A-9999', 'A-10000'].map((_id) => ({ _id, chat: 'x:1' })) as never[]);
  await collection.createIndex({ chat: 1 });
  for (let times = 0; times < 2; times += 1) await ownLists.run(db, models);
  const found = await models.AduanRoute.find({ chat: 'x:1' }).sort({ serial: -1 }).lean();
  assert.deepEqual(
    found.map(({ _id }) => _id),
    ['A-10000', 'A-9999'],
  );
  assert.deepEqual(
    (await collection.indexes()).map(({ name }) => name),
    ['_id_', 'chat_1_serial_-1'],
  );
});

test('an index that a longer one stands for goes', async (t) => {
  const { db, models } = await freshModels(t);
  await models.Aduan.collection.createIndex({ desk: 1, state: 1, answerBy: 1 });
  await models.Obrolan.collection.createIndex({ holder: 1, state: 1 });
  for (let times = 0; times < 2; times += 1) await growingLists.run(db, models);
  for (const model of [models.Aduan, models.Obrolan])
    assert.equal((await model.collection.indexes()).length, model.schema.indexes().length + 1, 'and that of ids');
});
