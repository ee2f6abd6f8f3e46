/** What enters a chat. Every kind of input, from people, timers, effects and other chats, comes by this one door. */
import type { OutFile, SendClass, TextRef } from './message.ts';
import type { Talk, TalkNews } from './talk.ts';

/** A file as the platform names it; bytes are fetched by a worker. `size` in bytes, as the platform claims it. */
export interface FileRef {
  ref: string;
  size?: number;
  name?: string;
  mime?: string;
  /** Seconds, for voice and video. */
  seconds?: number;
}

export type Media = 'photo' | 'voice' | 'video' | 'document';

/** Of the message replied to: its first words, and whether it is one of ours. */
export interface Quotes {
  text: string;
  ours: boolean;
}

export type Content =
  /** `message`: the platform's id, by which a later edit finds the answer it belongs to; `quoted`: the message replied to. */
  | {
      kind: 'text';
      text: string;
      message?: string;
      quoted?: string;
      quotes?: Quotes;
      forwarded?: boolean;
      /** Where buttons are words to type: the stateless button that this word stands for. `sure`: its card was quoted. */
      card?: { flow: string; arg: string; sure: boolean };
    }
  /** A button of a question. `choice` is its place in the choices, from 0. */
  | { kind: 'press'; run: string; askNo: number; choice: number }
  /** A stateless button (`flow` named), or a start with a payload (`flow` empty, `arg` the payload, empty for a bare start). */
  | { kind: 'start'; flow: string; arg: string }
  /** `own` is true only where the platform proves that the contact is the sender's. */
  | { kind: 'contact'; phone: string; own: boolean }
  | { kind: 'location'; lat: number; lon: number; live: boolean }
  /** `album` groups files sent as one; the turn gets the first with the others in `more`. */
  | { kind: Media; file: FileRef; caption?: string; album?: string; more?: FileRef[]; quotes?: Quotes }
  /** Everything a person can send that no question takes: sticker, poll, game, dice… `what` names it for the log. */
  | { kind: 'other'; what: string }
  /** An earlier message was edited; `message` is the platform's id of it. */
  | { kind: 'edit'; message: string; text: string }
  /** An update that is refused with a word instead of being carried out. */
  | { kind: 'refused'; why: 'too-old' | 'group' | 'call' | 'hidden' | 'stranger' }
  /** Somebody of the office wrote in this chat by hand, at the handset: the bot gives way for a while. */
  | { kind: 'office'; text: string }
  /** `papers`: what the command has for this chat besides, said behind whatever the flow says of the result. */
  | { kind: 'effect'; requestKey: string; result: EffectResult; papers?: NoticeContent[] }
  | { kind: 'timer'; run: string; askNo: number; which: 'remind' | 'expire' }
  /** A form that was set aside has waited long enough. */
  | { kind: 'timer'; run: string; askNo: number; which: 'lapse' }
  /** The effect is not done yet, a while after it was asked for. */
  | { kind: 'timer'; run: string; askNo: number; which: 'slow'; requestKey: string }
  | NoticeContent;

export interface NoticeContent {
  kind: 'notice';
  text: TextRef;
  buttons?: NoticeButton[];
  class: SendClass;
  file?: OutFile;
  /** The conversation with a person that it belongs to. */
  talk?: TalkNews;
}

export interface NoticeButton {
  label: TextRef;
  flow: string;
  arg: string;
}

/**
 * What a command answered. `refused` names the question whose answer no longer holds (`key`, the key given to `ask`)
 * and says why; the engine asks it again. `notice` is what the person is told if the run has ended meanwhile;
 * `chat` is what the command changed about the chat itself (a binding gives roles, a claim begins a talk). JSON only.
 */
export type EffectResult =
  | { done: unknown; notice?: TextRef; chat?: { roles?: string[]; talk?: Talk } }
  | { refused: { key: string; why: TextRef } }
  /** It was tried and failed too often; a person of staff looks at it under this reference. */
  | { failed: string };

export type Item = Content & {
  /** Unique in the chat: `tg:<update_id>`, `pr:<business key of a press>`, `fx:<requestKey>`, `tm:<id>`, `nt:<key>`. */
  id: string;
  /** Machine time of acceptance, ms; for leases only, since each machine has its own. */
  at: number;
  /** It waited already when the question with this number was sent: whatever it says, it is no answer to that. */
  before?: number;
  /**
   * The question with this number had left from here when it came in, and its mark was still under way: a slow database must not
   * make an answer of what was said too early.
   */
  after?: number;
  /** Business time of acceptance, ms. What "besok" means. */
  on: number;
  /** How long before it was accepted it was written, ms, where nobody listened then. */
  ago?: number;
  /** Chat of whoever wrote it, where several write in one chat: what it leads to is done by them. */
  by?: string;
  /** Machine time before which the turn waits, ms: an album gathering. */
  notBefore?: number;
  /** What its lines in the log are found by; see `services/trace.ts`. */
  trace?: string;
  /** Language the platform reports (BCP 47), used once, for a chat without one. */
  language?: string;
};
