/**
 * Every operator that the stores use, on whatever MONGODB_URI is: MongoDB and the development database must both do it, and
 * do it the same. A store that needs something new adds it here first.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Connection, mongo } from 'mongoose';
import { connect, database } from '#models/database.ts';
import { anyDate, anyNumber, anyText } from '#models/partial.ts';
import { assertAsked } from '#tests/support/asked-index.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

interface Doc {
  _id: string;
  [field: string]: unknown;
}

const uri = freshDatabase();
let connection: Connection;
let db: mongo.Db;
before(async () => {
  connection = await connect(uri);
  db = database(connection);
});
after(async () => {
  await connection.close();
  await dropDatabase(uri);
});

const collection = (name: string): mongo.Collection<Doc> => db.collection<Doc>(name);
const AFTER = { returnDocument: 'after' } as const;
const duplicate = { code: 11000 };

test('$push with $each and a negative $slice keeps the newest', async () => {
  const c = collection('ring');
  await c.insertOne({ _id: 'a', seen: ['1', '2'] });
  const after = await c.findOneAndUpdate(
    { _id: 'a' },
    { $push: { seen: { $each: ['3'], $slice: -2 } } as never },
    AFTER,
  );
  assert.deepEqual(after?.seen, ['2', '3']);
});

test('$ne on an array field refuses a document that holds the value', async () => {
  const c = collection('ne');
  await c.insertOne({ _id: 'a', seen: ['1'] });
  assert.equal(await c.findOneAndUpdate({ _id: 'a', seen: { $ne: '1' } }, { $set: { x: 1 } }, AFTER), null);
  assert.ok(await c.findOneAndUpdate({ _id: 'a', seen: { $ne: '2' } }, { $set: { x: 1 } }, AFTER));
});

test('a place of an array can be asked for with $exists', async () => {
  const c = collection('exists');
  await c.insertOne({ _id: 'a', inbox: [1, 2] });
  assert.ok(await c.findOne({ _id: 'a', 'inbox.1': { $exists: true }, 'inbox.2': { $exists: false } }));
});

test('$pull by $in on a field of embedded documents, beside $set and $unset on a map and $inc, in one update', async () => {
  const c = collection('commit');
  await c.insertOne({ _id: 'a', rev: 1, inbox: [{ id: 'x' }, { id: 'y' }], outbox: { m1: { state: 'sent' } } });
  const after = await c.findOneAndUpdate(
    { _id: 'a', rev: 1 },
    {
      $inc: { rev: 1 } as never,
      $pull: { inbox: { id: { $in: ['x'] } } } as never,
      $set: { 'outbox.m2': { state: 'ready', text: '$inbox' } },
      $unset: { 'outbox.m1': 1, missing: 1 },
    },
    { ...AFTER, projection: { seen: 0 } },
  );
  assert.deepEqual(after, {
    _id: 'a',
    rev: 2,
    inbox: [{ id: 'y' }],
    outbox: { m2: { state: 'ready', text: '$inbox' } },
  });
});

test('$[] sets a field in every element of an array, and nothing in an empty one', async () => {
  const c = collection('each');
  await c.insertMany([
    { _id: 'a', inbox: [{ id: 'x' }, { id: 'y', before: 1 }] },
    { _id: 'b', inbox: [] },
  ]);
  await c.updateMany({}, { $set: { 'inbox.$[].before': 3, wait: 1 } });
  assert.deepEqual((await c.findOne({ _id: 'a' }))?.inbox, [
    { id: 'x', before: 3 },
    { id: 'y', before: 3 },
  ]);
  assert.deepEqual(await c.findOne({ _id: 'b' }), { _id: 'b', inbox: [], wait: 1 });
});

test('$min sets a missing field and keeps the earlier of two', async () => {
  const c = collection('min');
  await c.insertOne({ _id: 'a' });
  await c.updateOne({ _id: 'a' }, { $min: { sweepAt: 5 } as never });
  await c.updateOne({ _id: 'a' }, { $min: { sweepAt: 9 } as never });
  assert.equal((await c.findOne({ _id: 'a' }))?.sweepAt, 5);
});

test('a sparse index answers $lte with sort and limit, and leaves out documents without the field', async () => {
  const c = collection('sparse');
  await c.createIndex({ sweepAt: 1 }, { sparse: true });
  await c.insertMany([{ _id: 'a', sweepAt: 3 }, { _id: 'b', sweepAt: 1 }, { _id: 'c' }]);
  const due = await c
    .find({ sweepAt: { $lte: 3 } })
    .sort({ sweepAt: 1 })
    .limit(5)
    .toArray();
  assert.deepEqual(
    due.map((d) => d._id),
    ['b', 'a'],
  );
});

test('a unique index decides a race, and a partial one leaves out documents without the field', async () => {
  const c = collection('unique');
  await c.createIndex({ requestKey: 1 }, { unique: true });
  const race = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) => c.insertOne({ _id: `s${i}`, requestKey: 'r' })),
  );
  assert.equal(race.filter((r) => r.status === 'fulfilled').length, 1);
  const p = collection('partial');
  await p.createIndex({ 'ids.a': 1 }, { unique: true, partialFilterExpression: { 'ids.a': { $exists: true } } });
  await p.insertMany([
    { _id: '1', ids: [] },
    { _id: '2', ids: [] },
    { _id: '3', ids: [{ a: 'x' }] },
  ]);
  await assert.rejects(p.insertOne({ _id: '4', ids: [{ a: 'x' }] }), duplicate);
});

test('dates: a partial index by a bound, which answers a range that says it', async () => {
  const c = collection('dates');
  await c.createIndex({ dueAt: 1 }, { partialFilterExpression: { dueAt: anyDate } });
  await c.insertMany([
    { _id: 'a', dueAt: new Date(1000) },
    { _id: 'b', dueAt: null },
    { _id: 'c', dueAt: new Date(9000) },
  ]);
  const past = { dueAt: { ...anyDate, $lte: new Date(5000) } };
  await assertAsked(c, past, 'dueAt_1');
  const due = await c.find(past).toArray();
  assert.deepEqual(
    due.map((d) => d._id),
    ['a'],
  );
});

test('$elemMatch, $or, $in and a number in range are compare-and-sets', async () => {
  const c = collection('filters');
  await c.insertOne({
    _id: 'a',
    roles: ['staf'],
    ids: [{ channel: 't', address: '1' }],
    usedBy: null,
    day: 'sikulin:2026-12-01',
  });
  assert.ok(await c.findOne({ ids: { $elemMatch: { channel: 't', address: '1' } }, roles: { $in: ['x', 'staf'] } }));
  assert.ok(await c.findOne({ day: { $gte: 'sikulin:2026-11-01', $lte: 'sikulin:2026-12-31' } }));
  const took = { $or: [{ usedBy: null }, { usedBy: 'r' }] };
  assert.ok(await c.findOneAndUpdate({ _id: 'a', ...took }, { $set: { usedBy: 'r' } }, AFTER));
  assert.ok(
    await c.findOneAndUpdate({ _id: 'a', ...took }, { $set: { usedBy: 'r' } }, AFTER),
    'the same request again',
  );
  await c.updateOne({ _id: 'a' }, { $set: { usedBy: 'other' } });
  assert.equal(await c.findOneAndUpdate({ _id: 'a', ...took }, { $set: { usedBy: 'r' } }, AFTER), null);
});

test('an upsert with $setOnInsert writes once, and one with $inc counts', async () => {
  const c = collection('upsert');
  await c.updateOne({ _id: 'a' }, { $setOnInsert: { phone: '1' } }, { upsert: true });
  await c.updateOne({ _id: 'a' }, { $setOnInsert: { phone: '2' } }, { upsert: true });
  assert.equal((await c.findOne({ _id: 'a' }))?.phone, '1');
  const moved = await c.findOneAndUpdate(
    { _id: 'clock' },
    { $inc: { offset: 7 } as never },
    { upsert: true, ...AFTER },
  );
  assert.equal(moved?.offset, 7);
});

test('a place in a map is compared, set and counted beside in one update; a range is bounded by an index among other clauses', async () => {
  const c = collection('lanes');
  await c.createIndex({ seq: 1 });
  await c.insertMany([1, 2, 3].map((seq) => ({ _id: `${seq}`, seq, lanes: { 'telegram-public': 0 }, status: 'x' })));
  const step = () =>
    c.updateOne(
      { _id: '1', 'lanes.telegram-public': 0 },
      { $set: { 'lanes.telegram-public': 1 }, $inc: { 'tally.sent': 5 } as never },
    );
  assert.deepEqual([(await step()).matchedCount, (await step()).matchedCount], [1, 0]);
  assert.deepEqual((await c.findOne({ _id: '1' }))?.tally, { sent: 5 });
  assert.equal((await c.find({ seq: { $gt: 1, $lte: 3 }, status: 'x' }).toArray()).length, 2);
});

test('forty compare-and-sets on one revision have one winner', async () => {
  const c = collection('cas');
  await c.insertOne({ _id: 'a', rev: 0 });
  const race = await Promise.all(
    Array.from({ length: 40 }, () => c.findOneAndUpdate({ _id: 'a', rev: 0 }, { $inc: { rev: 1 } as never }, AFTER)),
  );
  assert.equal(race.filter(Boolean).length, 1);
});

test('$max on a date beside $set, $nin and $in within $or', async () => {
  const c = collection('max');
  await c.insertOne({ _id: 'a', status: 'x', eraseAt: new Date(5000) });
  const later = { $set: { released: false }, $max: { eraseAt: new Date(4000) } };
  assert.deepEqual((await c.findOneAndUpdate({ _id: 'a' }, later, AFTER))?.eraseAt, new Date(5000));
  assert.ok(
    await c.findOne({ status: { $nin: ['y', 'z'] }, $or: [{ _id: { $in: ['b'] } }, { status: { $in: ['x'] } }] }),
  );
  assert.equal(await c.findOne({ _id: 'a', status: { $nin: ['x'] } }), null);
});

test('$pull by $lte on a field of embedded documents, found by a sparse index on it', async () => {
  const c = collection('dead');
  await c.createIndex({ 'dead.at': 1 }, { sparse: true });
  await c.insertMany([{ _id: 'a', dead: [{ at: 1 }, { at: 9 }] }, { _id: 'b' }, { _id: 'c', dead: [{ at: 9 }] }]);
  const pulled = await c.updateMany({ 'dead.at': { $lte: 5 } }, { $pull: { dead: { at: { $lte: 5 } } } as never });
  assert.equal(pulled.modifiedCount, 1);
  assert.deepEqual((await c.findOne({ _id: 'a' }))?.dead, [{ at: 9 }]);
});

test('a field within what is null is asked for as null, by an index on it, and counted by another field', async () => {
  const c = collection('open');
  await c.createIndex({ kind: 1, 'closed.at': 1, note: 1 });
  const closed = { at: new Date(), how: 'tutup' };
  await c.insertMany([
    { _id: 'a', kind: 'x', closed: null, note: 'n' },
    { _id: 'b', kind: 'x', note: 'n' },
    { _id: 'c', kind: 'x', closed, note: 'n' },
    { _id: 'd', kind: 'y', closed: null, note: 'n' },
  ]);
  const open = { kind: 'x', 'closed.at': null };
  const counted = await c.aggregate([{ $match: open }, { $group: { _id: '$note', count: { $sum: 1 } } }]).toArray();
  assert.deepEqual(counted, [{ _id: 'n', count: 2 }]);
  await assertAsked(c as never, open, 'kind_1_closed.at_1_note_1');
});

test('a count in a map is set on what it was, or on nothing, beside a sum; what is pushed is pulled by two fields', async () => {
  const c = collection('late');
  await c.insertOne({ _id: 'a', total: 1, making: [] });
  const first = { _id: 'a', 'late.0': { $exists: false } };
  const count = { $set: { 'late.0': 2 }, $inc: { total: 2 } as never };
  assert.equal((await c.updateOne(first, count)).modifiedCount, 1);
  assert.equal((await c.updateOne(first, count)).modifiedCount, 0, 'once');
  assert.equal(
    (await c.updateOne({ _id: 'a', 'late.0': 2 }, { $set: { 'late.0': 3 }, $inc: { total: 1 } as never })).matchedCount,
    1,
  );
  for (const [by, page] of [
    ['x', 0],
    ['x', 1],
    ['y', 0],
  ])
    await c.updateOne({ _id: 'a' }, { $push: { making: { by, page, at: 1 } } as never });
  await c.updateOne({ _id: 'a' }, { $set: { total: 9 }, $pull: { making: { by: 'x', page: 0 } } as never });
  const { total, making } = (await c.findOne({ _id: 'a' }))!;
  assert.deepEqual(
    [total, (making as { by: string; page: number }[]).map(({ by, page }) => `${by}${page}`)],
    [9, ['x1', 'y0']],
  );
});

test('documents of a range are counted by a field: $match, $group, $sum', async () => {
  const c = collection('seats');
  await c.createIndex({ day: 1 });
  await c.insertMany(['a', 'b', 'b', 'c'].map((day, n) => ({ _id: String(n), day })));
  const counted = await c
    .aggregate([{ $match: { day: { $gte: 'a', $lte: 'b' } } }, { $group: { _id: '$day', count: { $sum: 1 } } }])
    .toArray();
  assert.deepEqual(Object.fromEntries(counted.map(({ _id, count }) => [_id, count])), { a: 1, b: 2 });
});

test('a migration’s update by a pipeline takes a field from another, beside plain values; missing fields are found', async () => {
  const c = collection('pipeline');
  await c.insertMany([
    { _id: 'a', people: 9, receivedAt: new Date(1000) },
    { _id: 'b', people: 4, receivedAt: new Date(2000), from: { at: new Date(3000), what: 'x' } },
  ]);
  const missing = { from: { $exists: false }, extended: { $ne: true } };
  const changed = await c.updateMany(missing, [
    { $set: { needs: [], agreed: '$people', from: { at: '$receivedAt', what: 'biasa' } } },
  ]);
  assert.equal(changed.modifiedCount, 1);
  assert.deepEqual(await c.findOne({ _id: 'a' }), {
    ...{ _id: 'a', people: 9, receivedAt: new Date(1000), needs: [], agreed: 9 },
    from: { at: new Date(1000), what: 'biasa' },
  });
});

test('partial indexes by number and by text: what is below a number is found, null and missing are not', async () => {
  const c = collection('stands');
  await c.createIndex({ calendar: 1 }, { partialFilterExpression: { calendar: anyNumber } });
  await c.createIndex({ 'moved.round': 1 }, { partialFilterExpression: { 'moved.round': anyText } });
  await c.insertMany([
    { _id: 'a', calendar: 1 },
    { _id: 'b', calendar: 2 },
    { _id: 'c', calendar: null },
    { _id: 'd' },
  ]);
  const before = { calendar: { ...anyNumber, $lt: 2 } };
  await assertAsked(c, before, 'calendar_1');
  await assertAsked(c, { 'moved.round': 'r' }, 'moved.round_1');
  const older = await c.find(before).sort({ calendar: 1 }).toArray();
  assert.deepEqual(
    older.map(({ _id }) => _id),
    ['a'],
  );
  const same = { _id: 'c', calendar: null, moved: null };
  assert.equal((await c.updateOne(same, { $set: { moved: { round: 'r' } } })).modifiedCount, 1);
  assert.equal((await c.updateOne(same, { $set: { moved: { round: 's' } } })).modifiedCount, 0);
  assert.equal(await c.countDocuments({ 'moved.round': 'r' }), 1);
  assert.equal(await c.countDocuments({ 'moved.round': 's' }), 0);
});

test('an upsert whose filter is no longer so collides, and changes nothing', async () => {
  const c = collection('adopted');
  const adopt = (file: string) =>
    c.updateOne({ _id: 'now', file: { $ne: file } }, { $set: { file }, $inc: { stand: 1 } as never }, { upsert: true });
  await adopt('one');
  await assert.rejects(adopt('one'), duplicate);
  await adopt('two');
  assert.equal(await c.countDocuments({ _id: 'now', file: 'two', stand: 2 }), 1);
});

test('many updates in one trip, unordered: one that finds nothing keeps no other', async () => {
  const c = collection('trips');
  await c.insertMany([
    { _id: 'a', rev: 1 },
    { _id: 'b', rev: 5 },
  ]);
  const one = (_id: string, rev: number) => ({
    updateOne: { filter: { _id, rev }, update: { $inc: { rev: 1 } as never } },
  });
  const done = await c.bulkWrite([one('a', 1), one('b', 4), one('b', 5)], { ordered: false });
  assert.deepEqual([done.matchedCount, done.modifiedCount], [2, 2]);
  assert.deepEqual(
    (await c.find().sort({ _id: 1 }).toArray()).map(({ rev }) => rev),
    [2, 6],
  );
});

test('a filter by the beginning of a text in a list of embedded documents', async () => {
  const c = collection('regex');
  await c.insertMany([
    { _id: 'a', identities: [{ channel: 'whatsapp-public' }] },
    { _id: 'b', identities: [{ channel: 'telegram-public' }] },
  ]);
  assert.deepEqual(
    (await c.find({ 'identities.channel': /^whatsapp-/ }).toArray()).map(({ _id }) => _id),
    ['a'],
  );
});
