/** People who cannot be reached are counted by an index of their own. */
import { StuckStore } from '../stuck.store.ts';
import type { Migration } from './migrate.ts';

export const stuck: Migration = {
  name: '007-stuck',
  run: (db) => new StuckStore(db).prepare(),
};
