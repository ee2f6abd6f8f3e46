/** A booked visit (SIKULIN). The contact person's name and number live in a document of their own, so that they can be erased. */
import type { Connection, Model } from 'mongoose';
import { datedFields, datedIndexes } from './dated.ts';
import type { Dated } from './dated.ts';
import { anyDate, anyText } from './partial.ts';
import { documentSchema } from './schema.ts';

/**
 * `menunggu` for the office, `diusulkan` another time (the guest's turn), `disetujui`, `ditolak`, `batal` by the guest or for want
 * of an answer; on the day `hadir`, then `selesai`, or `tidak-hadir`.
 */
export type VisitStatus =
  'menunggu' | 'diusulkan' | 'disetujui' | 'ditolak' | 'batal' | 'hadir' | 'selesai' | 'tidak-hadir';

/** The chat of a guest who wished to be forgotten: nothing is told there, and it is nobody's. */
export const NOBODY = '';

/** A booking that still holds a seat and counts against the limit of open ones. */
export const OPEN_STATUS: readonly VisitStatus[] = ['menunggu', 'diusulkan', 'disetujui'];

/** Filter: visits whose date begins with `yyyy` or `yyyy-MM`. */
export const during = (period: string) => ({ date: { $gte: period, $lt: `${period}~` } });

export interface VisitEvent {
  /** Business time. */
  at: Date;
  /** A status, or what was done: `naik`, `diingatkan`, `surat`, `jumlah`, `jumlah-baru` (to be decided anew), `pindah`, … */
  what: string;
  /** Person id of staff; absent for the guest and the system. */
  by?: string;
  note?: string;
  /** The request that did it: one that is carried out twice finds its event. */
  requestKey?: string;
  /** The visit as the event left it, as far as people are told of it: who tells later tells of this. */
  as?: VisitTold;
  /** What the event took from the visit, and is to be freed behind it. */
  left?: VisitLeft;
}

export type VisitTold = Pick<Visit, 'status' | 'date' | 'time' | 'people' | 'groups' | 'code' | 'letterBy'>;

/** Guests of a visit who sit in one room at one time. */
export interface VisitGroup {
  time: string;
  people: number;
  /** Code of the council's room; null where it is told at the door. */
  room: string | null;
}

export interface VisitLeft {
  /** Request keys. */
  seats: string[];
  /** Ids in the file store. */
  files: string[];
  /** As it stands on the letter. */
  letterNumber: string | null;
}

export interface VisitLetter {
  /** Id in the file store. */
  file: string;
  name: string;
  mime: string;
  size: number;
}

/** Of the guests with their hosts; `publish` is null until the guest has said whether it may be shown to others. */
export interface VisitPhoto extends VisitLetter {
  publish: boolean | null;
}

/** 4 very good to 1 bad, as surveys of public services have it (PermenPANRB 14/2017). */
export interface VisitRating {
  score: number;
  note: string | null;
}

/** What the clock did and nobody has been told of yet: the duty, the key of its words, and when it was due. */
export interface VisitNews {
  what: string;
  key: string;
  at: Date;
}

/** What an open decision waits for: some office hours, a working day a level up, a guest's answer, another letter. */
export type Awaited = 'jam' | 'hari' | 'usulan' | 'surat';

export interface Visit extends Dated {
  /** The number people are told: `K-1001`. */
  _id: string;
  schemaVersion: number;
  requestKey: string;
  kind: string;
  /** Null for a citizen. */
  institution: string | null;
  purpose: string;
  /** Code of the council body to meet, `anggota-<seat>` for a member, or null where the office chooses. */
  meet: string | null;
  /** `kursi-roda`, `bahasa-isyarat`, `bus`. */
  needs: string[];
  /** `yyyy-MM-dd` and `HH:mm` in the council's zone. */
  date: string;
  time: string;
  people: number;
  /** Head count that the office agreed to; changes within a share of it need no new approval. */
  peopleAgreed: number;
  /** Where they sit, the first at the visit's own time: one part, or two where no room holds them all. Absent in old visits. */
  groups?: VisitGroup[];
  /** The seat's own request key: a moved visit has another seat than the one it was booked with. */
  seat: string;
  contact: string;
  /** Language of the guest's chat. */
  locale: string;
  status: VisitStatus;
  /** Chat that booked: where news go. */
  chat: string;
  letter: VisitLetter | null;
  /** Last day for a letter that follows, `yyyy-MM-dd`; null where none is needed. */
  letterBy: string | null;
  /** From when that was counted; business time, as all below. */
  letterFrom: Date | null;
  /** 0 the desk, 1 head of section, 2 head of division: whose turn it is. */
  level: number;
  /** Until when (business time) that level may decide before it goes up. */
  decideBy: Date | null;
  decideFrom: { at: Date; what: Awaited } | null;
  /** Until when the guest was promised word. */
  answerBy: Date | null;
  /** Another time that the office proposes; its seat is held. */
  proposal: { date: string; time: string; seat: string; groups?: VisitGroup[] } | null;
  decidedBy: { requestKey: string; person: string; name: string } | null;
  /** Number of the reply letter, and the six digits under the ticket's QR. */
  letterNumber: string | null;
  code: string | null;
  arrivedAt: Date | null;
  leftAt: Date | null;
  photo: VisitPhoto | null;
  rating: VisitRating | null;
  /** Business time of the next thing to do for it, what that is, and its counter: each is done once for a version. */
  dueAt: Date | null;
  dueWhat: string | null;
  dueVersion: number;
  news: VisitNews | null;
  history: VisitEvent[];
}

export function visitModel(connection: Connection): Model<Visit> {
  const text = { type: String, default: null };
  const date = { type: Date, default: null };
  const groups = [{ _id: false, time: String, people: Number, room: text }];
  const schema = documentSchema('visits', {
    _id: String,
    requestKey: { type: String, required: true },
    kind: { type: String, required: true },
    institution: text,
    purpose: { type: String, default: '' },
    meet: text,
    needs: [String],
    date: { type: String, required: true },
    time: { type: String, required: true },
    people: { type: Number, required: true },
    peopleAgreed: { type: Number, required: true },
    groups,
    seat: { type: String, required: true },
    contact: { type: String, required: true },
    locale: { type: String, default: 'id' },
    status: { type: String, required: true },
    chat: { type: String, required: true },
    letter: { type: { _id: false, file: String, name: String, mime: String, size: Number }, default: null },
    letterBy: text,
    letterFrom: date,
    level: { type: Number, default: 0 },
    decideBy: date,
    decideFrom: { type: { _id: false, at: Date, what: String }, default: null },
    answerBy: date,
    proposal: { type: { _id: false, date: String, time: String, seat: String, groups }, default: null },
    decidedBy: { type: { _id: false, requestKey: String, person: String, name: String }, default: null },
    letterNumber: text,
    code: text,
    arrivedAt: date,
    leftAt: date,
    photo: {
      type: { _id: false, file: String, name: String, mime: String, size: Number, publish: Boolean },
      default: null,
    },
    rating: { type: { _id: false, score: Number, note: String }, default: null },
    dueAt: date,
    dueWhat: text,
    dueVersion: { type: Number, default: 0 },
    news: { type: { _id: false, what: String, key: String, at: Date }, default: null },
    ...datedFields,
    history: [
      {
        ...{ _id: false, at: Date, what: String, by: String, note: String, requestKey: String },
        as: {
          type: {
            _id: false,
            status: String,
            date: String,
            time: String,
            people: Number,
            groups,
            code: text,
            letterBy: text,
          },
        },
        left: { type: { _id: false, seats: [String], files: [String], letterNumber: text } },
      },
    ],
  });
  // A booking that is carried out twice finds itself.
  schema.index({ requestKey: 1 }, { unique: true });
  // What waits for the office, the soonest first.
  schema.index({ status: 1, date: 1, time: 1 });
  // The day's list, and what a date has left.
  schema.index({ date: 1, time: 1 });
  // "Kunjungan saya" and the limit of open bookings.
  schema.index({ chat: 1, status: 1 });
  // Check-in by the six digits; a code is unique among the visits that have one.
  schema.index({ code: 1 }, { unique: true, partialFilterExpression: { code: anyText } });
  // What the timers must do next.
  schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: anyDate } });
  for (const [keys, options] of datedIndexes) schema.index(keys, options);
  return connection.model<Visit>('Visit', schema);
}
