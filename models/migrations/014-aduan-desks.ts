/** Reports have a desk, a handler and followers; those of the release before get what they would have had. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

const FIELDS = {
  ...{ desk: 'pengaduan', handler: null, urgent: false, source: 'chat', externalNumber: null, mergedInto: null },
  ...{ missed: [], extended: false, objected: false, askedAgain: false, proof: null },
};

export const aduanDesks: Migration = {
  name: '014-aduan-desks',
  async run(db, { Aduan, AduanRoute }) {
    await db.collection('aduan').updateMany({ desk: { $exists: false } }, { $set: FIELDS });
    await db
      .collection('aduan-routes')
      .updateMany({ neutral: { $exists: false } }, { $set: { neutral: false, name: null, contact: null } });
    await makeIndexes(Aduan, AduanRoute);
  },
};
