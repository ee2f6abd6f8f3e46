/** WhatsApp: the ids of people, by their chat's address, and what a number remembers. */
import type { Migration } from './migrate.ts';

export const whatsapp: Migration = {
  name: '009-whatsapp',
  async run(_db, { WhatsAppId, WhatsAppNumber }) {
    for (const model of [WhatsAppId, WhatsAppNumber]) await model.createIndexes();
  },
};
