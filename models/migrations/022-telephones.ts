/** One person in two apps gets an announcement once. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const telephones: Migration = {
  name: '022-telephones',
  async run(_db, { Telephone }) {
    await makeIndexes(Telephone);
  },
};
