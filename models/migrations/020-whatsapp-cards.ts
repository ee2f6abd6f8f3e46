/** Cards say themselves until when they are kept: those that were answered go earlier. */
import type { WhatsAppCard } from '../whatsapp-card.ts';
import { cardKeptUntil } from '../whatsapp-card.ts';
import { dropOld, makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const whatsAppCards: Migration = {
  name: '020-whatsapp-cards',
  async run(_db, { WhatsAppCard: cards }) {
    const old = await cards.find({ until: { $exists: false } }, { used: 1, at: 1 }).lean<WhatsAppCard[]>();
    for (const { _id, used, at } of old)
      await cards.updateOne({ _id }, { $set: { until: cardKeptUntil(used, at.getTime()) } });
    await dropOld(cards, 'at_1');
    await makeIndexes(cards);
  },
};
