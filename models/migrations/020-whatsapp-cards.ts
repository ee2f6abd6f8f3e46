/** Cards say themselves until when they are kept: those that were answered go earlier. */
import type { mongo } from 'mongoose';
import type { WhatsAppCard } from '../whatsapp-card.ts';
import { cardKeptUntil } from '../whatsapp-card.ts';
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

export const whatsAppCards: Migration = {
  name: '020-whatsapp-cards',
  async run(db: mongo.Db, { WhatsAppCard: cards }) {
    const old = await cards.find({ until: { $exists: false } }, { used: 1, at: 1 }).lean<WhatsAppCard[]>();
    for (const { _id, used, at } of old)
      await cards.updateOne({ _id }, { $set: { until: cardKeptUntil(used, at.getTime()) } });
    const collection = db.collection('whatsappcards');
    const indexes = await collection.indexes().catch(() => []);
    if (indexes.some(({ name }) => name === 'at_1')) await collection.dropIndex('at_1');
    await makeIndexes(cards);
  },
};
