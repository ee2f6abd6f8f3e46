/**
 * The indexes of GridFS, as the driver makes them at the first upload. There they come late: made while others write, they stop
 * the development database for good.
 */
import type { Migration } from './migrate.ts';

export const fileStore: Migration = {
  name: '003-file-store',
  async run(db) {
    await db.collection('fs.files').createIndex({ filename: 1, uploadDate: 1 });
    await db.collection('fs.chunks').createIndex({ files_id: 1, n: 1 }, { unique: true });
  },
};
