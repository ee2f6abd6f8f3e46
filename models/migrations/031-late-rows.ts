/** Announcements whose rows may have come late are found by who was making them. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const lateRows: Migration = {
  name: '031-late-rows',
  async run(_db, { Broadcast }) {
    await makeIndexes(Broadcast);
  },
};
