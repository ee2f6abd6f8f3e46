/** What staff changed about the holidays of the council's file: a day added, or one that is none any more. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface HolidayChange {
  /** `yyyy-MM-dd`. */
  _id: string;
  schemaVersion: number;
  /** Null: the day is no holiday, whatever the file says. */
  kind: 'holiday' | 'leave' | null;
  name: string;
  /** Not decreed yet; absent from before that could be said. */
  tentative?: boolean;
  /** Stand of the calendar when it was changed last: `calendar-stand.ts`. */
  stand: number;
  /** Number of the decree (SKB, Perwal, Surat Edaran). */
  basis: string;
  /** Who did it when (business time), the newest last. */
  history: { at: Date; by: string; requestKey: string; kind: string | null; basis: string; tentative?: boolean }[];
}

export function holidayModel(connection: Connection): Model<HolidayChange> {
  const schema = documentSchema('holidays', {
    _id: String,
    kind: { type: String, default: null },
    name: { type: String, default: '' },
    tentative: { type: Boolean, default: false },
    stand: { type: Number, default: 0 },
    basis: { type: String, required: true },
    history: [
      { _id: false, at: Date, by: String, requestKey: String, kind: String, basis: String, tentative: Boolean },
    ],
  });
  return connection.model<HolidayChange>('Holiday', schema);
}
