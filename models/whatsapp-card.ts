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
  /** Machine time of the last sending. */
  at: Date;
}

/** Seconds after which nobody answers a card any more. */
const KEPT = 14 * 24 * 3600;

export function whatsAppCardModel(connection: Connection): Model<WhatsAppCard> {
  const schema = documentSchema('whatsappcards', {
    _id: String,
    chat: { type: String, required: true },
    words: [{ _id: false, word: String, flow: String, arg: String }],
    message: { type: String, default: null },
    used: { type: Boolean, default: false },
    at: { type: Date, required: true },
  });
  schema.index({ chat: 1 });
  schema.index({ at: 1 }, { expireAfterSeconds: KEPT });
  return connection.model<WhatsAppCard>('WhatsAppCard', schema);
}
