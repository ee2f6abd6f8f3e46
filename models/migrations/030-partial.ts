/** Indexes of only those documents that have a field say so by a bound, which both databases see in a question. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const partial: Migration = {
  name: '030-partial',
  async run(_db, { Aduan, Obrolan, Report, Visit }) {
    await makeIndexes(Aduan, Obrolan, Report, Visit);
  },
};
