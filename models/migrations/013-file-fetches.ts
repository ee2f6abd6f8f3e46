/** Files that workers ask for and another process fetches. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const fileFetches: Migration = {
  name: '013-file-fetches',
  async run(_db, { FileFetch }) {
    await makeIndexes(FileFetch);
  },
};
