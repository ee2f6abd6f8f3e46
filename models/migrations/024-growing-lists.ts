/** Lists of reports and conversations that grow for years are read by an index each; those that nobody reads by any more go. */
import { dropOld, makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const growingLists: Migration = {
  name: '024-growing-lists',
  async run(_db, { Aduan, Obrolan }) {
    await makeIndexes(Aduan, Obrolan);
    await dropOld(Aduan, 'desk_1_state_1_answerBy_1', 'topic_1_place.kelurahan_1_state_1');
    await dropOld(Obrolan, 'holder_1_state_1');
  },
};
