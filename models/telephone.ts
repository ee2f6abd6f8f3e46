/**
 * Who wrote from an address of a platform has proved this telephone there: by sharing their own contact, or since the platform names it.
 * Two apps of one person are known by it as theirs. A number that was only typed stands in no such document.
 */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface Telephone {
  /** `<platform>:<address>`, which both sides of the house share. */
  _id: string;
  schemaVersion: number;
  phoneHash: string;
  /** Machine time it was proved last. */
  at: Date;
}

export function telephoneModel(connection: Connection): Model<Telephone> {
  const schema = documentSchema('telephones', {
    _id: String,
    phoneHash: { type: String, required: true },
    at: { type: Date, required: true },
  });
  // Where else is whoever has this number?
  schema.index({ phoneHash: 1 });
  return connection.model<Telephone>('Telephone', schema);
}
