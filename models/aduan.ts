/**
 * A report of a citizen: complaint, wish or question. Who sent it stands nowhere in it: `aduan-route.ts` alone knows where
 * answers go, so that whoever sees, copies or exports the case cannot find the reporter.
 */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface AduanPlace {
  /** As it was said. */
  said: string;
  kecamatan: string | null;
  kelurahan: string | null;
}

export interface AduanFile {
  /** Id in the file store; a photo is without what the camera wrote into it. */
  file: string;
  as: 'photo' | 'voice' | 'document';
  name: string;
  mime: string;
  size: number;
}

export interface AduanEvent {
  /** Business time. */
  at: Date;
  /** An action of `flows/tindak-lanjut/states.ts`, or `naik`. */
  what: string;
  /** Person id of staff; absent for the reporter and the clock. */
  by?: string;
  note?: string;
  requestKey?: string;
}

export interface Aduan {
  /** `A-1001`. */
  _id: string;
  schemaVersion: number;
  requestKey: string;
  kind: 'pengaduan' | 'aspirasi' | 'informasi';
  /** Code of the council's topics; null where nobody knows yet. */
  topic: string | null;
  text: string;
  place: AduanPlace | null;
  files: AduanFile[];
  /** `rahasia`: the handler knows the name, the public never. `anonim`: nobody of the office does. */
  identity: 'rahasia' | 'anonim';
  /** Of the public's and other units' eyes: it accuses somebody. */
  confidential: boolean;
  state: string;
  unit: string | null;
  office: string | null;
  /** 0 the officers, 1 above. */
  level: number;
  reopened: number;
  outcome: string | null;
  answer: string | null;
  /** Last working day for the office's own first look, and for its answer; `yyyy-MM-dd`. */
  triageBy: string;
  answerBy: string;
  /** Business time. */
  receivedAt: Date;
  closedAt: Date | null;
  dueAt: Date | null;
  /** Raised by every change: whoever acts on an older one is told so. */
  version: number;
  history: AduanEvent[];
}

export function aduanModel(connection: Connection): Model<Aduan> {
  const text = { type: String, default: null };
  const schema = documentSchema('aduan', {
    _id: String,
    requestKey: { type: String, required: true },
    kind: { type: String, required: true },
    topic: text,
    text: { type: String, default: '' },
    place: { type: { _id: false, said: String, kecamatan: String, kelurahan: String }, default: null },
    files: [{ _id: false, file: String, as: String, name: String, mime: String, size: Number }],
    identity: { type: String, required: true },
    confidential: { type: Boolean, default: false },
    state: { type: String, required: true },
    unit: text,
    office: text,
    level: { type: Number, default: 0 },
    reopened: { type: Number, default: 0 },
    outcome: text,
    answer: text,
    triageBy: { type: String, required: true },
    answerBy: { type: String, required: true },
    receivedAt: { type: Date, required: true },
    closedAt: { type: Date, default: null },
    dueAt: { type: Date, default: null },
    version: { type: Number, default: 0 },
    history: [{ _id: false, at: Date, what: String, by: String, note: String, requestKey: String }],
  });
  // A report that is carried out twice finds itself.
  schema.index({ requestKey: 1 }, { unique: true });
  // The queue of a unit, what is due first on top.
  schema.index({ state: 1, answerBy: 1 });
  // What the clock must do next.
  schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } });
  return connection.model<Aduan>('Aduan', schema);
}
