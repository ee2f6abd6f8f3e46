/** What tests of the edges share: logs that keep what was said, gates, and waiting for a condition. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '#bots/log.ts';

export interface Said {
  level: string;
  fields: Record<string, unknown>;
  text: string;
}

export const logTo = (said: Said[]): Log => {
  const at = (level: string) => (fields: object, text: string) =>
    void said.push({ level, fields: { ...fields }, text });
  return { info: at('info'), warn: at('warn'), error: at('error') };
};

/** A promise and the key to it. */
export const gate = <T = void>() => Promise.withResolvers<T>();

/** Resolves once `done()` holds; how long that takes proves nothing, so the limit is only for a test that fails. */
export const until = async (done: () => unknown, what = 'it'): Promise<void> => {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(5)) if (done()) return;
  throw new Error(`${what} never came about`);
};

/** Lets everything that is ready run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
