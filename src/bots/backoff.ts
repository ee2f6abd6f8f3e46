/** Waiting that grows from fault to fault, is bounded, and ends at once when asked to. */
import { setTimeout as sleep } from 'node:timers/promises';

/** ms. */
export interface Backoff {
  from: number;
  to: number;
}

/** False when `signal` ended the wait. */
export const wait = async (ms: number, signal: AbortSignal): Promise<boolean> => {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
};

/** The wait after the `fault`th fault in a row (from 1), half of it by chance: many processes do not come back at once. */
export const delay = ({ from, to }: Backoff, fault: number): number =>
  Math.min(to, from * 2 ** (fault - 1)) * (0.5 + Math.random() / 2);

/** The work, or the end of the signal, whichever comes first. */
export const unlessEnded = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  const ended = Promise.withResolvers<never>();
  const end = (): void => ended.reject(signal.reason);
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  return Promise.race([work, ended.promise]).finally(() => signal.removeEventListener('abort', end));
};
