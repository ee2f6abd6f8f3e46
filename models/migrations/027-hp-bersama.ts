/** Shared phones are known before their first report. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const hpBersama: Migration = {
  name: '027-hp-bersama',
  async run(_db, { HpBersama }) {
    await makeIndexes(HpBersama);
  },
};
