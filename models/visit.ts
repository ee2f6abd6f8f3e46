/** A booked visit (SIKULIN). The contact person's name and number live in a document of their own, so that they can be erased. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export type VisitStatus = 'menunggu' | 'disetujui' | 'ditolak' | 'batal';

export interface VisitEvent {
  /** Business time. */
  at: Date;
  what: VisitStatus | 'diingatkan';
  /** Person id of staff; absent for the guest and the system. */
  by?: string;
  note?: string;
}

export interface Visit {
  /** The number people are told: `K-1001`. */
  _id: string;
  schema: number;
  requestKey: string;
  kind: string;
  /** Null for a citizen. */
  institution: string | null;
  /** `yyyy-MM-dd` and `HH:mm` in the council's zone. */
  date: string;
  time: string;
  people: number;
  contact: string;
  status: VisitStatus;
  /** Chat that booked: where news go. */
  chat: string;
  decidedBy: { requestKey: string; person: string; name: string } | null;
  /** Business time of the next thing to do for it, and its counter: a reminder is sent once for each version. */
  dueAt: Date | null;
  dueVersion: number;
  history: VisitEvent[];
}

export function visitModel(connection: Connection): Model<Visit> {
  const schema = documentSchema('visits', {
    _id: String,
    requestKey: { type: String, required: true },
    kind: { type: String, required: true },
    institution: { type: String, default: null },
    date: { type: String, required: true },
    time: { type: String, required: true },
    people: { type: Number, required: true },
    contact: { type: String, required: true },
    status: { type: String, required: true },
    chat: { type: String, required: true },
    decidedBy: { type: { _id: false, requestKey: String, person: String, name: String }, default: null },
    dueAt: { type: Date, default: null },
    dueVersion: { type: Number, default: 0 },
    history: [{ _id: false, at: Date, what: String, by: String, note: String }],
  });
  // A booking that is carried out twice finds itself.
  schema.index({ requestKey: 1 }, { unique: true });
  // The day's list, and what a date has left.
  schema.index({ date: 1, time: 1 });
  // "Kunjungan saya" and the limit of open bookings.
  schema.index({ chat: 1, status: 1 });
  // What the timers must do next.
  schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } });
  return connection.model<Visit>('Visit', schema);
}
