/** A phone that several people use: notices of reports from its chat say only that there is news. It may be said before the first report. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface HpBersama {
  /** The request that said so. */
  _id: string;
  schemaVersion: number;
  chat: string;
  /** Business time it was said. */
  at: Date;
}

export function hpBersamaModel(connection: Connection): Model<HpBersama> {
  const schema = documentSchema('hp-bersama', {
    _id: String,
    chat: { type: String, required: true },
    at: { type: Date, required: true },
  });
  // Is it this chat's?
  schema.index({ chat: 1 });
  return connection.model<HpBersama>('HpBersama', schema);
}
