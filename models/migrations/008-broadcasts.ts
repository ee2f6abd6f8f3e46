/** Announcements: who wants them, what was announced, and one row for each chat it goes to. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const broadcasts: Migration = {
  name: '008-broadcasts',
  async run(_db, { Subscription, Broadcast, Delivery }) {
    await makeIndexes(Subscription, Broadcast, Delivery);
  },
};
