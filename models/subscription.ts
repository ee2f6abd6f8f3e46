/** What one chat wants to hear of, or that it wants to hear nothing. Without one a chat gets no announcement by topic or place. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface Subscription {
  /** The chat, `<channel>:<address>`: by its range a channel is asked for. */
  _id: string;
  schemaVersion: number;
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

export function subscriptionModel(connection: Connection): Model<Subscription> {
  const schema = documentSchema('subscriptions', {
    _id: String,
    status: { type: String, required: true },
    topics: [String],
    district: { type: String, default: null },
    consent: { type: { _id: false, text: String, council: String, at: Date }, default: null },
    locale: { type: String, default: 'id' },
    leftAt: { type: Date, default: null },
  });
  // No index but the id: an audience is read once, page by page in the order of the id, however few of it are wanted.
  return connection.model<Subscription>('Subscription', schema);
}
