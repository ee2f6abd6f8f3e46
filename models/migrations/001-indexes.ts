/** The indexes of all collections, as their files say. */
import type { mongo } from 'mongoose';
import { ChatStore } from '../chat.store.ts';
import type { Models } from '../models.ts';
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const indexes: Migration = {
  name: '001-indexes',
  async run(db: mongo.Db, models: Models) {
    await new ChatStore(db).prepare();
    await makeIndexes(...Object.values(models));
  },
};
