/** Cards of WhatsApp chats in the database. */
import type { Model } from 'mongoose';
import type { Card } from '#bots/whatsapp/cards.ts';
import { cardKeptUntil } from '#models/whatsapp-card.ts';
import type { WhatsAppCard } from '#models/whatsapp-card.ts';

export const cardStore = (cards: Model<WhatsAppCard>, channel: string) => {
  const chatOf = (address: string): string => `${channel}:${address}`;
  return {
    /** Oldest first. */
    async of(address: string): Promise<Card[]> {
      const found = await cards
        .find({ chat: chatOf(address) })
        .sort({ at: 1 })
        .lean<WhatsAppCard[]>();
      return found.map(({ _id, words, message, used }) => ({
        id: _id.slice(chatOf(address).length + 1),
        words,
        message,
        used,
      }));
    },
    async keep(address: string, { id, words, message, used }: Card): Promise<void> {
      const chat = chatOf(address);
      await cards.updateOne(
        { _id: `${chat}:${id}` },
        { $set: { chat, words, message, used, at: new Date(), until: cardKeptUntil(used) } },
        { upsert: true },
      );
    },
  };
};
