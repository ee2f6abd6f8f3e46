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
    serializers: { err: (error: unknown) => describe(error) },
  });
  return Object.assign(logger, {
    tag: (id: string) => ({ toJSON: () => createHmac('sha256', key).update(id).digest('base64url').slice(0, 10) }),
  });
}

/** What a fault quotes may be what a person wrote, and its digits a number of theirs; its kind and its place are what helps. */
const impersonal = (message: string): string =>
  (message.split('\n')[0] ?? '').replace(/(["'`]).*?(?:\1|$)/gs, '$1…$1').replace(/\d{5,}/g, '#');

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    message: impersonal(error.message).slice(0, 200),
    // The message stands at its head, in as many lines as it has.
    stack: error.stack
      ?.split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('at '))
      .slice(0, 5),
    ...(error.cause !== undefined && { cause: describe(error.cause) }),
  };
}
