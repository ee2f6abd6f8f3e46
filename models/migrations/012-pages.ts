/** Subscribers have their place in the order of joining, and rows of announcements a page. */
import { nextNumber } from '../counter.ts';
import { SUBSCRIBERS } from '../subscription.ts';
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

const NOBODY_YET = { seq: { $exists: false } };

export const pages: Migration = {
  name: '012-pages',
  async run(_db, { Subscription, Broadcast, Delivery, Counter }) {
    await makeIndexes(Subscription, Broadcast, Delivery);
    for await (const { _id } of Subscription.find(NOBODY_YET, { _id: 1 }).sort({ _id: 1 }).lean<{ _id: string }[]>())
      await Subscription.updateOne({ _id, ...NOBODY_YET }, { $set: { seq: await nextNumber(Counter, SUBSCRIBERS) } });
    for (const { _id } of await Broadcast.find({ serial: { $exists: false } }, { _id: 1 }).lean())
      await Broadcast.updateOne({ _id }, { $set: { serial: Number(_id.slice(2)) } });
    // Rows of before have no page: what was on its way is not sent on, since it would begin anew.
    const before = { 'cursor.pages': { $exists: false } };
    const begun = { ...before, startedAt: { $ne: null }, finishedAt: null };
    await Broadcast.updateMany(begun, { $set: { status: 'dihentikan', finishedAt: new Date() } });
    await Broadcast.updateMany(before, { $set: { cursor: { after: '', pages: 0 } } });
  },
};
