/** Everything a person can do, as data: one list for tests in the process and for HTTP. */
import { z } from 'zod';

/** Raw bytes in the process, base64 over HTTP. */
const bytes = z.union([z.instanceof(Uint8Array), z.base64().transform((text) => Buffer.from(text, 'base64'))]);

const file = {
  bytes: bytes.optional(),
  name: z.string().optional(),
  mime: z.string().optional(),
  /** Bytes the platform claims, where carrying them would be a waste. */
  size: z.number().int().nonnegative().optional(),
  caption: z.string().optional(),
};

const place = { lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) };

/** On every action: `twice` delivers its updates again after the bot acknowledged them, `at` (ms) is when it was sent. */
const common = {
  twice: z.boolean().optional(),
  at: z.number().optional(),
  replyTo: z.number().int().optional(),
  /** In a group, as an administrator who hides behind its name. */
  anonymous: z.boolean().optional(),
};

const act = <Name extends string, Shape extends z.core.$ZodLooseShape>(name: Name, shape: Shape) =>
  z.strictObject({ do: z.literal(name), ...common, ...shape });

export const albumItem = z.strictObject({ kind: z.enum(['photo', 'video', 'document']), ...file });

export const actionSchema = z.discriminatedUnion('do', [
  /** Presses Start, with the payload of a deep link. Unblocks too. */
  act('start', { payload: z.string().optional() }),
  act('text', { text: z.string().min(1) }),
  /**
   * Presses a button of the reply keyboard or under a message: by label or by place (from 0, row after row); on the
   * newest message that has it, or on `message`. `data` forges a payload that no button carries.
   */
  act('press', {
    button: z.union([z.string(), z.number().int()]).optional(),
    message: z.number().int().optional(),
    data: z.string().optional(),
  }),
  act('photo', file),
  act('video', { ...file, seconds: z.number().optional() }),
  act('voice', { ...file, seconds: z.number().optional() }),
  act('file', file),
  act('album', { items: z.array(albumItem).min(2).max(10) }),
  act('location', { ...place, live: z.boolean().optional() }),
  /** Moves a live location: the newest, or `message`. */
  act('move', { ...place, message: z.number().int().optional() }),
  /** One's own card, or another's; `of` names a person whom the platform knows. */
  act('contact', {
    of: z.union([z.literal('own'), z.string(), z.strictObject({ name: z.string(), phone: z.string() })]).optional(),
  }),
  act('sticker', { emoji: z.string().optional() }),
  act('poll', { question: z.string(), options: z.array(z.string()).min(2) }),
  /** Edits the person's newest text, or `message`. */
  act('edit', { text: z.string().min(1), message: z.number().int().optional() }),
  /** Deletes the person's newest message, or `message`. The platform tells no bot of it. */
  act('delete', { message: z.number().int().optional() }),
  /** Forwards a text of `of`: a person, or the bare name of somebody who hides their account. */
  act('forward', { text: z.string().min(1), of: z.string(), hidden: z.boolean().optional() }),
  act('block', {}),
  act('unblock', {}),
  /** Deletes the chat for both sides. */
  act('clear', {}),
  /** Delivers the updates of the last action once more. */
  act('again', {}),
]);

export type Action = z.output<typeof actionSchema>;

/** What an action caused: ids of the updates queued, and of the last message sent. */
export interface Done {
  updates: number[];
  message?: number;
}

/** A person cannot do this now; the message says why. */
export class Impossible extends Error {}
