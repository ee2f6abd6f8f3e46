/** Addresses at WhatsApp that became one. */
import type { Migration } from './migrate.ts';

export const whatsAppMerges: Migration = {
  name: '020-whatsapp-merges',
  async run(_db, { WhatsAppMerge }) {
    await WhatsAppMerge.createIndexes();
  },
};
