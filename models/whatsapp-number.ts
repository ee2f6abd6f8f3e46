/**
 * What a WhatsApp number of ours remembers of itself, and what its holder and the rest of the house tell each other. One document a
 * number, named by its channel.
 */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface WhatsAppNumber {
  _id: string;
  schemaVersion: number;
  /** Seconds: what was sent before was accepted. */
  watermark: number | null;
  /** Digits of the number of ours to which that was sent; another in its place has chats of its own. */
  watermarkOf: string | null;
  /** Messages that nobody asked for, of one day, `yyyy-MM-dd`. */
  sent: { day: string; count: number } | null;
  /** Where it stands, as its holder last saw it (`bots/whatsapp/state.ts`), why, since when, and when it was last heard of. Machine time. */
  state: string | null;
  why: string | null;
  since: Date | null;
  heardAt: Date | null;
  /** Digits of the number that was linked last. */
  number: string | null;
  /** What links it now: a QR code's text, or a code to type. Nothing behind `until`. */
  sign: { kind: 'qr' | 'code'; text: string; until: Date } | null;
  /** Somebody wants to link it: the chat that is shown the code, and the number's digits where it is typed. */
  link: { chat: string; phone: string | null; until: Date } | null;
  /** Codes that stand in chats, to be taken back. */
  shown: { chat: string; message: string }[];
  /** Its way to another number: what was done last (`wanted`, `forgotten`, `linked`, `told`). */
  move: { id: string; step: 'wanted' | 'forgotten' | 'linked' | 'told'; at: Date; told: number } | null;
  /** Since it was lost, under this sign people are told so once. Null while it is well. */
  lost: string | null;
  /** Business time at which administrators were last asked to top its SIM up, or at which it was first seen. */
  topUpAskedAt: Date | null;
}

export function whatsAppNumberModel(connection: Connection): Model<WhatsAppNumber> {
  const schema = documentSchema('whatsappnumbers', {
    _id: String,
    watermark: { type: Number, default: null },
    watermarkOf: { type: String, default: null },
    sent: { type: { _id: false, day: String, count: Number }, default: null },
    state: { type: String, default: null },
    why: { type: String, default: null },
    since: { type: Date, default: null },
    heardAt: { type: Date, default: null },
    number: { type: String, default: null },
    sign: { type: { _id: false, kind: String, text: String, until: Date }, default: null },
    link: { type: { _id: false, chat: String, phone: String, until: Date }, default: null },
    shown: { type: [{ _id: false, chat: String, message: String }], default: [] },
    move: { type: { _id: false, id: String, step: String, at: Date, told: Number }, default: null },
    lost: { type: String, default: null },
    topUpAskedAt: { type: Date, default: null },
  });
  return connection.model<WhatsAppNumber>('WhatsAppNumber', schema);
}
