/** What the office wrote by hand is found by the case that it is about. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const byHand: Migration = {
  name: '029-by-hand',
  async run(_db, { Report }) {
    await makeIndexes(Report);
  },
};
