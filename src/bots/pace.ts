/**
 * When the next message may leave: Telegram's limits kept before they are hit, and one pause for the whole bot when they are.
 * A chat's own rate is waited for first; then the message stands in the line of its class until the bot has a place for it.
 */
import { unlessEnded } from './backoff.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { createOwnBudget, PACE_CLASSES, reserve, STARVED, type Budget, type PaceClass } from './budget.ts';

export interface Pace {
  /** Resolves when one message may go to `address`; turns of one chat and class come as they were asked for. Rejects when `signal` ends. */
  turn(address: string, paceClass: PaceClass, signal: AbortSignal): Promise<void>;
  /** Nobody gets a turn for `ms` from now. */
  pause(ms: number): void;
  /** What is left of the pause as far as this process knows, ms. */
  paused(): number;
}

/** Machine time in ms, and waiting in it; given by tests. */
export interface PaceClock {
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

const machine: PaceClock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

/** One a second and three at once to a person, 20 a minute to a group. */
const PERSON = { every: 1000, burst: 3 };
const GROUP = { every: 3000, burst: 3 };

/** Chats kept before the idle ones are looked for. */
const MANY = 1000;

interface Waiter {
  since: number;
  go(): void;
}

/** `budget`: what the bot may send, shared with other processes; this process alone has it when left out. */
export const createPace = (clock: PaceClock = machine, budget: Budget = createOwnBudget(clock.now)): Pace => {
  const chatTurn = createChatRates(clock);
  const lines = new Map<PaceClass, Set<Waiter>>(PACE_CLASSES.map((each) => [each, new Set()]));
  const served = new Map<PaceClass, number>();
  let pausedUntil = 0;
  let serving = false;
  let nap: AbortController | undefined;

  const paused = (): number => Math.max(0, pausedUntil - clock.now());
  const pauseHere = (ms: number): void => void (pausedUntil = Math.max(pausedUntil, clock.now() + ms));

  /** Until `ms` are over, or somebody came who may not have to wait for so long. */
  const doze = async (ms: number): Promise<void> => {
    nap = new AbortController();
    await clock.sleep(ms, nap.signal).catch(() => {});
    nap = undefined;
  };

  /** Classes in which somebody waits: the most urgent first, but before it one that has got nothing for too long. */
  const order = (): PaceClass[] => {
    const waiting = PACE_CLASSES.flatMap((each) => {
      const [first] = lines.get(each)!;
      return first ? [{ each, since: Math.max(first.since, served.get(each) ?? 0) }] : [];
    });
    const starved = waiting.filter(({ since }) => clock.now() - since >= STARVED).sort((a, b) => a.since - b.since);
    return [...new Set([...starved, ...waiting].map(({ each }) => each))];
  };

  /** One at a time, or two would be given the place of one. */
  const serve = async (): Promise<void> => {
    if (serving) return;
    serving = true;
    for (let wanted = order(); wanted.length > 0; wanted = order()) {
      if (paused() > 0) {
        await doze(paused());
        continue;
      }
      const { given, after, pause } = await budget.take(wanted);
      if (pause > 0) pauseHere(pause);
      if (after > 0) await (given ? clock.sleep(after, NEVER) : doze(after));
      // The pause may have begun since; the place is lost in it.
      if (!given || paused() > 0) continue;
      served.set(given, clock.now());
      const [first] = lines.get(given)!;
      first?.go();
    }
    serving = false;
  };

  const inLine = (paceClass: PaceClass, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const line = lines.get(paceClass)!;
      const leave = (end: () => void): void => {
        line.delete(waiter);
        signal.removeEventListener('abort', ended);
        end();
      };
      const ended = (): void => leave(() => reject(signal.reason));
      const waiter: Waiter = { since: clock.now(), go: () => leave(resolve) };
      signal.addEventListener('abort', ended, { once: true });
      line.add(waiter);
      // A line that was not empty has been asked for already.
      if (line.size === 1 && paused() === 0) nap?.abort();
      void serve();
    });

  return {
    async turn(address, paceClass, signal) {
      await chatTurn(address, signal);
      signal.throwIfAborted();
      await inLine(paceClass, signal);
    },
    pause(ms) {
      pauseHere(ms);
      budget.pause(ms);
    },
    paused,
  };
};

const NEVER = new AbortController().signal;

/**
 * The rates of single chats. Each is sent to by one process at a time, so that they need not be shared. Who waits for a group, in which
 * many conversations may stand, stands in its line: a place is given to the first alone, or whoever gives up would take theirs along.
 */
const createChatRates = (clock: PaceClock): ((address: string, signal: AbortSignal) => Promise<void>) => {
  const chats = new Map<string, number>();
  const lines = new Map<string, Promise<void>>();
  let crowd = MANY;

  const forgetIdle = (): void => {
    if (chats.size < crowd) return;
    for (const [address, due] of chats) if (due <= clock.now()) chats.delete(address);
    // Twice what is left, or a busy hour would look through everybody at every message.
    crowd = Math.max(MANY, 2 * chats.size);
  };

  const inLine = (address: string, signal: AbortSignal): Promise<void> => {
    const mine = (lines.get(address) ?? Promise.resolve()).then(() => hold(address, signal));
    const over = mine.catch(() => {}).then(() => void (lines.get(address) === over && lines.delete(address)));
    lines.set(address, over);
    return unlessEnded(mine, signal);
  };

  const hold = async (address: string, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    const { due, at } = reserve(chats.get(address) ?? 0, isGroup(address) ? GROUP : PERSON, clock.now());
    forgetIdle();
    chats.set(address, due);
    for (let left = at - clock.now(); left > 0; left = at - clock.now()) await clock.sleep(left, signal);
  };

  return (address, signal) => (isGroup(address) ? inLine(address, signal) : hold(address, signal));
};

const isGroup = (address: string): boolean => address.startsWith('-');

/** Holds nothing back but the pause that the platform asked for. */
export const unpaced = (clock: PaceClock = machine): Pace => {
  let pausedUntil = 0;
  return {
    turn: async (_address, _class, signal) => signal.throwIfAborted(),
    pause: (ms) => void (pausedUntil = Math.max(pausedUntil, clock.now() + ms)),
    paused: () => Math.max(0, pausedUntil - clock.now()),
  };
};
