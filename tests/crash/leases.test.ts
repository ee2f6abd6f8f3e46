/** One holder at a time; whoever comes next has a higher number. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, database } from '#models/database.ts';
import { Leases } from '#models/lease.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

const LONG = 600_000;

test('leases', async (t) => {
  const uri = freshDatabase();
  const connection = await connect(uri);
  t.after(async () => {
    await connection.close();
    await dropDatabase(uri);
  });
  const db = database(connection);
  /** Each process has its own. */
  const [a, b] = [new Leases(db), new Leases(db)];

  await t.test('of twenty at once one gets a new one', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => new Leases(db).take('new', `p${n}`, LONG)));
    assert.deepEqual(
      all.filter((fence) => fence !== null),
      [1],
    );
  });

  await t.test('the holder extends it under the same number, others wait', async () => {
    assert.equal(await a.take('kept', 'a', LONG), 1);
    assert.equal(await b.take('kept', 'b', LONG), null);
    assert.equal(await a.take('kept', 'a', LONG), 1);
    assert.equal(await new Leases(db).take('kept', 'a', LONG), 1, 'also by another hand of the holder');
  });

  await t.test('freed or run out, it goes to the next, and the old holder has it no more', async () => {
    assert.equal(await a.take('gone', 'a', LONG), 1);
    await a.free('gone', 'a');
    assert.equal(await b.take('gone', 'b', LONG), 2);
    assert.equal(await a.take('gone', 'a', LONG), null);
    await db.collection('leases').updateOne({ _id: 'gone' as never }, { $set: { until: Date.now() } });
    assert.equal(await a.take('gone', 'a', LONG), 3);
    assert.equal(await b.take('gone', 'b', LONG), null);
  });
});
