/**
 * One announcement to one person. Its id is both, so that nobody gets the same one twice whoever makes the rows, however often, and
 * on however many channels they are.
 */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

/**
 * `sending` belongs to `by` until `until` (machine ms); past it the outcome is `unknown` for ever, since an announcement that may
 * have arrived is never sent again. `left`: they left before it was sent.
 */
export type DeliveryState = 'ready' | 'sending' | 'sent' | 'unknown' | 'failed' | 'left';

export interface Delivery {
  /** `<broadcast>/<receiver>`, by services/broadcast/receivers.ts. */
  _id: string;
  schemaVersion: number;
  broadcast: string;
  /** Rows made at once, from 0: a page is read, sent and counted whole, and nothing is asked of all rows together. */
  page: number;
  /** Whose sends it is among; it may go out on another, where one of `others` is. */
  channel: string;
  chat: string;
  /** Their other chats, where that one cannot be reached. */
  others?: string[];
  state: DeliveryState;
  by?: string;
  until?: number;
  /** Of a failure: `unreachable`, `no-channel`, `stopped`, `late` (made behind the closing of its page), or what the platform said. */
  why?: string;
}

export const deliveryId = (broadcast: string, receiver: string): string => `${broadcast}/${receiver}`;

export function deliveryModel(connection: Connection): Model<Delivery> {
  const schema = documentSchema('deliveries', {
    _id: String,
    broadcast: { type: String, required: true },
    page: { type: Number, required: true },
    channel: { type: String, required: true },
    chat: { type: String, required: true },
    others: { type: [String], default: undefined },
    state: { type: String, required: true },
    by: String,
    until: Number,
    why: String,
  });
  // A page, and what of it goes out on one channel.
  schema.index({ broadcast: 1, page: 1, channel: 1 });
  // Who leaves, leaves all that wait.
  schema.index({ chat: 1, state: 1 });
  return connection.model<Delivery>('Delivery', schema);
}
