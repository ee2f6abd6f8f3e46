/** One alone, many together: each change is told rightly whether it was its own that is in the document. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Connection } from 'mongoose';
import type { mongo } from 'mongoose';
import { connect, database, isOutage } from '#models/database.ts';
import { SharedTrips } from '#models/shared-trips.ts';
import type { Change } from '#models/shared-trips.ts';
import { openWire } from '#tests/support/database-wire.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

interface Doc {
  _id: string;
  count: number;
  by?: string;
}

const uri = freshDatabase();
const wire = await openWire(uri);
let connection: Connection;
let docs: mongo.Collection<Doc>;
let trips: SharedTrips<Doc>;
before(async () => {
  connection = await connect(wire.uri, 500);
  docs = database(connection).collection<Doc>('counted');
  trips = new SharedTrips(docs, { projection: {}, scans: false });
});
after(async () => {
  await connection.close();
  await dropDatabase(uri);
});

const take = (id: string, count: number, by: string): Promise<Doc | null> =>
  trips.change({
    filter: { _id: id, count },
    update: { $set: { by }, $inc: { count: 1 } },
    proof: (doc) => doc.by === by,
  });
const commands = (): string[] =>
  wire.commands.filter(({ collection }) => collection === 'counted').map(({ name }) => name);

const nothing = (id: string): Change<Doc> => ({
  filter: { _id: id },
  update: { $inc: { count: 1 } },
  proof: () => true,
});

type Hanging<T> = (doc: T | null) => void;

/** Its first two changes wait until they are let go. */
const hangs = (real: mongo.Collection<Doc>, hanging: Hanging<Doc>[]): mongo.Collection<Doc> =>
  new Proxy(real, {
    get: (target, name) =>
      name === 'findOneAndUpdate' && hanging.length < 2
        ? () => new Promise((resolve) => hanging.push(resolve))
        : Reflect.get(target, name).bind(target),
  });

test('one alone is one round trip', async () => {
  await docs.insertOne({ _id: 'alone', count: 0 });
  wire.commands.length = 0;
  assert.deepEqual(await take('alone', 0, 'me'), { _id: 'alone', count: 1, by: 'me' });
  assert.equal(await take('alone', 0, 'late'), null, 'the filter finds none');
  assert.equal(await take('nobody', 0, 'me'), null, 'no such document');
  assert.deepEqual(commands(), ['findAndModify', 'findAndModify', 'findAndModify']);
});

test('a crowd shares its trips, and each gets its own document', async () => {
  const ids = Array.from({ length: 100 }, (_, n) => `crowd-${n}`);
  await docs.insertMany(ids.map((_id) => ({ _id, count: 0 })));
  wire.commands.length = 0;
  const after = await Promise.all(ids.map((id) => take(id, 0, `by ${id}`)));
  assert.deepEqual(
    after,
    ids.map((_id) => ({ _id, count: 1, by: `by ${_id}` })),
  );
  assert.ok(commands().length <= 8, `${commands().length} trips`);
});

test('who knows its document reads nothing back, also in a crowd with others and with those who find none', async () => {
  const ids = Array.from({ length: 40 }, (_, n) => `known-${n}`);
  await docs.insertMany(ids.map((_id) => ({ _id, count: 0 })));
  wire.commands.length = 0;
  const found = await Promise.all([
    ...ids.flatMap((_id) => [
      trips.change({ ...nothing(_id), after: () => ({ _id, count: 1 }) }),
      trips.change(nothing(`nobody ${_id}`)),
    ]),
  ]);
  assert.deepEqual(
    found,
    ids.flatMap((_id) => [{ _id, count: 1 }, null]),
  );
  assert.deepEqual(
    commands().filter((name) => name === 'find'),
    [],
  );
});

test('of forty at once on one document one wins, alone or together', async () => {
  await docs.insertOne({ _id: 'seat', count: 0 });
  const all = await Promise.all(Array.from({ length: 40 }, (_, n) => take('seat', 0, `guest ${n}`)));
  const winners = all.filter(Boolean);
  assert.equal(winners.length, 1);
  assert.equal((await docs.findOne({ _id: 'seat' }))?.by, winners[0]?.by);
  assert.equal((await docs.findOne({ _id: 'seat' }))?.count, 1);
});

test('what cannot be written fails by itself; the others in its trip do not', async () => {
  await docs.insertMany([
    { _id: 'good', count: 0 },
    { _id: 'bad', count: 0 },
    { _id: 'first', count: 0 },
    { _id: 'second', count: 0 },
  ]);
  // The first two have the trips; the others wait, and go together.
  const [, , good, bad] = await Promise.allSettled([
    take('first', 0, 'a'),
    take('second', 0, 'b'),
    take('good', 0, 'c'),
    trips.change({ filter: { _id: 'bad' }, update: { $push: { count: 1 } } as never, proof: () => true }),
    take('good', 7, 'd'),
  ]);
  assert.equal(good.status === 'fulfilled' && good.value?.by, 'c');
  assert.equal(bad.status, 'rejected');
  assert.equal((await docs.findOne({ _id: 'bad' }))?.count, 0);
});

test('an update that cannot even be sent fails by itself', async () => {
  await docs.insertMany([{ _id: 'sent', count: 0 }]);
  const [, , sent, unsent] = await Promise.allSettled([
    take('first', 1, 'a'),
    take('second', 1, 'b'),
    take('sent', 0, 'c'),
    trips.change({ filter: { _id: 'bad' }, update: { count: 1 } as never, proof: () => true }),
  ]);
  assert.equal(sent.status === 'fulfilled' && sent.value?.by, 'c');
  assert.equal(unsent.status, 'rejected');
});

test('trips that hang do not hold up the others', async () => {
  await docs.insertOne({ _id: 'free', count: 0 });
  const hanging: Hanging<Doc>[] = [];
  const slow = new SharedTrips(hangs(docs, hanging), { projection: {}, scans: false });
  const first = [slow.change(nothing('first')), slow.change(nothing('second'))];
  const third = slow.change({ filter: { _id: 'free' }, update: { $inc: { count: 1 } }, proof: () => true });
  assert.equal((await third)?.count, 1);
  assert.equal(hanging.length, 2);
  for (const end of hanging) end(null);
  assert.deepEqual(await Promise.all(first), [null, null]);
});

// The last: the wire is no more.
test('the database gone in the middle: everybody is told that nothing is known', async () => {
  const all = Array.from({ length: 10 }, (_, n) => take(`crowd-${n}`, 1, 'nobody'));
  wire.close();
  for (const one of await Promise.allSettled(all)) {
    assert.equal(one.status, 'rejected');
    assert.ok(isOutage(one.reason), String(one.reason));
  }
});
