/** One place of one slot: its unique id is the decision who gets it. It carries the request, so that a retry knows its own. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface Seat {
  /** `<what>:<yyyy-MM-dd>T<HH:mm>#<place>`: a number from 1, or the code of a hall. */
  _id: string;
  schemaVersion: number;
  requestKey: string;
  /** `<what>:<yyyy-MM-dd>`: the seats of a day. */
  day: string;
  time: string;
  /** Of a hall, which no small group is offered: it says nothing of how full a day is. */
  large?: boolean;
  /** Machine time it was taken, or claimed again: a seat that no visit has after an hour belongs to nobody. */
  at: Date;
}

/** Claims a request's own seat anew, so that it is not taken for one that belongs to nobody. Null where it has none there. */
export async function claimAgain(
  seats: Model<Seat>,
  mine: Pick<Seat, 'requestKey' | 'day' | 'time'>,
): Promise<Seat | null> {
  return seats.findOneAndUpdate(mine, { $set: { at: new Date() } }).lean<Seat>();
}

export function seatModel(connection: Connection): Model<Seat> {
  const schema = documentSchema('seats', {
    _id: String,
    requestKey: { type: String, required: true },
    day: { type: String, required: true },
    time: { type: String, required: true },
    large: Boolean,
    at: { type: Date, default: () => new Date() },
  });
  schema.index({ requestKey: 1 }, { unique: true });
  // Free places of a day, for the question.
  schema.index({ day: 1 });
  return connection.model<Seat>('Seat', schema);
}
