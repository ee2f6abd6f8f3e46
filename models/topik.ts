/** The topic of a group in which a conversation stands: what the platform has of it. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface Topik {
  /** `G1001/C-1001`: the group's id and the conversation that it was made for; the address of its chat. */
  _id: string;
  schemaVersion: number;
  grup: string;
  /** Number of the conversation that goes on there now. */
  talk: string;
  /** Platform's number of the topic; null until it is made, and again where somebody deleted it. */
  thread: number | null;
  /** Its name there, and whether it is closed there. */
  shown: string | null;
  closed: boolean;
  /** Times that one was about to be made. */
  tries: number;
  /**
   * Number of the conversation for which one was asked for, until the platform's number of it is known: whoever died in between is
   * told of it by an update. Absent in documents of before.
   */
  meant?: string | null;
}

export function topikModel(connection: Connection): Model<Topik> {
  const schema = documentSchema('topik', {
    _id: String,
    grup: { type: String, required: true },
    talk: { type: String, required: true },
    thread: { type: Number, default: null },
    shown: { type: String, default: null },
    closed: { type: Boolean, default: false },
    tries: { type: Number, default: 0 },
    meant: { type: String, default: null },
  });
  // Which conversation does a message in this topic belong to?
  schema.index({ grup: 1, thread: 1 });
  // They go with their conversation.
  schema.index({ talk: 1 });
  return connection.model<Topik>('Topik', schema);
}
