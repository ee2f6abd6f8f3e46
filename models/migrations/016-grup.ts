/** Groups in which the office talks with people, and their topics. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const grup: Migration = {
  name: '016-grup',
  async run(_db, { Grup, Topik }) {
    await makeIndexes(Grup, Topik);
  },
};
