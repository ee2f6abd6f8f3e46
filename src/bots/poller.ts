/** The one polling loop for both Telegram bots: an update is acknowledged only after it is durable here. */
import { delay, wait, type Backoff } from './backoff.ts';
import { nameOf, type Log } from './log.ts';

/** Who may poll. Two pollers of one bot throw each other out, so only the holder asks. */
export interface Lease {
  held(): boolean;
}

/** What a failed getUpdates means to the loop. `retryAfter` in ms. */
export type PollFault = { kind: 'conflict' | 'token' | 'fault'; what: string } | { kind: 'wait'; retryAfter: number };

export interface PollerOptions<U extends { update_id: number }> {
  /** Long poll through the library's own client; must end by itself in bounded time, and when `signal` ends. */
  getUpdates(offset: number, signal: AbortSignal): Promise<U[]>;
  /** Resolves when the update is durable or was refused for good. A rejection is tried again until stop. */
  accept(update: U): Promise<void>;
  /** Updates of one key are accepted in their order, others beside them. */
  key(update: U): string;
  fault(error: unknown): PollFault;
  lease: Lease;
  log: Log;
  waits?: Partial<PollerWaits>;
}

export interface PollerWaits {
  accept: Backoff;
  fetch: Backoff;
  /** ms: between looks at the lease, after a conflict, after an answer without updates. */
  lease: number;
  conflict: number;
  empty: number;
}

const WAITS: PollerWaits = {
  accept: { from: 200, to: 10_000 },
  fetch: { from: 500, to: 30_000 },
  lease: 500,
  conflict: 5_000,
  empty: 50,
};

export interface Poller {
  start(): void;
  /** Ends the open poll, lets what was taken be accepted, and resolves. What the database does not take now stays with Telegram. */
  stop(): Promise<void>;
}

export const createPoller = <U extends { update_id: number }>(options: PollerOptions<U>): Poller => {
  const { getUpdates, accept, key, fault, lease, log } = options;
  const waits = { ...WAITS, ...options.waits };
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let faults = 0;
  let told = '';

  const run = async (): Promise<void> => {
    let offset = 0;
    while (!stopping.signal.aborted) {
      if (!lease.held()) await wait(waits.lease, stopping.signal);
      else offset = await once(offset);
    }
  };

  const once = async (offset: number): Promise<number> => {
    const batch = await fetch(offset);
    if (!batch) return offset;
    if (batch.length > 0) return (await acceptAll(batch)) ? Math.max(...batch.map((one) => one.update_id)) + 1 : offset;
    await wait(waits.empty, stopping.signal);
    // An empty answer proves that all before it is acknowledged. Forgetting the offset then keeps a bot alive whose ids
    // Telegram starts anew, at random and maybe lower, after a week without updates.
    return 0;
  };

  const fetch = async (offset: number): Promise<U[] | null> => {
    const poll = new AbortController();
    const end = (): void => poll.abort();
    stopping.signal.addEventListener('abort', end, { once: true });
    const watch = setInterval(() => lease.held() || end(), waits.lease);
    try {
      const batch = await getUpdates(offset, poll.signal);
      if (faults > 0) log.info({ faults }, 'polling works again');
      faults = 0;
      told = '';
      return batch;
    } catch (error) {
      if (!poll.signal.aborted) await afterFault(fault(error));
      return null;
    } finally {
      clearInterval(watch);
      stopping.signal.removeEventListener('abort', end);
    }
  };

  const afterFault = async (found: PollFault): Promise<void> => {
    faults += 1;
    // Said once for each kind: a conflict or a dead network can last all night.
    if (told !== found.kind) log.warn({ fault: found }, 'polling failed; trying on');
    told = found.kind;
    await wait(waitAfter(found), stopping.signal);
  };

  const waitAfter = (found: PollFault): number => {
    if (found.kind === 'wait') return found.retryAfter;
    if (found.kind === 'conflict') return waits.conflict;
    return found.kind === 'token' ? waits.fetch.to : delay(waits.fetch, faults);
  };

  /** True when every update is durable; otherwise the loop is stopping and the batch stays unacknowledged. */
  const acceptAll = async (batch: U[]): Promise<boolean> => {
    const chats = Map.groupBy(batch, key).values();
    const done = await Promise.all([...chats].map(acceptChat));
    return done.every(Boolean);
  };

  const acceptChat = async (updates: U[]): Promise<boolean> => {
    for (const update of updates) if (!(await acceptOne(update))) return false;
    return true;
  };

  const acceptOne = async (update: U): Promise<boolean> => {
    for (let tries = 1; ; tries += 1) {
      try {
        await accept(update);
        return true;
      } catch (error) {
        if (tries === 1) log.warn({ error: nameOf(error) }, 'an update could not be stored; trying on');
        if (!(await wait(delay(waits.accept, tries), stopping.signal))) return false;
      }
    }
  };

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
};
