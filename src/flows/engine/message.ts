/** What leaves a chat: the engine's abstract output. `bots/render` makes it fit one channel. */

/** A text by its key in `locales/`; the turn resolves it in the person's language. Never a literal sentence. */
export interface TextRef {
  key: string;
  /** JSON only. Strings are escaped when the text is made; a nested TextRef is resolved in the same language, `{ id, en }`
   * picks it, an array becomes lines, and `count` chooses the plural. */
  args?: Record<string, unknown>;
}

export const tx = (key: string, args?: Record<string, unknown>): TextRef => (args ? { key, args } : { key });

/** One answer a person can pick. `id` is what the flow receives; labels at most 24 characters fit every channel. */
export interface Choice {
  id: string;
  label: TextRef;
  /** Other whole-message spellings, lower case, in any language. */
  synonyms?: readonly string[];
}

/**
 * What may happen to a message whose sending is ambiguous (it may or may not have arrived):
 * `question`, `reply` and `notice` are sent again, since a lost one strands a person;
 * `secret` and `broadcast` never are, they become `unknown` for a person of staff to look at.
 */
export type SendClass = 'question' | 'reply' | 'notice' | 'secret' | 'broadcast';

/** Why a channel that is not `secret` refuses a message of that class: the person is told where to get it. */
export const SECRET: SendClass = 'secret';

/** A file of the house's own store (`services/files.ts`), sent with a message. `size` in bytes. */
export interface OutFile {
  id: string;
  as: 'photo' | 'document' | 'voice';
  name: string;
  mime: string;
  size: number;
}

/** A resolved message as it stands in the outbox. JSON only. */
export interface Message {
  class: SendClass;
  /** HTML of the subset b, i, code, a; every text of a person is already escaped. */
  text: string;
  /** Answers to the one open question, in the order of their numbers; `ask` says which question. */
  choices?: { id: string; label: string }[];
  ask?: { run: string; askNo: number };
  /** Buttons that hold no question open: a press starts the flow `flow` with the argument `arg`. */
  buttons?: { label: string; flow: string; arg: string }[];
  /** Said before them where they are words to type: nobody sees in a bold word that it can be typed. */
  lead?: string;
  /** Label of the channel's own "share my contact" control, where it has one. */
  shareContact?: string;
  /** Sent with the text as its caption, or before it where the text is too long for one. */
  file?: OutFile;
}
