/**
 * A report of a citizen: complaint, wish or question. Who sent it stands nowhere in it: `aduan-route.ts` alone knows where
 * answers go, so that whoever sees, copies or exports the case cannot find the reporter.
 */
import type { Connection, Model } from 'mongoose';
import { datedFields, datedIndexes } from './dated.ts';
import type { Dated } from './dated.ts';
import { anyDate, anyText } from './partial.ts';
import { documentSchema } from './schema.ts';
import { touch } from './touched.ts';
import type { Touched } from './touched.ts';

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
  /** The handler has looked at it: nobody is known by it, and it may be shown to others. */
  safe?: boolean;
}

/** That it was done: the executor's picture or words. */
export interface AduanProof {
  note: string;
  files: AduanFile[];
  /** Person id of whoever gave it. */
  by: string;
  at: Date;
}

export interface AduanEvent {
  /** Business time. */
  at: Date;
  /**
   * An action of `flows/tindak-lanjut/states.ts`, `naik`, `kabar`: its reporter heard that it still waits, or `tenggat`: a deadline
   * that moved.
   */
  what: string;
  /** Person id of staff; absent for the reporter and the clock. */
  by?: string;
  note?: string;
  /** What an officer set right, by codes. */
  fixed?: { field: string; from: string | null; to: string | null }[];
  requestKey?: string;
}

export interface Aduan extends Dated, Touched {
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
  /** Whose table it lies on; see `flows/tindak-lanjut/desks.ts`. */
  desk: string;
  unit: string | null;
  office: string | null;
  /** Person id of whoever handles it: only they read it whole. */
  handler: string | null;
  /** A life may be at stake. */
  urgent: boolean;
  /** Of how it came: `chat`, or entered by staff for somebody who called, wrote or came. */
  source: string;
  /** Its number at SP4N-LAPOR or the office that it went to. */
  externalNumber: string | null;
  /** The report of the same matter that it follows. */
  mergedInto: string | null;
  /** 0 the officers, 1 above, 2 the secretary. */
  level: number;
  /** Days of its own that were let pass, each raised once: `triase`, `jawaban`. */
  missed: string[];
  /** Of a request for information: its answer was put off once; an objection was made. */
  extended: boolean;
  objected: boolean;
  /** Asked again, some weeks after it was closed. */
  askedAgain: boolean;
  proof: AduanProof | null;
  reopened: number;
  outcome: string | null;
  answer: string | null;
  /** Last working day for the office's own first look, and for its answer; `yyyy-MM-dd`. */
  triageBy: string;
  answerBy: string;
  /** From when that was counted, business time: as usual, put off once, or for an objection. */
  answerFrom: { at: Date; what: 'biasa' | 'perpanjang' | 'keberatan' } | null;
  /** Business time. */
  receivedAt: Date;
  closedAt: Date | null;
  dueAt: Date | null;
  /** The clock closed it under this key, and may have died before all were told; absent in documents of before. */
  untold?: string | null;
  /** Raised by every change: whoever acts on an older one is told so. */
  version: number;
  history: AduanEvent[];
}

export function aduanModel(connection: Connection): Model<Aduan> {
  const text = { type: String, default: null };
  const no = { type: Boolean, default: false };
  const file = { _id: false, file: String, as: String, name: String, mime: String, size: Number, safe: Boolean };
  const sets = { type: [{ _id: false, field: String, from: String, to: String }], default: undefined };
  const schema = documentSchema('aduan', {
    _id: String,
    requestKey: { type: String, required: true },
    kind: { type: String, required: true },
    topic: text,
    text: { type: String, default: '' },
    place: { type: { _id: false, said: String, kecamatan: String, kelurahan: String }, default: null },
    files: [file],
    identity: { type: String, required: true },
    confidential: no,
    state: { type: String, required: true },
    desk: { type: String, default: 'pengaduan' },
    unit: text,
    office: text,
    handler: text,
    urgent: no,
    source: { type: String, default: 'chat' },
    externalNumber: text,
    mergedInto: text,
    missed: [String],
    extended: no,
    objected: no,
    askedAgain: no,
    proof: { type: { _id: false, note: String, files: [file], by: String, at: Date }, default: null },
    level: { type: Number, default: 0 },
    reopened: { type: Number, default: 0 },
    outcome: text,
    answer: text,
    triageBy: { type: String, required: true },
    answerBy: { type: String, required: true },
    answerFrom: { type: { _id: false, at: Date, what: String }, default: null },
    receivedAt: { type: Date, required: true },
    closedAt: { type: Date, default: null },
    dueAt: { type: Date, default: null },
    untold: text,
    version: { type: Number, default: 0 },
    ...datedFields,
    history: [{ _id: false, at: Date, what: String, by: String, note: String, fixed: sets, requestKey: String }],
  });
  // A report that is carried out twice finds itself.
  schema.index({ requestKey: 1 }, { unique: true });
  // The queue of a desk, what is urgent and then what is due first on top; and the morning's figures.
  schema.index({ desk: 1, state: 1, urgent: -1, answerBy: 1, _id: 1 });
  // Those that ended, for a search, and the table: the newest first.
  schema.index({ desk: 1, receivedAt: -1 });
  // Who follows a report.
  schema.index({ mergedInto: 1 }, { partialFilterExpression: { mergedInto: anyText } });
  // The same matter, the oldest or the newest first.
  schema.index({ topic: 1, state: 1, receivedAt: 1 });
  // What is open nearby.
  schema.index({ 'place.kelurahan': 1, state: 1, receivedAt: -1 });
  // What somebody who left still handles.
  schema.index({ handler: 1, closedAt: 1 });
  // What is to be erased.
  schema.index({ closedAt: 1 }, { partialFilterExpression: { closedAt: anyDate } });
  // What the clock must do next.
  schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: anyDate } });
  touch(schema);
  for (const [keys, options] of datedIndexes) schema.index(keys, options);
  return connection.model<Aduan>('Aduan', schema);
}
