/** Who may come to the desk page. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const deskPasses: Migration = {
  name: '019-desk-passes',
  async run(_db, { DeskPass }) {
    await makeIndexes(DeskPass);
  },
};
