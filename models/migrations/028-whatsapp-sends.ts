/** What the numbers send is remembered for eight days. */
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const whatsAppSends: Migration = {
  name: '028-whatsapp-sends',
  async run(_db, { WhatsAppSend }) {
    await makeIndexes(WhatsAppSend);
  },
};
