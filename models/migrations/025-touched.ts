/** What open pages of the desk look for is found by an index. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const touched: Migration = {
  name: '025-touched',
  async run(_db, { Aduan, Obrolan }) {
    await makeIndexes(Aduan, Obrolan);
  },
};
