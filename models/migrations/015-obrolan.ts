/** Conversations with a person of the office, and who is on duty for them. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const obrolan: Migration = {
  name: '015-obrolan',
  async run(_db, { Obrolan, Piket }) {
    await makeIndexes(Obrolan, Piket);
  },
};
