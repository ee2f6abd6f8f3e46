/** What a WhatsApp number of ours remembers of itself. One document a number, named by its channel. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface WhatsAppNumber {
  _id: string;
  schemaVersion: number;
  /** Seconds: what was sent before was accepted. */
  watermark: number | null;
}

export function whatsAppNumberModel(connection: Connection): Model<WhatsAppNumber> {
  const schema = documentSchema('whatsappnumbers', {
    _id: String,
    watermark: { type: Number, default: null },
  });
  return connection.model<WhatsAppNumber>('WhatsAppNumber', schema);
}
