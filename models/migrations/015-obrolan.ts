/** Conversations with a person of the office, and who is on duty for them. */
import type { Migration } from './migrate.ts';

export const obrolan: Migration = {
  name: '015-obrolan',
  async run(_db, { Obrolan, Piket }) {
    await Obrolan.createIndexes();
    await Piket.createIndexes();
  },
};
