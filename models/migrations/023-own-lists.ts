/** What a chat has sent is read a page at a time, the newest first: routes of before learn their place in that order. */
import { serialOf } from '../aduan-route.ts';
import { dropOld, makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

const OLD = 'chat_1';

export const ownLists: Migration = {
  name: '023-own-lists',
  async run(_db, { AduanRoute, Obrolan }) {
    for await (const { _id } of AduanRoute.find({ serial: { $exists: false } }, { _id: 1 }).lean<{ _id: string }[]>())
      await AduanRoute.updateOne({ _id }, { $set: { serial: serialOf(_id) } });
    await makeIndexes(AduanRoute, Obrolan);
    // The new one begins with the same field.
    await dropOld(AduanRoute, OLD);
  },
};
