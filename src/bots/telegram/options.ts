/** What a Telegram bot is given by `main.ts`, whichever library carries it. */
import type { Update } from '@grammyjs/types';
import type { TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import type { Budget } from '../budget.ts';
import type { Channel } from '../channel.ts';
import type { Log } from '../log.ts';
import type { Lease, PollerWaits } from '../poller.ts';
import type { Standing, Topics } from '#services/topics.ts';

export interface TelegramOptions {
  token: string;
  /** Telegram's own when left out. */
  apiRoot?: string;
  /** Only its holder polls. Not asked in webhook mode. */
  lease: Lease;
  texts: { say(locale: Locale, ref: TextRef): string };
  log: Log;
  /** True when an error of `accept` lies in the database or network, not in the update. */
  outage(error: unknown): boolean;
  /** Stores an update that cannot be accepted, for a person to look at; rejects when it could not. It holds personal data. */
  onPoison(update: Update, error: unknown): Promise<void>;
  /** A person blocked the bot (false) or took it back. Must be safe to repeat; a rejection is tried again. */
  onReachable?(address: string, reachable: boolean): Promise<void>;
  /** A group's address changed. As above. */
  onMoved?(from: string, to: string): Promise<void>;
  /** Groups that the office works in; without it the bot is silent in every group. */
  topics?: Topics;
  /** Given: Telegram pushes to `url` with `secret` (1-256 of A-Z a-z 0-9 _ -) and nothing polls. */
  webhook?: { url: string; secret: string };
  /** False: nothing is held back. For a stand-in without flood limits; Telegram itself would answer with 429. */
  paced?: boolean;
  /** What the bot may send, shared with other processes; this process has all of it when left out. */
  budget?: Budget;
  /** ms one send may take, 15,000 when left out. */
  sendTimeout?: number;
  /** ms one file may take, out or in, 60,000 when left out. */
  fileTimeout?: number;
  /** Bytes of `OutFile.id`; null where the file is gone. Without it a message with a file is rejected. */
  files?: { read(id: string): Promise<Buffer | null> };
  /** Waits after faults; the poller's own when left out. */
  waits?: Partial<PollerWaits>;
}

export interface TelegramChannel extends Channel {
  /** A link that opens this bot with a start payload (at most 64 of A-Z a-z 0-9 _ -). Rejects while Telegram is away. */
  link(payload: string): Promise<string>;
  /** Shows a picture that is taken back soon; see `passing.ts`. Returns the message's id. */
  show(address: string, png: Buffer, caption: string): Promise<string>;
  erase(address: string, message: string): Promise<void>;
  /** What the bot may do in a group. Rejects while Telegram is away. */
  standing(group: string): Promise<Standing>;
  /** One raw update, for the webhook: resolves when it is durable, rejects when Telegram must bring it again. */
  receive(update: unknown): Promise<void>;
}

/** What `start()` rejects with; `main.ts` says it in a sentence. Everything else at start is waited out. */
export class TelegramStartError extends Error {
  readonly code: 'wrong-token' | 'bad-webhook';
  readonly bot: string;

  constructor(code: TelegramStartError['code'], bot: string) {
    super(`${bot}: ${code}`);
    this.code = code;
    this.bot = bot;
  }
}
