/** Invitations are erased by machine time. By business time, one made in a moved clock's past was gone before it was used. */
import { dropOld, makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

const MONTH = 30 * 24 * 3600 * 1000;

export const invitesKept: Migration = {
  name: '005-invites-kept',
  async run(db, { Invite }) {
    const invites = db.collection('invites');
    await dropOld(Invite, 'expiresAt_1');
    await invites.updateMany({ eraseAt: { $exists: false } }, { $set: { eraseAt: new Date(Date.now() + MONTH) } });
    await makeIndexes(Invite);
  },
};
