/** Rows of announcements are found by their page: the index of the release before only slowed each of them. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

const OLD = 'broadcast_1_state_1__id_1';

export const oldRowIndex: Migration = {
  name: '021-old-row-index',
  async run(db, { Delivery }) {
    await makeIndexes(Delivery);
    const rows = db.collection(Delivery.collection.name);
    if ((await rows.indexes()).some(({ name }) => name === OLD)) await rows.dropIndex(OLD);
  },
};
