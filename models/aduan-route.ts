/**
 * Where the answers to a report go: the only document that ties it to a person, but for what the office wrote to them by hand
 * (`reports`). Erased with the report's retention, or at a wish.
 */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface AduanRoute {
  /** The report's number. */
  _id: string;
  schemaVersion: number;
  /** The number as a number, by which those of a chat are read a page at a time. */
  serial: number;
  /** Null where somebody called or wrote: staff tells them, by `contact`. */
  chat: string | null;
  /** Of whoever had to give it: an applicant for information, who reports a member, who called. */
  name: string | null;
  contact: string | null;
  /** The phone is shared: a notice says only that there is news. */
  neutral: boolean;
  locale: string;
  /** The text of consent that was shown, its version, and when (business time): the proof that UU 27/2022 art 24 asks for. */
  consent: { text: string; version: number; at: Date } | null;
}

export const serialOf = (number: string): number => Number(number.slice(2));

export function aduanRouteModel(connection: Connection): Model<AduanRoute> {
  const schema = documentSchema('aduan-routes', {
    _id: String,
    serial: { type: Number, required: true },
    chat: { type: String, default: null },
    name: { type: String, default: null },
    contact: { type: String, default: null },
    neutral: { type: Boolean, default: false },
    locale: { type: String, default: 'id' },
    consent: { type: { _id: false, text: String, version: Number, at: Date }, default: null },
  });
  // "Cek": everything of theirs, the newest first.
  schema.index({ chat: 1, serial: -1 });
  return connection.model<AduanRoute>('AduanRoute', schema);
}
