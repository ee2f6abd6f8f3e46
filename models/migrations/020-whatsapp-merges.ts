/** Addresses at WhatsApp that became one. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const whatsAppMerges: Migration = {
  name: '020-whatsapp-merges',
  async run(_db, { WhatsAppMerge }) {
    await makeIndexes(WhatsAppMerge);
  },
};
