/** A message whose buttons are words to type, since WhatsApp has none: what each word of it starts in its chat. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface WhatsAppCard {
  /** Chat and content: the same card sent twice is one. */
  _id: string;
  schemaVersion: number;
  chat: string;
  /** Lower case, as people are asked to type it; no other open card of the chat has it. */
  words: { word: string; flow: string; arg: string }[];
  /** The platform's id of the message, once it is sent: a reply that quotes it means this card. */
  message: string | null;
  used: boolean;
  /** Machine time of the last sending or answer; and when it is erased. */
  at: Date;
  until: Date;
}

const DAY = 86_400_000;

/**
 * Until when somebody may still type its words. It ties a chat to what the card is about, so no longer than that: a reporter has ten
 * working days to say what they think of an answer; who has answered, three days to do so again.
 */
export const cardKeptUntil = (used: boolean, now = Date.now()): Date => new Date(now + (used ? 3 : 14) * DAY);

export function whatsAppCardModel(connection: Connection): Model<WhatsAppCard> {
  const schema = documentSchema('whatsappcards', {
    _id: String,
    chat: { type: String, required: true },
    words: [{ _id: false, word: String, flow: String, arg: String }],
    message: { type: String, default: null },
    used: { type: Boolean, default: false },
    at: { type: Date, required: true },
    until: { type: Date, required: true },
  });
  schema.index({ chat: 1 });
  schema.index({ until: 1 }, { expireAfterSeconds: 0 });
  return connection.model<WhatsAppCard>('WhatsAppCard', schema);
}
