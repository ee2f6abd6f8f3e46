/** The contract every channel meets. `main.ts` gives the channels of this process to whoever must send. */
import type { Content } from '#flows/engine/item.ts';
import type { Message } from '#flows/engine/message.ts';

export type ChannelName = 'telegram-public' | 'telegram-members' | 'whatsapp-public' | 'whatsapp-members';

/** What a channel can show. `render/` reads it; flows never do. Lengths are UTF-16 units after parsing, payloads bytes. */
export interface Capabilities {
  buttons: boolean;
  edits: boolean;
  shareContact: boolean;
  textLength: number;
  captionLength: number;
  payloadBytes: number;
  /** Secret things (payslips, secret letters) may go here. */
  secret: boolean;
}

/** How a send ended. Times in ms. */
export type SendOutcome =
  | { sent: string }
  /** Surely not delivered; may be tried again after `retryAfter`. `bot` pauses every chat of the channel. */
  | { retryAfter: number; scope: 'bot' | 'network' }
  /** The person blocked the bot or is gone: nothing more is sent until they write. */
  | { unreachable: string }
  /** The chat has another address now (group migration). */
  | { movedTo: string }
  /** The platform will never take this message. */
  | { rejected: string }
  /** Timed out or cut off: it may have arrived. */
  | { ambiguous: string };

/** One thing that came in, already of the chat's own words. */
export interface Arrival {
  /** The channel's own id of the chat. */
  address: string;
  /** Unique in the chat; see `Item.id`. */
  id: string;
  content: Content;
  language?: string;
  /** Who wrote it, by address, where several write in one chat. */
  by?: string;
  /** Machine ms before which the turn must wait: an album gathering. */
  notBefore?: number;
  /** Machine ms at which it was written, where nobody listened then: it is read back later. */
  sentAt?: number;
}

export interface Accepted {
  /** False: it had been accepted before. */
  fresh: boolean;
}

/** Resolves when the arrival is durable. Rejects when it is not: the caller must keep it and try again. */
export type Accept = (channel: ChannelName, arrival: Arrival) => Promise<Accepted>;

export interface Channel {
  name: ChannelName;
  can: Capabilities;
  send(address: string, message: Message, signal: AbortSignal): Promise<SendOutcome>;
  /** Puts a text without a file in the place of one that was sent before, `sent` as its outcome said. Only where `can.edits`. */
  edit?(address: string, sent: string, message: Message, signal: AbortSignal): Promise<SendOutcome>;
  /** The bytes of a file that somebody sent, by `FileRef.ref`. Rejects with FileGone, FileTooLarge, or a network fault worth another try. */
  download(ref: string, signal: AbortSignal): Promise<Buffer>;
  /** Starts taking updates and handing them to `accept`. */
  start(accept: Accept): Promise<void>;
  /** Stops taking updates; resolves when those taken are accepted. */
  stop(): Promise<void>;
}

/** The platform no longer has the file, or never gave it to this bot. */
export class FileGone extends Error {
  override name = 'FileGone';
}

/** Larger than the platform gives to a bot (Telegram: 20 MB). */
export class FileTooLarge extends Error {
  override name = 'FileTooLarge';
}
