/** One announcement to one chat. Its id is both, so that nobody gets the same one twice whoever makes the rows, and however often. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

/**
 * `sending` belongs to `by` until `until` (machine ms); past it the outcome is `unknown` for ever, since an announcement that may
 * have arrived is never sent again. `left`: they left before it was sent.
 */
export type DeliveryState = 'ready' | 'sending' | 'sent' | 'unknown' | 'failed' | 'left';

export interface Delivery {
  /** `<broadcast>/<chat>`. */
  _id: string;
  schemaVersion: number;
  broadcast: string;
  chat: string;
  state: DeliveryState;
  by?: string;
  until?: number;
  /** Of a failure: `unreachable`, `no-channel`, `stopped`, or what the platform said. */
  why?: string;
}

export const deliveryId = (broadcast: string, chat: string): string => `${broadcast}/${chat}`;

/** Filter: the ids that begin so. */
export const idsOf = (prefix: string) => ({ $gte: prefix, $lt: `${prefix}\uffff` });

export function deliveryModel(connection: Connection): Model<Delivery> {
  const schema = documentSchema('deliveries', {
    _id: String,
    broadcast: { type: String, required: true },
    chat: { type: String, required: true },
    state: { type: String, required: true },
    by: String,
    until: Number,
    why: String,
  });
  // The next rows of a channel, those whose sender died, and how many there are of each state.
  schema.index({ broadcast: 1, state: 1, _id: 1 });
  // Who leaves, leaves all that wait.
  schema.index({ chat: 1, state: 1 });
  return connection.model<Delivery>('Delivery', schema);
}
