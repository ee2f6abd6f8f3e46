/** What got stuck and is still open is found and counted together: the index of the release before read all that was closed as well. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

const OLD = 'kind_1_at_1__id_1';

export const openReports: Migration = {
  name: '032-open-reports',
  async run(db, { Report }) {
    await makeIndexes(Report);
    const reports = db.collection(Report.collection.name);
    if ((await reports.indexes()).some(({ name }) => name === OLD)) await reports.dropIndex(OLD);
  },
};
