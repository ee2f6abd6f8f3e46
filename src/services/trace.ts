/**
 * One short random sign for everything that follows from one message of a person: its turn, the effects that asks for, their
 * results, the notices to others, and every send. It is kept with items, intents and outbox entries, so that it goes on in
 * whichever process goes on; between the two it is around whatever runs, and each line of the log carries it by itself.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

const around = new AsyncLocalStorage<string>();

/** Absent outside of any work, or in work of a release that did not know it. */
export const currentTrace = (): string | undefined => around.getStore();

/** Eight signs: enough for the lines of a month, and nothing of anybody. */
export const newTrace = (): string => randomBytes(6).toString('base64url');

export const traced = <T>(trace: string | undefined, work: () => T): T =>
  trace === undefined ? work() : around.run(trace, work);
