/**
 * Which calendar counts: a number that rises with every change of holidays and office hours, of the council's file or by staff.
 * What was counted by a lower one is counted anew.
 */
import type { Connection, Model } from 'mongoose';
import { unlessDuplicate } from './database.ts';
import { documentSchema } from './schema.ts';

export interface CalendarStand {
  /** One document. */
  _id: 'now';
  schemaVersion: number;
  stand: number;
  /** Fingerprint of the file that it holds for: a process with another one must not say that it has counted by it. */
  file: string;
}

export const calendarStandModel = (connection: Connection): Model<CalendarStand> =>
  connection.model<CalendarStand>(
    'CalendarStand',
    documentSchema('calendars', {
      _id: String,
      stand: { type: Number, default: 0 },
      file: { type: String, default: '' },
    }),
  );

/** A process starts with the file; where that is another one than before, the stand rises. Two at once are one. */
export async function adoptFile(stands: Model<CalendarStand>, file: string): Promise<void> {
  await stands
    .updateOne({ _id: 'now', file: { $ne: file } }, { $set: { file }, $inc: { stand: 1 } }, { upsert: true })
    // It is that file's already.
    .catch(unlessDuplicate);
}

/** Returns the new stand. */
export async function raiseStand(stands: Model<CalendarStand>): Promise<number> {
  const found = await stands
    .findOneAndUpdate({ _id: 'now' }, { $inc: { stand: 1 } }, { returnDocument: 'after' })
    .lean<CalendarStand>();
  if (!found) throw new Error('the calendar has no stand: no process has adopted its file');
  return found.stand;
}
