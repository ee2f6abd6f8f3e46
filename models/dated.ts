/** What documents with deadlines keep, so that those follow the calendar of holidays. */
import type { IndexDefinition, IndexOptions, SchemaDefinition } from 'mongoose';
import { anyNumber, anyText } from './partial.ts';

export interface MovedDate {
  /** Name of the deadline: `texts deadlines.what-…`. */
  what: string;
  /** `yyyy-MM-dd`, or an instant in ISO 8601. */
  was: string;
  now: string;
  /** The day whose change moved it, and what it is now; null where the council's file changed. */
  why: { date: string; name: string; open: boolean } | null;
}

export interface Dated {
  /** Stand of the calendar by which its deadlines were counted; null: none is running. */
  calendar: number | null;
  /** What moved and was not told yet; `round` binds what is told to staff in one message. */
  moved: { round: string; rows: MovedDate[] } | null;
}

export const datedFields: SchemaDefinition = {
  calendar: { type: Number, default: null },
  moved: {
    type: {
      _id: false,
      round: String,
      rows: [
        {
          ...{ _id: false, what: String, was: String, now: String },
          why: { type: { _id: false, date: String, name: String, open: Boolean }, default: null },
        },
      ],
    },
    default: null,
  },
};

/** Those that were counted by an older calendar; and those of one round that are not told yet. */
export const datedIndexes: readonly [IndexDefinition, IndexOptions][] = [
  [{ calendar: 1 }, { partialFilterExpression: { calendar: anyNumber } }],
  [{ 'moved.round': 1 }, { partialFilterExpression: { 'moved.round': anyText } }],
];

export const countedBefore = (stand: number) => ({ calendar: { ...anyNumber, $lt: stand } });

/**
 * The stand of a document that is written while its deadlines run: the older of both. A process whose calendar is seconds old must
 * not pass what it counted as counted anew, nor may one that counted a single deadline pass the others.
 */
export const standAfter = (document: Pick<Dated, 'calendar'>, stand: number): number =>
  Math.min(document.calendar ?? 0, stand);
