/** A one-time invitation. Only a keyed hash of the code is kept. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface Invite {
  /** Keyed HMAC of the code. */
  _id: string;
  schemaVersion: number;
  name: string;
  roles: string[];
  /** If set, the shared contact must be this number (keyed HMAC). */
  phoneHash: string | null;
  /** Business time. */
  expiresAt: Date;
  /** Machine time, which the database erases by: business time may be another. */
  eraseAt: Date;
  /** The request that used it. */
  usedBy: string | null;
}

export function inviteModel(connection: Connection): Model<Invite> {
  const schema = documentSchema('invites', {
    _id: String,
    name: { type: String, required: true },
    roles: [String],
    phoneHash: { type: String, default: null },
    expiresAt: { type: Date, required: true },
    eraseAt: { type: Date, required: true },
    usedBy: { type: String, default: null },
  });
  schema.index({ eraseAt: 1 }, { expireAfterSeconds: 0 });
  return connection.model<Invite>('Invite', schema);
}
