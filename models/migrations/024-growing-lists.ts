/** Lists of reports and conversations that grow for years are read by an index each; those that nobody reads by any more go. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const growingLists: Migration = {
  name: '024-growing-lists',
  async run(db, { Aduan, Obrolan }) {
    for (const [model, old] of [
      [Aduan, ['desk_1_state_1_answerBy_1', 'topic_1_place.kelurahan_1_state_1']],
      [Obrolan, ['holder_1_state_1']],
    ] as const) {
      await makeIndexes(model);
      const collection = db.collection(model.collection.name);
      for (const { name } of await collection.indexes())
        if (name !== undefined && (old as readonly string[]).includes(name)) await collection.dropIndex(name);
    }
  },
};
