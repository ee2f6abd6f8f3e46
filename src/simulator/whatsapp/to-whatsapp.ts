/** A person's message of the stand-in's world as WhatsApp carries it. */
import type { Message } from '@grammyjs/types';
import { fileIdOf } from '../world/content.ts';
import type { Files } from '../world/files.ts';
import type { Account } from './account.ts';

export interface Carrier {
  files: Files;
  account: Account;
  /** The id proper of a message of this chat, by the world's number. */
  idOf(message: number): string | undefined;
  /** WhatsApp's id of who wrote a message of this talk of two. */
  writerOf(by: Message['from']): string;
}

/** The attributes that differ from kind to kind. */
export const attributesOf = (message: Message, carrier: Carrier): { type: string; [attribute: string]: unknown } => ({
  ...contentOf(message, carrier),
  ...(message.forward_origin && { isForwarded: true, forwardingScore: 1 }),
  ...quoted(message, carrier),
});

const contentOf = (message: Message, carrier: Carrier): { type: string; [attribute: string]: unknown } => {
  const { text, location, contact, poll } = message;
  if (text !== undefined) return { type: 'chat', body: text };
  if (location) return { type: 'location', lat: location.latitude, lng: location.longitude };
  if (contact) return { type: 'vcard', body: vcard(contact), vcardFormattedName: contact.first_name };
  if (poll)
    return {
      type: 'poll_creation',
      pollName: poll.question,
      pollOptions: poll.options.map((option, localId) => ({ name: option.text, localId })),
    };
  return fileOf(message, carrier) ?? { type: 'hologram', body: '' };
};

const TYPES = { photo: 'image', voice: 'ptt', video: 'video', sticker: 'sticker', document: 'document' };

const fileOf = (message: Message, { files, account }: Carrier): { type: string } | null => {
  const id = fileIdOf(message);
  const file = id === undefined ? undefined : files.peek(id);
  if (!file) return null;
  const seconds = message.voice?.duration ?? message.video?.duration;
  return {
    type: TYPES[file.kind],
    ...{ directPath: account.addFile(Buffer.from(file.bytes), file.mime), mimetype: file.mime, size: file.size },
    ...{ filehash: file.uniqueId, encFilehash: file.uniqueId },
    ...(file.kind === 'document' && { filename: file.name }),
    ...(message.caption !== undefined && { caption: message.caption }),
    ...(seconds !== undefined && { duration: String(seconds) }),
  } as { type: string };
};

const quoted = ({ reply_to_message: answered }: Message, { idOf, writerOf }: Carrier): object => {
  const id = answered && idOf(answered.message_id);
  if (id === undefined) return {};
  const said = answered?.text === undefined ? { caption: answered?.caption ?? '' } : { body: answered.text };
  return { quotedStanzaID: id, quotedMsg: { type: 'chat', ...said }, quotedParticipant: writerOf(answered?.from) };
};

const vcard = ({ first_name: name, phone_number: phone }: NonNullable<Message['contact']>): string => {
  const digits = phone.replace(/\D/g, '');
  const shown = phone.startsWith('0') ? phone : `+${digits}`;
  return `BEGIN:VCARD\nVERSION:3.0\nN:;${name};;;\nFN:${name}\nTEL;type=CELL;waid=${digits}:${shown}\nEND:VCARD`;
};
