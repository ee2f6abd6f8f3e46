/** What a message says in our own words; null where nobody said anything, or nothing that a chat answers. Pure. */
import type { Content, FileRef, Media, Quotes } from '#flows/engine/item.ts';
import type { LibraryMessage } from './library.ts';
import { readVcard } from './vcard.ts';

/** Fields of the message that the library passes on without a name of its own. */
interface Raw {
  size?: number;
  mimetype?: string;
  filename?: string;
  quotedStanzaID?: string;
  quotedMsg?: { body?: string; caption?: string };
  quotedParticipant?: string | { _serialized?: string };
  isViewOnce?: boolean;
}

const rawOf = (message: LibraryMessage): Raw => message.rawData as Raw;

/** `phone`: digits that WhatsApp proves to be the sender's. */
export const toContent = (message: LibraryMessage, phone: string | undefined): Content | null => {
  const { type, body } = message;
  if (SILENT.has(type)) return null;
  // Seen once on the handset it is gone; no linked device can open it.
  if (rawOf(message).isViewOnce) return { kind: 'other', what: 'view_once' };
  if (type === 'chat') return textOf(message, phone);
  if (type === 'location' && message.location)
    return {
      kind: 'location',
      lat: Number(message.location.latitude),
      lon: Number(message.location.longitude),
      live: false,
    };
  if (type === 'vcard') return contactOf(body, phone);
  const media = MEDIA[type];
  if (media && message.hasMedia)
    return { ...mediaOf(message, media), ...quotesOf(message), ...(body && { caption: body }) };
  // Answers to lists and buttons of other senders, polls, orders, stickers, and what next year brings.
  return { kind: 'other', what: type.replace(/\W/g, '_') || 'unknown' };
};

/** A start's payload comes as text: WhatsApp has links with a text to send, and no Start. */
const START = /^\s*(?:mulai|start)(?:\s+(\S{1,64}))?\s*$/i;

const textOf = (message: LibraryMessage, phone: string | undefined): Content => {
  const { body: text, id, isForwarded } = message;
  const start = START.exec(text);
  if (start) return { kind: 'start', flow: '', arg: start[1] ?? '' };
  if (phone !== undefined && SHARE.test(text)) return { kind: 'contact', phone, own: true };
  const quoted = rawOf(message).quotedStanzaID;
  return {
    kind: 'text',
    text,
    message: id.id,
    ...(quoted !== undefined && { quoted }),
    ...quotesOf(message),
    ...(isForwarded && { forwarded: true }),
  };
};

/** Enough to know which message it was. */
const QUOTED = 120;

/** In a talk of two, what is quoted and not the sender's own is ours. */
const quotesOf = (message: LibraryMessage): { quotes?: Quotes } => {
  const { quotedMsg, quotedParticipant: by } = rawOf(message);
  const text = quotedMsg?.body ?? quotedMsg?.caption;
  if (!text) return {};
  const writer = typeof by === 'object' ? by._serialized : by;
  return { quotes: { text: text.slice(0, QUOTED), ours: writer !== message.from } };
};

/** WhatsApp proves everybody's number by itself: to share it these words are enough. */
const SHARE =
  /^\W*(?:bagikan nomor(?: saya)?|share my number|(?:(?:ya|iya|pakai|pake|use|yes)[ ,]+)*(?:nomor|nomer|nmr|no)(?: ?hp| ?wa)?(?: saya| yang)? ini|(?:pakai|pake) (?:yang )?ini|(?:use )?this number)(?:[ ,]+(?:saja|aja|ya|lah|pak|bu|kak|bang|min|please))*\W*$/i;

const contactOf = (vcard: string, own: string | undefined): Content => {
  const phone = readVcard(vcard);
  return phone === null ? { kind: 'other', what: 'contact' } : { kind: 'contact', phone, own: phone === own };
};

const MEDIA: Record<string, Media> = {
  image: 'photo',
  ptt: 'voice',
  audio: 'voice',
  video: 'video',
  document: 'document',
};

const mediaOf = (message: LibraryMessage, kind: Media): { kind: Media; file: FileRef } => {
  const { size, mimetype, filename } = rawOf(message);
  const seconds = Number(message.duration);
  return {
    kind,
    file: {
      ref: message.id._serialized,
      ...(size !== undefined && { size }),
      ...(filename !== undefined && { name: filename }),
      ...(mimetype !== undefined && { mime: mimetype }),
      ...(seconds > 0 && { seconds }),
    },
  };
};

/**
 * Kinds in which nobody says anything to the office: notes of the app itself, a message that is not decrypted yet (it comes again),
 * the frame around an album (its photos come by themselves), a deletion (what was said stays said), a call (which is answered as a call).
 */
// prettier-ignore
const SILENT: ReadonlySet<string> = new Set([
  'e2e_notification', 'notification', 'notification_template', 'broadcast_notification', 'gp2', 'protocol', 'debug',
  'ciphertext', 'album', 'revoked', 'reaction', 'call_log', 'pinned_message', 'keep_in_chat', 'poll_update',
]);
