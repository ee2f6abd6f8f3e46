/** What WhatsApp keeps of one number: which devices are linked, every message of its chats, and the files. */
import { randomBytes } from 'node:crypto';

/** A message as it crosses the line; `from` and `to` are whole ids (`…@c.us`, `…@lid`, `…@g.us`). */
export interface Said {
  from: string;
  to: string;
  /** The id proper; the library makes a longer one of it, with direction and chat. */
  id: string;
  fromMe: boolean;
  /** Seconds. */
  t: number;
  type: string;
  body?: string;
  name?: string;
  /** Who wrote it in a group. */
  author?: string;
  /** The phone id of a sender known by lid. */
  lidOf?: string;
  /** The bot has looked at it. */
  seen?: boolean;
  /** Came before the page did: nothing announces it. */
  old?: boolean;
  [attribute: string]: unknown;
}

export interface StoredFile {
  bytes: Buffer;
  mime: string;
}

export const keyOf = ({ fromMe, from, to, id, author }: Said): string =>
  [String(fromMe), author !== undefined ? from : fromMe ? to : from, id, author]
    .filter((part) => part !== undefined)
    .join('_');

export const chatOf = ({ fromMe, from, to }: Said): string => (fromMe ? to : from);

export class Account {
  me: { id: string; lid: string; name: string };
  /** Banned: no device may be linked any more. */
  banned = false;
  private readonly sessions = new Set<string>();
  /** By key, in the order in which they came. */
  private readonly messages = new Map<string, Said>();
  private readonly files = new Map<string, StoredFile>();

  constructor(me: Account['me']) {
    this.me = me;
  }

  /** The spare SIM: nobody has ever talked by it, and no device is linked to it. */
  changeNumber(): void {
    const digits = String(Number(this.me.id.replace(/@.*/, '')) + 80);
    this.me = { ...this.me, id: `${digits}@c.us`, lid: `1${digits}@lid` };
    this.banned = false;
    this.sessions.clear();
    this.messages.clear();
  }

  newRef(): string {
    return `2@${randomBytes(48).toString('base64')}`;
  }

  link(): string {
    const session = randomBytes(12).toString('hex');
    this.sessions.add(session);
    return session;
  }

  unlinkAll(): void {
    this.sessions.clear();
  }

  isLinked(session: string): boolean {
    return !this.banned && this.sessions.has(session);
  }

  get linked(): boolean {
    return this.sessions.size > 0;
  }

  /** False where it was known. */
  keep(message: Said): boolean {
    const key = keyOf(message);
    if (this.messages.has(key)) return false;
    this.messages.set(key, message);
    return true;
  }

  find(key: string): Said | undefined {
    return this.messages.get(key);
  }

  history(): readonly Said[] {
    return [...this.messages.values()];
  }

  see(chat: string): void {
    for (const message of this.messages.values()) if (chatOf(message) === chat && !message.fromMe) message.seen = true;
  }

  unseen(): Said[] {
    return this.history().filter(({ fromMe, seen }) => !fromMe && !seen);
  }

  addFile(bytes: Buffer, mime: string): string {
    const path = `/stand-in/files/${randomBytes(8).toString('hex')}`;
    this.files.set(path, { bytes, mime });
    return path;
  }

  file(path: string): StoredFile | undefined {
    return this.files.get(path);
  }
}
