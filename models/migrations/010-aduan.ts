/** Reports of citizens, and where their answers go. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const aduan: Migration = {
  name: '010-aduan',
  async run(_db, { Aduan, AduanRoute }) {
    await makeIndexes(Aduan, AduanRoute);
  },
};
