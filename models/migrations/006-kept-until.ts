/**
 * What is kept gets a time: contacts when they were given, files when they are looked at, forms that were set aside before
 * forms had an end when they are given up.
 */
import { ChatStore } from '../chat.store.ts';
import { ClockStore } from '../clock.store.ts';
import { dropOld, makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

const WEEK = 7 * 24 * 3600 * 1000;
const BATCH = 500;

export const keptUntil: Migration = {
  name: '006-kept-until',
  async run(db, models) {
    await new ChatStore(db).prepare();
    await makeIndexes(models.Contact, models.File);
    const businessNow = Date.now() + (await new ClockStore(db).offset());
    // Looked at the next day: what belongs to a visit stays as long as that needs it.
    await db
      .collection('files')
      .updateMany({ eraseAt: { $exists: false } }, { $set: { eraseAt: new Date(businessNow), released: false } });
    await db
      .collection('chats')
      .updateMany(
        { 'parked.0': { $exists: true }, lapseAt: { $exists: false } },
        { $set: { lapseAt: businessNow + WEEK, 'parked.$[].parkedAt': businessNow } },
      );
    for (;;) {
      const old = await models.Contact.find({ at: { $exists: false } })
        .limit(BATCH)
        .lean<{ _id: string }[]>();
      for (const { _id } of old) {
        const visit = await models.Visit.findOne({ requestKey: _id }, { history: 1 }).lean<{
          history: { at: Date }[];
        }>();
        await models.Contact.updateOne({ _id }, { $set: { at: visit?.history[0]?.at ?? new Date(0) } });
      }
      if (old.length < BATCH) break;
    }
    // The new one begins with the same field.
    await dropOld(models.Contact, 'chat_1');
  },
};
