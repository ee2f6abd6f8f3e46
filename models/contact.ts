/** How to reach somebody about a case or visit. Personal data stand here and nowhere else in the domain. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface Contact {
  /** The request that gave it. */
  _id: string;
  schemaVersion: number;
  name: string | null;
  /** +62…; null for a guest at the door, who is not asked. */
  phone: string | null;
  phoneHash: string | null;
  /** The chat that gave it: "pakai nomor ini?" the next time. */
  chat: string | null;
  /** Machine time it was given. */
  at: Date;
}

export function contactModel(connection: Connection): Model<Contact> {
  const schema = documentSchema('contacts', {
    _id: String,
    name: { type: String, default: null },
    phone: { type: String, default: null },
    phoneHash: { type: String, default: null },
    chat: { type: String, default: null },
    at: { type: Date, default: () => new Date() },
  });
  schema.index({ phoneHash: 1 });
  // The number that a chat gave last.
  schema.index({ chat: 1, at: -1 });
  return connection.model<Contact>('Contact', schema);
}
