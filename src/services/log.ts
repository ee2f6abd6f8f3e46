/** The log: JSON lines by pino. A chat or person appears only under a tag, which nobody can turn back without the key. */
import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import { placesOf } from './fault-places.ts';
import { currentTrace } from './trace.ts';

/** Never without a text: a fault's own would stand in its place. */
type Write = (fields: object, text: string) => void;

export interface Log extends Record<'debug' | 'info' | 'warn' | 'error' | 'fatal', Write> {
  tag(id: string): Tag;
}

/** Worked out when a line is written with it: most lines are of a level that nobody reads. */
export interface Tag {
  toJSON(): string;
}

/** What a process does right before it dies is what somebody looks for: each line is out before the next step. */
const stdout = (): DestinationStream => pino.destination({ sync: true });

/** @param to where the lines go, stdout by default */
export function createLog(level: string, key: string, to: DestinationStream = stdout()): Log {
  const options = {
    ...{ level, base: null },
    mixin: () => ({ trace: currentTrace() }),
    formatters: { log: impersonal },
  };
  return Object.assign(pino(options, to), {
    tag: (id: string) => ({ toJSON: () => createHmac('sha256', key).update(id).digest('base64url').slice(0, 10) }),
  });
}

/** A fault in any field; `err` is one whatever was thrown. */
const impersonal = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      name === 'err' || value instanceof Error ? describe(value, CAUSES) : value,
    ]),
  );

/** Causes behind causes. */
const CAUSES = 3;
/** What libraries and the kernel tell in words of their own. */
const SIGNS = ['code', 'codeName', 'syscall', 'statusCode'] as const;
const isSign = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^[A-Za-z]\w{0,40}$/.test(value));

/** No word of what it says: that may be what a person wrote. Its kind, its signs and its places are what helps. */
function describe(error: unknown, causes: number): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const known = error as Error & { [name in (typeof SIGNS)[number]]?: unknown } & { keyPattern?: object };
  return {
    type: isSign(error.name) ? error.name : 'Error',
    ...Object.fromEntries(SIGNS.flatMap((name) => (isSign(known[name]) ? [[name, known[name]]] : []))),
    // Fields of the index that a document is twice in.
    ...(known.keyPattern && { keys: Object.keys(known.keyPattern).filter(isSign) }),
    at: placesOf(error),
    ...(error.cause !== undefined && causes > 0 && { cause: describe(error.cause, causes - 1) }),
  };
}
