/**
 * What a number of ours has sent, or was about to: told by it from what somebody typed at the handset while no process ran. Kept
 * before the send, so that one whose end nobody knows stands here, too.
 */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

export interface WhatsAppSend {
  schemaVersion: number;
  /** The number's channel. */
  number: string;
  /** A keyed hash of its words: it says neither to whom they went nor what they were. */
  text: string;
  at: Date;
}

/** Seconds. What was typed before that can no longer be told apart, and is left. */
const KEPT = 8 * 86_400;

export function whatsAppSendModel(connection: Connection): Model<WhatsAppSend> {
  const schema = documentSchema('whatsappsends', {
    number: { type: String, required: true },
    text: { type: String, required: true },
    at: { type: Date, required: true },
  });
  schema.index({ number: 1, text: 1, at: 1 });
  // Also the way to the first that is remembered of a number: there are two of them.
  schema.index({ at: 1 }, { expireAfterSeconds: KEPT });
  return connection.model<WhatsAppSend>('WhatsAppSend', schema);
}
