/** A start asks for no collection by itself: the first write makes it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { connect, database } from '#models/database.ts';
import { createModels } from '#models/models.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

const uri = freshDatabase();
after(() => dropDatabase(uri));

test('models on a connection make no collections; a write makes its own', async () => {
  const connection = await connect(uri);
  const models = createModels(connection);
  // What mongoose has begun behind our back would be over then.
  await Promise.all(Object.values(models).map((model) => model.init()));
  const names = async () => (await database(connection).listCollections().toArray()).map(({ name }) => name);
  assert.deepEqual(await names(), []);
  await models.CalendarStand.updateOne({ _id: 'now' }, { $inc: { stand: 1 } }, { upsert: true });
  assert.deepEqual(await names(), ['calendars']);
  await connection.close();
});
