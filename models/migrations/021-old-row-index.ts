/** Rows of announcements are found by their page: the index of the release before only slowed each of them. */
import { dropOld, makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const oldRowIndex: Migration = {
  name: '021-old-row-index',
  async run(_db, { Delivery }) {
    await makeIndexes(Delivery);
    await dropOld(Delivery, 'broadcast_1_state_1__id_1');
  },
};
