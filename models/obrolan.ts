/** A conversation of somebody who asks with somebody of the office: what was said, who has it, and what the clock must do next. */
import type { Connection, Model } from 'mongoose';
import { anyDate, anyText } from './partial.ts';
import { documentSchema } from './schema.ts';
import { touch } from './touched.ts';
import type { Touched } from './touched.ts';

export interface ObrolanFile {
  /** Id in the file store. */
  file: string;
  as: 'photo' | 'voice' | 'document';
  name: string;
  mime: string;
  size: number;
}

export interface ObrolanLine {
  /** What was said with it is said once. */
  requestKey: string;
  /** Business time. */
  at: Date;
  by: 'penanya' | 'petugas' | 'catatan';
  /** Person id, of the office only. */
  person?: string;
  /** Without numbers that name somebody. */
  text: string;
  files: ObrolanFile[];
  /** Platform's id of the message, of what staff write in a topic: an edit of it goes the way that it went. */
  message?: string;
  /** It stands for an earlier line. */
  edited?: boolean;
}

export interface Obrolan extends Touched {
  /** `C-1001`. */
  _id: string;
  schemaVersion: number;
  requestKey: string;
  /** `petugas`: a person is asked for; `layanan`: a member asks a unit for a service. */
  kind: 'petugas' | 'layanan';
  /** Of who asks, and their language. */
  chat: string;
  locale: string;
  /** Person id, where a member or staff asks. */
  asker: string | null;
  /** Codes of the council's data: of the topic or service, and of the unit. */
  topic: string | null;
  team: string;
  state: 'menunggu' | 'ditangani' | 'tertunda' | 'selesai';
  /** While it waits: 0 the team, 1 everybody on duty, 2 those above. */
  level: number;
  /** Person id and chat of who has it. */
  holder: string | null;
  holderChat: string | null;
  /** Chat of the topic of a group in which it stands; absent in documents of before there were any. */
  room?: string | null;
  /** Whose word came last, when, and whether the holder was reminded of it. */
  lastBy: 'penanya' | 'petugas';
  lastAt: Date;
  nudged: boolean;
  labels: string[];
  lines: ObrolanLine[];
  history: { at: Date; what: string; by?: string; note?: string; requestKey?: string }[];
  rating: { requestKey: string; score: number; at: Date } | null;
  /** The one before, where a word came after its end. */
  before: string | null;
  /** Business time. */
  since: Date;
  openedAt: Date;
  closedAt: Date | null;
  dueAt: Date | null;
  /** The clock ended or released it under this key, and may have died before all were told. */
  untold: string | null;
  /** Raised by every change. */
  version: number;
}

export function obrolanModel(connection: Connection): Model<Obrolan> {
  const text = { type: String, default: null };
  const file = { _id: false, file: String, as: String, name: String, mime: String, size: Number };
  const schema = documentSchema('obrolan', {
    _id: String,
    requestKey: { type: String, required: true },
    kind: { type: String, required: true },
    chat: { type: String, required: true },
    locale: { type: String, default: 'id' },
    asker: text,
    topic: text,
    team: { type: String, required: true },
    state: { type: String, required: true },
    level: { type: Number, default: 0 },
    holder: text,
    holderChat: text,
    room: text,
    lastBy: { type: String, required: true },
    lastAt: { type: Date, required: true },
    nudged: { type: Boolean, default: false },
    labels: [String],
    lines: [
      {
        _id: false,
        requestKey: String,
        at: Date,
        by: String,
        person: String,
        text: String,
        files: [file],
        message: String,
        edited: Boolean,
      },
    ],
    history: [{ _id: false, at: Date, what: String, by: String, note: String, requestKey: String }],
    rating: { type: { _id: false, requestKey: String, score: Number, at: Date }, default: null },
    before: text,
    since: { type: Date, required: true },
    openedAt: { type: Date, required: true },
    closedAt: { type: Date, default: null },
    dueAt: { type: Date, default: null },
    untold: text,
    version: { type: Number, default: 0 },
  });
  // A request that is carried out twice finds itself.
  schema.index({ requestKey: 1 }, { unique: true });
  // The open one of who writes again.
  schema.index({ chat: 1, state: 1 });
  // "Cek": everything of theirs, the newest first.
  schema.index({ chat: 1, openedAt: -1, _id: -1 });
  // Those that somebody has, and how many; who has waited longest on top.
  schema.index({ holder: 1, state: 1, lastAt: 1 });
  // What waits for somebody.
  schema.index({ state: 1, since: 1 });
  // The open one of a topic.
  schema.index({ room: 1 }, { partialFilterExpression: { room: anyText } });
  // What is to be erased.
  schema.index({ closedAt: 1 }, { partialFilterExpression: { closedAt: anyDate } });
  // What the clock must do next.
  schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: anyDate } });
  touch(schema);
  return connection.model<Obrolan>('Obrolan', schema);
}
