/** The indexes of all collections, as their files say. */
import type { mongo } from 'mongoose';
import { ChatStore } from '../chat.store.ts';
import type { Models } from '../models.ts';
import type { Migration } from './migrate.ts';

export const indexes: Migration = {
  name: '001-indexes',
  async run(db: mongo.Db, models: Models) {
    await new ChatStore(db).prepare();
    for (const model of Object.values(models)) await model.createIndexes();
  },
};
