/** What is done once a day and was: the claim is written last, so that a process that dies half-way is followed by another. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface Daily {
  /** `<what>/<yyyy-MM-dd>`. */
  _id: string;
  schemaVersion: number;
}

export const dailyModel = (connection: Connection): Model<Daily> =>
  connection.model<Daily>('Daily', documentSchema('dailies', { _id: String }));
