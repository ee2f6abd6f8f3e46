/** What a WhatsApp number is given by `system.ts`. */
import type { Channel } from '../channel.ts';
import type { Log } from '../log.ts';
import type { Lease } from '../poller.ts';
import type { CardStore } from './cards.ts';
import type { Ending, State } from './state.ts';

/** Everybody whom the number knows, under one address whichever of their ids WhatsApp uses today. */
export interface Identities {
  /** The address behind the ids of one person (the lid, the phone id, or both); a new one where none is known. */
  addressOf(ids: readonly string[]): Promise<string>;
  /** Ids of an address, the one that was used last first; empty where nobody is known by it. */
  idsOf(address: string): Promise<string[]>;
  /** Calls back when two addresses became one: what was remembered of either is to be asked for again. */
  onMerged?(listener: () => void): void;
}

/** What a number remembers of itself over restarts. */
export interface Memory {
  /** Seconds: everything that was sent before was accepted. Null before the first link, and where it is another number's (`of`: digits). */
  watermark(of: string | null): Promise<number | null>;
  keepWatermark(seconds: number, of: string | null): Promise<void>;
  /** Messages that nobody asked for, of a day (`yyyy-MM-dd`); `countSent` adds one and says how many they are now. */
  sent(day: string): Promise<number>;
  countSent(day: string): Promise<number>;
  /** A text of ours before it leaves, at that machine ms. */
  keepOwn(text: string, at: number): Promise<void>;
  /** Whether a text may be one of ours that left within so many ms of that moment: also where it is older than all that is remembered. */
  mayBeOwn(text: string, at: number, within: number): Promise<boolean>;
}

/** ms. Each ends a wait that the library itself would never end. */
export interface Limits {
  /** From the browser's start to a code or a link. */
  start: number;
  /** From linked to ready. */
  sync: number;
  /** A code's life. */
  code: number;
  /** Between looks at the page, and how long it may take to answer one. */
  look: number;
  /** Without a line, before a new browser is tried. */
  silence: number;
  /** A browser's life: its memory grows. */
  life: number;
  /** Before a message that could not be decrypted yet is looked at again; each next time four times as long. */
  undecrypted: number;
  /** After a fault: the first wait, and the longest. */
  backoff: { from: number; to: number };
}

export const LIMITS: Limits = {
  start: 120_000,
  sync: 180_000,
  code: 75_000,
  look: 15_000,
  silence: 180_000,
  life: 24 * 3_600_000,
  undecrypted: 5_000,
  backoff: { from: 2_000, to: 300_000 },
};

/** How somebody links the number: a QR code's text, or a code to type on the handset. */
export type LinkSign = { qr: string } | { code: string };

export interface WhatsAppOptions {
  /** Folder that holds the number's session: whoever has it is the number. */
  profile: string;
  /** Program and flags of the browser; looked for at the first start. */
  browser(): Promise<{ executablePath: string; env: Record<string, string> }>;
  browserArgs?: readonly string[];
  /** Digits of the number, to link by a code that is typed on the handset instead of scanned. */
  pairWith?: string;
  /** Only its holder opens a browser: two would take the session from each other. */
  lease: Lease;
  identities: Identities;
  memory: Memory;
  cards: CardStore;
  log: Log;
  /** True when an error of `accept` lies in the database or network, not in the message. */
  outage(error: unknown): boolean;
  /** Stores a message that cannot be accepted, for a person to look at; rejects when it could not. It holds personal data. */
  onPoison(message: object, error: unknown): Promise<void>;
  /** `why`: how the last session ended; null where none has. */
  onState?(state: State, why: Ending | null): void;
  /** The day's ceiling of messages that nobody asked for is reached. */
  onCeiling?(sent: number): void;
  onLink?(sign: LinkSign): void;
  /** At each `ready`; digits of the number. */
  onLinked?(number: string): void;
  /** Bytes of `OutFile.id`; null where the file is gone. */
  files?: { read(id: string): Promise<Buffer | null> };
  /** ms one send may take, 15,000 when left out; one with a file, 60,000. */
  sendTimeout?: number;
  fileTimeout?: number;
  /** False: no typing, no seconds between messages, no ceiling; for a stand-in only. */
  paced?: boolean;
  limits?: Partial<Limits>;
}

export interface WhatsAppChannel extends Channel {
  readonly state: State;
  /** Digits of the number that is or was linked; null before the first link. */
  readonly number: string | null;
  /** Has a code to type shown instead of one to scan, for the handset of this number (its digits). Rejects where none is waited for. */
  pair(digits: string): Promise<void>;
  /** Forgets the session, whatever it is in, and waits for another number to be linked. Resolves once it is forgotten for good. */
  relink(): Promise<void>;
  /** A link that opens a chat with this number and a start payload ready to be sent. Rejects before it is linked once. */
  link(payload: string): Promise<string>;
}
