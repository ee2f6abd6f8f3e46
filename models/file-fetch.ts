/** A file that a worker needs and only the process with the number can fetch: asked for, fetched, taken. */
import type { Connection, Model, Types } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface FileFetch {
  /** Of channel and ref: asked for twice, it is one. */
  _id: string;
  schemaVersion: number;
  channel: string;
  ref: string;
  state: 'wanted' | 'done' | 'gone' | 'too-large';
  /** Machine ms until which somebody is fetching it, or before which it is not tried again. */
  until: number;
  /** Its bytes in the store of files, while they wait to be taken. */
  content: Types.ObjectId | null;
  at: Date;
}

/** Seconds after which nobody waits for it any more. */
const KEPT = 3600;

export function fileFetchModel(connection: Connection): Model<FileFetch> {
  const schema = documentSchema('filefetches', {
    _id: String,
    channel: { type: String, required: true },
    ref: { type: String, required: true },
    state: { type: String, required: true },
    until: { type: Number, default: 0 },
    content: { type: Object, default: null },
    at: { type: Date, required: true },
  });
  // What is there to fetch for this number?
  schema.index({ channel: 1, state: 1, until: 1 });
  schema.index({ at: 1 }, { expireAfterSeconds: KEPT });
  return connection.model<FileFetch>('FileFetch', schema);
}
