/** What a WhatsApp number of ours remembers of itself. One document a number, named by its channel. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface WhatsAppNumber {
  _id: string;
  schemaVersion: number;
  /** Seconds: what was sent before was accepted. */
  watermark: number | null;
  /** Messages that nobody asked for, of one day, `yyyy-MM-dd`. */
  sent: { day: string; count: number } | null;
  /** Where it stands, as its holder last saw it (`bots/whatsapp/state.ts`), why, and since when (machine time). */
  state: string | null;
  why: string | null;
  since: Date | null;
}

export function whatsAppNumberModel(connection: Connection): Model<WhatsAppNumber> {
  const schema = documentSchema('whatsappnumbers', {
    _id: String,
    watermark: { type: Number, default: null },
    sent: { type: { _id: false, day: String, count: Number }, default: null },
    state: { type: String, default: null },
    why: { type: String, default: null },
    since: { type: Date, default: null },
  });
  return connection.model<WhatsAppNumber>('WhatsAppNumber', schema);
}
