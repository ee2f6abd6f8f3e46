/** A database of the test's own with its models, and no system: for migrations and what stands on models alone. */
import type { TestContext } from 'node:test';
import { connect, database } from '#models/database.ts';
import { createModels } from '#models/models.ts';
import { dropDatabase, freshDatabase } from './system.ts';

export async function freshModels(t: TestContext) {
  const uri = freshDatabase();
  const connection = await connect(uri);
  t.after(async () => {
    await connection.close();
    await dropDatabase(uri);
  });
  return { db: database(connection), models: createModels(connection) };
}
