/** How to reach somebody about a case or visit. Personal data stand here and nowhere else in the domain. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface Contact {
  /** The request that gave it. */
  _id: string;
  schema: number;
  name: string | null;
  /** +62… */
  phone: string;
  phoneHash: string;
}

export function contactModel(connection: Connection): Model<Contact> {
  const schema = documentSchema('contacts', {
    _id: String,
    name: { type: String, default: null },
    phone: { type: String, required: true },
    phoneHash: { type: String, required: true },
  });
  schema.index({ phoneHash: 1 });
  return connection.model<Contact>('Contact', schema);
}
