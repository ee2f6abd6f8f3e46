/** Visits get purpose, needs, letter and the rest with what they mean where nobody was asked; new collections get their indexes. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

const MONTH = 30 * 24 * 3600;

export const visits: Migration = {
  name: '002-visits',
  async run(db, models) {
    await makeIndexes(...Object.values(models));
    // Updates that could not be accepted hold what people wrote: looked at within a month, then gone.
    await db.collection('poison').createIndex({ at: 1 }, { expireAfterSeconds: MONTH });
    await db.collection('visits').updateMany({ needs: { $exists: false } }, [
      {
        $set: {
          ...{
            purpose: '',
            meet: null,
            needs: [],
            locale: 'id',
            letter: null,
            letterBy: null,
            level: 0,
            decideBy: null,
          },
          ...{ proposal: null, letterNumber: null, code: null, arrivedAt: null, leftAt: null, dueWhat: null },
          peopleAgreed: '$people',
          seat: '$requestKey',
        },
      },
    ]);
  },
};
