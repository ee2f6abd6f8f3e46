/**
 * One of the ids under which WhatsApp knows somebody: a lid, or a phone id. All ids of a person have one address, which is their
 * chat's. A document of its own, so that the phone in it can be erased and stands in no other.
 */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface WhatsAppId {
  /** `…@lid` or `…@c.us`. */
  _id: string;
  schemaVersion: number;
  address: string;
  /** Rises with each use: the id that was used last is written to. Machine ms. */
  usedAt: number;
}

export function whatsAppIdModel(connection: Connection): Model<WhatsAppId> {
  const schema = documentSchema('whatsappids', {
    _id: String,
    address: { type: String, required: true },
    usedAt: { type: Number, required: true },
  });
  // Where does a message to this chat go?
  schema.index({ address: 1 });
  return connection.model<WhatsAppId>('WhatsAppId', schema);
}
