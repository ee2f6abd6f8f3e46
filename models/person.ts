/** A bound member or person of staff. Citizens have no person document: their chat and their cases are enough. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface Identity {
  channel: string;
  address: string;
}

export interface Person {
  _id: string;
  schemaVersion: number;
  name: string;
  roles: string[];
  identities: Identity[];
  /** Keyed HMAC of the normalised number: for look-up, not for reading. */
  phoneHash: string | null;
  /** The binding that made it. */
  requestKey: string;
  active: boolean;
  /** Business time of the first night that found them without a role, or no longer with us; null: they are. */
  leftAt: Date | null;
  demo: boolean;
}

export function personModel(connection: Connection): Model<Person> {
  const schema = documentSchema('persons', {
    _id: String,
    name: { type: String, required: true },
    roles: [String],
    identities: [{ _id: false, channel: String, address: String }],
    phoneHash: { type: String, default: null },
    requestKey: { type: String, required: true },
    active: { type: Boolean, default: true },
    leftAt: { type: Date, default: null },
    demo: { type: Boolean, default: false },
  });
  // A binding that is carried out twice finds its own person.
  schema.index({ requestKey: 1 }, { unique: true });
  // Authority at the press: who is behind this chat? And one chat is one person.
  schema.index(
    { 'identities.channel': 1, 'identities.address': 1 },
    { unique: true, partialFilterExpression: { 'identities.address': { $exists: true } } },
  );
  schema.index({ roles: 1 });
  return connection.model<Person>('Person', schema);
}
