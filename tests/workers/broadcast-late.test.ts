/** A process that stands still between reading an audience and writing its rows, and an announcement that is broken: all others end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Models } from '#models/models.ts';
import { chatOf, house, NUMBER } from '#tests/support/broadcasts.ts';
import { until } from '#tests/support/crash/until.ts';

/** The rows of a worker whose process stands still before it writes them, until the test says so. */
function standingStill({ Delivery }: Models) {
  const gate = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  let stands = false;
  const insertMany = async (...args: Parameters<typeof Delivery.collection.insertMany>) => {
    stands = true;
    await gate.promise;
    return Delivery.collection.insertMany(...args).finally(written.resolve);
  };
  const collection = Object.create(Delivery.collection, { insertMany: { value: insertMany } }) as object;
  const own = { Delivery: Object.create(Delivery, { collection: { value: collection } }) as Models['Delivery'] };
  const goOn = (): Promise<void> => (gate.resolve(), written.promise);
  return { own, goOn, stands: () => stands };
}

test('rows that a process writes behind a stop, which it slept through, come to their end too', async (t) => {
  const { models, worker, sends, states, one } = await house(t, 30);
  const { own, goOn, stands } = standingStill(models);
  worker('asleep', own);
  await until(async () => stands());
  await models.Broadcast.updateOne({ _id: NUMBER }, { $set: { status: 'dihentikan' }, $inc: { rev: 1 } });
  worker('awake');
  await until(async () => (await one())?.finishedAt !== null);
  await goOn();
  await until(async () => (await states()).ready === undefined);
  // Counted in a write of its own.
  await until(async () => (await one())?.total === 30);
  assert.deepEqual(await states(), { failed: 30 });
  const { status, total, tally } = (await one())!;
  assert.deepEqual([status, total, tally], ['dihentikan', 30, { sent: 0, left: 0, failed: 30, unknown: 0 }]);
  assert.equal(sends.length, 0);
});

test('a row for somebody who left, written behind the end of all others by a process that slept, comes to its end', async (t) => {
  const { models, worker, sends, states, reaches, one } = await house(t, 30);
  const { own, goOn, stands } = standingStill(models);
  worker('asleep', own);
  await until(async () => stands());
  await models.Subscription.updateOne({ _id: chatOf(7) }, { $set: { status: 'berhenti' } });
  worker('awake');
  await reaches('selesai');
  await goOn();
  await until(async () => (await states()).ready === undefined);
  await until(async () => (await one())?.total === 30);
  assert.deepEqual(await states(), { sent: 29, failed: 1 });
  const { total, tally } = (await one())!;
  assert.deepEqual([total, tally.sent, tally.failed, sends.length], [30, 29, 1, 29]);
});

/** Of a process that dies at `dead`: nothing that it asks for reaches the database any more. */
function dying<T extends object>(model: T, dead: () => boolean): T {
  return new Proxy(model, {
    get(target, name, receiver) {
      if (dead()) throw new Error('dead');
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

test('who wrote rows behind the end and died at once leaves word: another process ends and counts them, once', async (t) => {
  const { models, worker, sends, states, reaches, one } = await house(t, 30);
  const { own, goOn, stands } = standingStill(models);
  let dead = false;
  worker('asleep', { ...own, Broadcast: dying(models.Broadcast, () => dead) });
  await until(async () => stands());
  await models.Subscription.updateOne({ _id: chatOf(7) }, { $set: { status: 'berhenti' } });
  worker('awake', {}, { lookMs: 100 });
  await reaches('selesai');
  assert.equal((await one())?.total, 29);
  dead = true;
  await goOn();
  await until(async () => (await one())?.total === 30);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  assert.deepEqual(await states(), { sent: 29, failed: 1 });
  const { total, tally, late } = (await one())!;
  assert.deepEqual([total, tally.sent, tally.failed, late, sends.length], [30, 29, 1, { 0: 1 }, 29]);
});

test('late rows that somebody ended and died before counting are counted, by the rows', async (t) => {
  const { models, worker, reaches, one } = await house(t, 30);
  worker('a', {}, { lookMs: 100 });
  await reaches('selesai');
  const row = { broadcast: NUMBER, page: 0, channel: 'telegram-public', chat: 'x', state: 'failed', why: 'late' };
  await models.Delivery.create({ _id: `${NUMBER}/x`, ...row } as never);
  const making = { by: 'dead', page: 0, at: Date.now() - 120_000 };
  await models.Broadcast.updateOne({ _id: NUMBER }, { $push: { making } });
  await until(async () => (await one())?.total === 31);
  assert.deepEqual((await one())?.tally, { sent: 30, left: 0, failed: 1, unknown: 0 });
  await models.Broadcast.updateOne({ _id: NUMBER }, { $set: { 'making.0.at': 0 } });
  await until(async () => (await one())?.making?.length === 0);
  assert.equal((await one())?.total, 31);
});

test('an announcement that cannot be carried out keeps no other from going out', async (t) => {
  const { models, worker, reaches, one, states } = await house(t, 5);
  const whole = (await one())!;
  await models.Broadcast.deleteOne({ _id: NUMBER });
  const broken = { _id: 'S-1999', requestKey: 'x', at: new Date(0), audience: { by: 'siapa' as never, values: [] } };
  for (const each of [{ ...whole, ...broken }, whole]) await models.Broadcast.collection.insertOne(each as never);
  worker('a');
  await reaches('selesai');
  assert.deepEqual(await states(), { sent: 5 });
  assert.equal((await models.Broadcast.findOne({ _id: 'S-1999' }).lean())?.status, 'berjalan');
});
