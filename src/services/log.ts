/** The log: JSON lines by pino. A chat or person appears only under a tag, which nobody can turn back without the key. */
import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { currentTrace } from './trace.ts';

export type Log = Logger & { tag(id: string): Tag };

/** Worked out when a line is written with it: most lines are of a level that nobody reads. */
export interface Tag {
  toJSON(): string;
}

export function createLog(level: string, key: string): Log {
  const logger = pino({
    level,
    base: null,
    mixin: () => ({ trace: currentTrace() }),
    // A fault's message may quote what a person wrote; its place in the code is what helps.
    serializers: { err: (error: unknown) => describe(error) },
  });
  return Object.assign(logger, {
    tag: (id: string) => ({ toJSON: () => createHmac('sha256', key).update(id).digest('base64url').slice(0, 10) }),
  });
}

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    message: error.message.slice(0, 200),
    stack: error.stack
      ?.split('\n')
      .slice(1, 6)
      .map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: describe(error.cause) }),
  };
}
