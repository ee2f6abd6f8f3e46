/** Services that somebody took in the release before had no moment at which anybody looked at them. */
import type { Migration } from './migrate.ts';

export const served: Migration = {
  name: '026-served',
  async run(db) {
    const forgotten = { kind: 'layanan', state: 'ditangani', dueAt: null };
    // Long past: the clock looks at once, and says when it is really due.
    await db.collection('obrolan').updateMany(forgotten, { $set: { dueAt: new Date(0) } });
  },
};
