/** When the next message may leave: Telegram's limits kept before they are hit, and one pause for the whole bot when they are. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Pace {
  /** Resolves when one message may go to `address`; turns of one chat come in the order they were asked for. Rejects when `signal` ends. */
  turn(address: string, signal: AbortSignal): Promise<void>;
  /** Nobody gets a turn for `ms` from now. */
  pause(ms: number): void;
  /** What is left of the pause, ms. */
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

/** One a second and three at once to a person, 20 a minute to a group; with 25 a second and 5 at once no second sees more than 30. */
const PERSON = { every: 1000, burst: 3 };
const GROUP = { every: 3000, burst: 3 };
const BOT = { every: 40, burst: 5 };

/** Chats kept before the idle ones are looked for. */
const MANY = 1000;

export const createPace = (clock: PaceClock = machine): Pace => {
  const chats = new Map<string, number>();
  let crowd = MANY;
  let bot = 0;
  let pausedUntil = 0;

  const forgetIdle = (): void => {
    if (chats.size < crowd) return;
    for (const [address, due] of chats) if (due <= clock.now()) chats.delete(address);
    // Twice what is left, or a busy hour would look through everybody at every message.
    crowd = Math.max(MANY, 2 * chats.size);
  };

  const until = async (at: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    for (let left = at - clock.now(); left > 0; left = at - clock.now()) await clock.sleep(left, signal);
  };

  const paused = (): number => Math.max(0, pausedUntil - clock.now());

  return {
    async turn(address, signal) {
      const { due, at } = reserve(chats.get(address) ?? 0, address.startsWith('-') ? GROUP : PERSON, clock.now());
      forgetIdle();
      chats.set(address, due);
      await until(at, signal);
      while (paused() > 0) await until(pausedUntil, signal);
      // The bot's place is taken only now: taken with the chat's, one talkative chat would hold places it cannot use yet.
      const place = reserve(bot, BOT, clock.now());
      bot = place.due;
      await until(place.at, signal);
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
    },
    paused,
  };
};

/** Virtual scheduling: `due` is when all reserved places are used up at the steady rate; a burst may run ahead of it. */
const reserve = (due: number, { every, burst }: typeof BOT, now: number): { due: number; at: number } => {
  const from = Math.max(due, now);
  return { due: from + every, at: Math.max(now, from - every * (burst - 1)) };
};

/** Holds nothing back but the pause that the platform asked for. */
export const unpaced = (clock: PaceClock = machine): Pace => {
  let pausedUntil = 0;
  return {
    turn: async (_address, signal) => signal.throwIfAborted(),
    pause: (ms) => void (pausedUntil = Math.max(pausedUntil, clock.now() + ms)),
    paused: () => Math.max(0, pausedUntil - clock.now()),
  };
};
