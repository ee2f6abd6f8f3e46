/**
 * Two addresses at WhatsApp that turned out to be one person's, and the way from one to the other. Each step may be cut off anywhere
 * and is done again (`services/whatsapp/merging.ts`). For a while afterwards it says where somebody went who is still asked for.
 */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface WhatsAppMerge {
  /** The address that goes. */
  _id: string;
  schemaVersion: number;
  /** The one that stays. */
  into: string;
  /** Machine time it began. */
  at: Date;
  /** By channel: a chat that has left its old place and has not reached the new one, as JSON. */
  carry: Record<string, string>;
  /** Nothing is left at the old address. */
  doneAt: Date | null;
}

/** Seconds after which nobody asks for the old address any more. */
const KEPT = 30 * 24 * 3600;

export function whatsAppMergeModel(connection: Connection): Model<WhatsAppMerge> {
  const schema = documentSchema('whatsappmerges', {
    _id: String,
    into: { type: String, required: true },
    at: { type: Date, required: true },
    carry: { type: Object, default: {} },
    doneAt: { type: Date, default: null },
  });
  schema.index({ doneAt: 1 }, { expireAfterSeconds: KEPT });
  return connection.model<WhatsAppMerge>('WhatsAppMerge', schema);
}
