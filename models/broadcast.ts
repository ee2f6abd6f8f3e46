/** An announcement (siaran): what it says, to whom, who asked for it, who agreed, and how far it is. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

/** `draf` until its author hands it in, and again after every edit; `dijeda` goes on, `dihentikan` does not. */
export type BroadcastStatus = 'draf' | 'menunggu' | 'terjadwal' | 'berjalan' | 'dijeda' | 'dihentikan' | 'selesai';

/** Among kecamatan: who follows the whole city, and hears of a single kecamatan only where that is wished. */
export const WHOLE_CITY = 'seluruh-kota';

/** `daftar`: chats behind visits, by their numbers. Otherwise codes of topics, kecamatan, roles or channels. */
export interface Audience {
  by: 'topik' | 'kecamatan' | 'peran' | 'kanal' | 'daftar';
  values: string[];
}

/** Kecamatan that are left out, and announcements whose receivers are. */
export interface Except {
  districts: string[];
  broadcasts: string[];
}

export interface BroadcastFile {
  id: string;
  name: string;
  mime: string;
  size: number;
}

/** Rows by how they ended; `ready` are still to come. */
export interface Tally {
  sent: number;
  left: number;
  failed: number;
  unknown: number;
}
export const NO_TALLY: Tally = { sent: 0, left: 0, failed: 0, unknown: 0 };

/** It cannot be carried out, whatever is wrong with it. */
export interface Trouble {
  /** Business time. */
  since: Date;
  tries: number;
  /** Machine ms of the next try. */
  again: number;
  /** Somebody has heard of it. */
  told: boolean;
}

/** Who makes the rows of which page, since when (machine ms). */
export interface Making {
  by: string;
  page: number;
  at: number;
}

export interface BroadcastEvent {
  at: Date;
  what: string;
  by: string | null;
  note?: string;
  requestKey: string;
}

export interface Broadcast {
  /** The number staff are told: `S-1001`. */
  _id: string;
  /** The same as a number, for the order: as text S-10000 stands before S-9999. */
  serial: number;
  schemaVersion: number;
  requestKey: string;
  status: BroadcastStatus;
  /** Rises with every change of what is sent; an approval is for one of them. */
  version: number;
  /** Rises with every change of state: the compare of each compare-and-set. */
  rev: number;
  audience: Audience;
  except: Except;
  text: { id: string; en: string | null };
  file: BroadcastFile | null;
  /** Business time of its start; null: as soon as it is approved. */
  at: Date | null;
  author: { person: string; name: string };
  approver: { person: string; name: string } | null;
  /** Where its rows are being made: to where the audience has them, and pages of rows that are whole. */
  cursor: { after: string; pages: number };
  gathered: boolean;
  /** Said before rows are written and taken back with them: what is left of the dead tells where rows may have come late. */
  making?: Making[];
  /** By page, rows that came behind its closing and are in `total` and `tally`. */
  late?: Record<string, number>;
  /** By channel, the page that is being sent; a channel without rows is missing. */
  lanes?: Record<string, number>;
  total: number;
  /** Of the pages that are closed. */
  tally: Tally;
  trouble?: Trouble | null;
  /** Messages that show how far it is, edited as it goes on; `message` is empty where none arrived. */
  bars: { chat: string; message: string }[];
  /** Business time. */
  startedAt: Date | null;
  finishedAt: Date | null;
  history: BroadcastEvent[];
}

export function broadcastModel(connection: Connection): Model<Broadcast> {
  const date = { type: Date, default: null };
  const number = { type: Number, default: 0 };
  const person = { _id: false, person: String, name: String };
  const schema = documentSchema('broadcasts', {
    _id: String,
    serial: number,
    requestKey: { type: String, required: true },
    status: { type: String, required: true },
    version: { type: Number, default: 1 },
    rev: number,
    audience: { type: { _id: false, by: String, values: [String] }, required: true },
    except: { type: { _id: false, districts: [String], broadcasts: [String] }, required: true },
    text: { type: { _id: false, id: String, en: String }, required: true },
    file: { type: { _id: false, id: String, name: String, mime: String, size: Number }, default: null },
    at: date,
    author: { type: person, required: true },
    approver: { type: person, default: null },
    cursor: { type: { _id: false, after: String, pages: Number }, default: { after: '', pages: 0 } },
    gathered: { type: Boolean, default: false },
    making: [{ _id: false, by: String, page: Number, at: Number }],
    late: { type: Object, default: {} },
    lanes: { type: Object, default: {} },
    total: number,
    tally: { type: { _id: false, sent: Number, left: Number, failed: Number, unknown: Number }, default: NO_TALLY },
    trouble: { type: { _id: false, since: Date, tries: Number, again: Number, told: Boolean }, default: null },
    bars: [{ _id: false, chat: String, message: String }],
    startedAt: date,
    finishedAt: date,
    history: [{ _id: false, at: Date, what: String, by: String, note: String, requestKey: String }],
  });
  // A draft that is made twice finds itself.
  schema.index({ requestKey: 1 }, { unique: true });
  // What the worker must do, once a second.
  schema.index({ status: 1, at: 1 });
  // The list, the newest first.
  schema.index({ serial: -1 });
  // Pages of which nobody has said that they are made.
  schema.index({ 'making.at': 1 });
  return connection.model<Broadcast>('Broadcast', schema);
}
