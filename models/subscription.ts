/** What one chat wants to hear of, or that it wants to hear nothing. Without one a chat gets no announcement by topic or place. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface Subscription {
  /** The chat, `<channel>:<address>`. */
  _id: string;
  schemaVersion: number;
  /** Its place in the order of joining, from `SUBSCRIBERS`; it never changes. An audience is read by ranges of it. */
  seq: number;
  /** `berhenti`: left, with one press or word. Staff who left have one too, though they never joined. */
  status: 'aktif' | 'berhenti';
  /** Codes of the council's topics. */
  topics: string[];
  /** Kecamatan as the council's data names it; null: anywhere. */
  district: string | null;
  /** What was agreed to, and when (business time): the proof that UU 27/2022 art. 24 asks for. Null where they never joined. */
  consent: { text: string; council: string; at: Date } | null;
  /** Language of the chat when it joined, for when the chat itself is long erased. */
  locale: 'id' | 'en';
  leftAt: Date | null;
}

/** The counter that gives `seq`. */
export const SUBSCRIBERS = 'langganan';

export function subscriptionModel(connection: Connection): Model<Subscription> {
  const schema = documentSchema('subscriptions', {
    _id: String,
    seq: { type: Number, required: true },
    status: { type: String, required: true },
    topics: [String],
    district: { type: String, default: null },
    consent: { type: { _id: false, text: String, council: String, at: Date }, default: null },
    locale: { type: String, default: 'id' },
    leftAt: { type: Date, default: null },
  });
  // An audience is read by ranges that end on both sides: the development database reads an index to the end of the range, whatever
  // the limit, and the whole collection for a range of ids.
  schema.index({ seq: 1 });
  return connection.model<Subscription>('Subscription', schema);
}
