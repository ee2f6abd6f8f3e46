/** What opens the desk page: a link that is good once, and the session it opens. Only a keyed hash of either is kept. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface DeskPass {
  /** Keyed HMAC of the token. */
  _id: string;
  schemaVersion: number;
  kind: 'tautan' | 'sesi';
  /** Person id. */
  person: string;
  /** The chat that asked for it: whoever is behind it then, with the roles they have then, is at the desk. */
  chat: string;
  /** Of a link: it has opened its session. */
  used: boolean;
  /** Machine time. */
  until: Date;
}

export function deskPassModel(connection: Connection): Model<DeskPass> {
  const schema = documentSchema('deskPasses', {
    _id: String,
    kind: { type: String, required: true },
    person: { type: String, required: true },
    chat: { type: String, required: true },
    used: { type: Boolean, default: false },
    until: { type: Date, required: true },
  });
  schema.index({ until: 1 }, { expireAfterSeconds: 0 });
  return connection.model<DeskPass>('DeskPass', schema);
}
