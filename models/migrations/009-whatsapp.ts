/** WhatsApp: the ids of people by their chat's address, the words of cards by chat, and what a number remembers. */
import type { Migration } from './migrate.ts';

export const whatsapp: Migration = {
  name: '009-whatsapp',
  async run(_db, { WhatsAppCard, WhatsAppId, WhatsAppNumber }) {
    for (const model of [WhatsAppCard, WhatsAppId, WhatsAppNumber]) await model.createIndexes();
  },
};
