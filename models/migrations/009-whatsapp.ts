/** WhatsApp: the ids of people by their chat's address, the words of cards by chat, and what a number remembers. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const whatsapp: Migration = {
  name: '009-whatsapp',
  async run(_db, { WhatsAppCard, WhatsAppId, WhatsAppNumber }) {
    await makeIndexes(WhatsAppCard, WhatsAppId, WhatsAppNumber);
  },
};
