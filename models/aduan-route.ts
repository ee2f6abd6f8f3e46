/** Where the answers to a report go: the only document that ties it to a person. Erased with the report's retention, or at a wish. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface AduanRoute {
  /** The report's number. */
  _id: string;
  schemaVersion: number;
  chat: string;
  locale: string;
  /** The text of consent that was shown, its version, and when (business time): the proof that UU 27/2022 art 24 asks for. */
  consent: { text: string; version: number; at: Date };
}

export function aduanRouteModel(connection: Connection): Model<AduanRoute> {
  const schema = documentSchema('aduan-routes', {
    _id: String,
    chat: { type: String, required: true },
    locale: { type: String, default: 'id' },
    consent: { type: { _id: false, text: String, version: Number, at: Date }, required: true },
  });
  // "Cek": everything of theirs.
  schema.index({ chat: 1 });
  return connection.model<AduanRoute>('AduanRoute', schema);
}
