/** Something a person of staff must look at: somebody asks for a person, or a message could not be carried out. */
import type { Connection, Model } from 'mongoose';
import { anyText } from './partial.ts';
import { documentSchema } from './schema.ts';

export interface Report {
  /** The reference the person was told: `P-1001`, `G-123456`. */
  _id: string;
  schemaVersion: number;
  requestKey: string;
  kind: 'petugas' | 'gangguan' | 'kantor';
  chat: string;
  note: string | null;
  at: Date;
  /** Of `kantor`: the number of the one case that was open in the chat; null where it was not sure which. */
  about: string | null;
  answered: { requestKey: string; person: string; at: Date } | null;
  /** A fault that somebody took out of the list; `kembali`: nobody did, the person wrote again. */
  closed: {
    requestKey: string;
    person: string | null;
    at: Date;
    how: 'coba-lagi' | 'tutup' | 'kembali';
    note: string | null;
  } | null;
}

export function reportModel(connection: Connection): Model<Report> {
  const schema = documentSchema('reports', {
    _id: String,
    requestKey: { type: String, required: true },
    kind: { type: String, required: true },
    chat: { type: String, required: true },
    note: { type: String, default: null },
    at: { type: Date, required: true },
    about: { type: String, default: null },
    answered: { type: { _id: false, requestKey: String, person: String, at: Date }, default: null },
    closed: {
      type: { _id: false, requestKey: String, person: String, at: Date, how: String, note: String },
      default: null,
    },
  });
  schema.index({ requestKey: 1 }, { unique: true });
  // What got stuck and is open: by kind, and of one kind the oldest first.
  schema.index({ kind: 1, 'closed.at': 1, note: 1, at: 1, _id: 1 });
  // What the office wrote by hand about a case.
  schema.index({ about: 1, at: 1 }, { partialFilterExpression: { about: anyText } });
  return connection.model<Report>('Report', schema);
}
