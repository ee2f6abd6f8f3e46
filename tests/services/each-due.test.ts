/** What is due comes to its turn, whatever fails before it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDue } from '#services/each-due.ts';
import { complaint, reportHouse } from '#tests/support/reports.ts';

test('those that always fail keep nobody from their turn, and are tried again', async (t) => {
  const house = await reportHouse(t);
  const { Aduan } = house.services.models;
  await house.run('aduan.kirim', complaint('parit sumbat'), { chat: 'x:1', key: 'k' });
  const report = (await Aduan.findOne().lean())!;
  const broken = Array.from({ length: 120 }, (_, n) => ({
    ...{ ...report, _id: `A-${2001 + n}`, requestKey: `k${n}`, dueAt: new Date(1000 + n) },
  }));
  await Aduan.insertMany(broken);
  await Aduan.updateOne({ _id: 'A-1001' }, { $set: { dueAt: new Date(5000) } });
  const tries = new Map<string, number>();
  const sweep = () =>
    eachDue(Aduan, 9000, async ({ _id }) => {
      tries.set(_id, (tries.get(_id) ?? 0) + 1);
      if (_id !== 'A-1001') throw new Error('broken');
      await Aduan.updateOne({ _id }, { $set: { dueAt: null } });
    });
  for (let times = 0; times < 6; times += 1) await assert.rejects(sweep(), /aduan failed/);
  assert.equal(tries.get('A-1001'), 1);
  assert.deepEqual(
    broken.map(({ _id }) => tries.get(_id)),
    broken.map(() => 2),
  );
  await Aduan.updateMany({}, { $set: { dueAt: null } });
  assert.equal(await sweep(), 0);
  assert.equal(await sweep(), 0);
});

test('one that takes its time keeps none behind it waiting', async (t) => {
  const house = await reportHouse(t);
  const { Aduan } = house.services.models;
  await house.run('aduan.kirim', complaint('parit sumbat'), { chat: 'x:1', key: 'k' });
  await Aduan.updateMany({}, { $set: { dueAt: new Date(1000) } });
  const report = (await Aduan.findOne().lean())!;
  const later = Array.from({ length: 3 }, (_, n) => ({
    ...report,
    _id: `A-${2001 + n}`,
    requestKey: `k${n}`,
    dueAt: new Date(2000 + n),
  }));
  await Aduan.insertMany(later);
  const last = Promise.withResolvers<void>();
  const order: string[] = [];
  const due = eachDue(Aduan, 9000, async ({ _id }) => {
    order.push(_id);
    if (_id === 'A-2003') last.resolve();
    if (_id === 'A-1001') await last.promise;
  });
  const late = new Promise<string>((resolve) => setTimeout(resolve, 5000, 'late').unref());
  assert.equal(await Promise.race([due, late]), 4);
  assert.deepEqual(order, ['A-1001', 'A-2001', 'A-2002', 'A-2003'], 'the oldest is begun first');
});
