/** A document is changed by whoever looked at its newest version, and by nobody else; the database reads no others for it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { changeOne } from '#models/change-one.ts';
import { connect, database, scansToAnswer } from '#models/database.ts';
import { openWire } from '#tests/support/database-wire.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

interface Doc {
  _id: string;
  version: number;
  by?: string;
}

const uri = freshDatabase();
const wire = await openWire(uri);
let connection: Connection;
let docs: Model<Doc>;
before(async () => {
  connection = await connect(wire.uri);
  docs = connection.model<Doc>('Doc', new Schema({ _id: String, version: Number, by: String }), 'versioned');
});
after(async () => {
  await connection.close();
  wire.close();
  await dropDatabase(uri);
});

const take = (_id: string, version: number, by: string): Promise<Doc | null> =>
  changeOne(docs, { _id, version }, { $set: { by }, $inc: { version: 1 } });

test('of twenty who looked at the same version one changes it, and has it as it is then', async () => {
  await docs.create({ _id: 'a', version: 0 });
  const taken = await Promise.all(Array.from({ length: 20 }, (_, n) => take('a', 0, `n${n}`)));
  const [won, ...more] = taken.filter((doc) => doc !== null);
  assert.deepEqual([more, won?.version, won?.by], [[], 1, `n${taken.findIndex((doc) => doc !== null)}`]);
  assert.equal((await docs.findById('a').lean())?.by, won?.by);
});

test('an older version, and one that is not there, change nothing', async () => {
  await docs.create({ _id: 'b', version: 3 });
  assert.deepEqual([await take('b', 2, 'x'), await take('c', 0, 'x')], [null, null]);
  assert.equal((await docs.findById('b').lean())?.version, 3);
});

test('one trip, or a plain update and a read where the database would read everything for that trip', async () => {
  await docs.create({ _id: 'd', version: 0 });
  const from = wire.commands.length;
  await take('d', 0, 'x');
  const sent = wire.commands.slice(from).filter(({ collection }) => collection === 'versioned');
  assert.deepEqual(
    sent.map(({ name }) => name),
    scansToAnswer(database(connection)) ? ['update', 'find'] : ['findAndModify'],
  );
});
