/** What got stuck and is still open is found and counted together: the index of the release before read all that was closed as well. */
import { dropOld, makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const openReports: Migration = {
  name: '032-open-reports',
  async run(_db, { Report }) {
    await makeIndexes(Report);
    await dropOld(Report, 'kind_1_at_1__id_1');
  },
};
