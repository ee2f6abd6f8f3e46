/** Who of the staff is on duty for conversations, and for which units. Without one here, everybody of the desk is asked. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface Piket {
  /** Person id. */
  _id: string;
  schemaVersion: number;
  on: boolean;
  /** Unit codes. */
  teams: string[];
  /** Business time of the last change. */
  at: Date;
}

export const piketModel = (connection: Connection): Model<Piket> =>
  connection.model<Piket>(
    'Piket',
    documentSchema('piket', {
      _id: String,
      on: { type: Boolean, default: false },
      teams: [String],
      at: { type: Date, required: true },
    }),
  );
