/**
 * What a bot may send, whoever asks: Telegram takes about 30 messages a second from it. Replies may use all of it, everything
 * else together only `OTHERS`: so much as lies between is always left for whoever waits for an answer.
 */
import type { Message } from '#flows/engine/message.ts';

/** Most urgent first. */
export const PACE_CLASSES = ['reply', 'notice', 'document', 'broadcast'] as const;
export type PaceClass = (typeof PACE_CLASSES)[number];

/** A steady rate, one each `every` ms, of which `burst` may come at once. */
export interface Rate {
  every: number;
  burst: number;
}

/** In no second more than 30 altogether and 22 that are no replies; in every second at least 8 replies. */
export const ALL: Rate = { every: 1000 / 29, burst: 2 };
export const OTHERS: Rate = { every: 1000 / 21, burst: 2 };
/** ms after which a class that got nothing goes first, once: each gets one a second, however much waits before it. */
export const STARVED = 1000;

/** The answer to "may one of these go?". ms. */
export interface Place {
  /** Whose turn it is, `after` a wait; null: ask again then. */
  given: PaceClass | null;
  after: number;
  /** What is left of a pause of the whole bot. */
  pause: number;
}

export interface Budget {
  /** One place for the first of `order` that may have it. Never rejects. */
  take(order: readonly PaceClass[]): Promise<Place>;
  /** The platform asked the bot to wait: all who share the budget do. */
  pause(ms: number): void;
}

export const paceClassOf = ({ class: sendClass, file }: Pick<Message, 'class' | 'file'>): PaceClass => {
  if (sendClass === 'broadcast') return 'broadcast';
  if (file) return 'document';
  return sendClass === 'notice' ? 'notice' : 'reply';
};

/** Virtual scheduling: `due` is when all places given are used up at the steady rate; a burst may run ahead of it. */
export const reserve = (due: number, { every, burst }: Rate, now: number): { due: number; at: number } => {
  const from = Math.max(due, now);
  return { due: from + every, at: Math.max(now, from - every * (burst - 1)) };
};

/** For one process alone, with `share()` (0 to 1) of the bot's rates. */
export const createOwnBudget = (now: () => number, share: () => number = () => 1): Budget => {
  let all = 0;
  let others = 0;
  return {
    async take(order) {
      const at = now();
      const slower = (rate: Rate): Rate => ({ ...rate, every: rate.every / share() });
      let after = Infinity;
      for (const given of order) {
        const whole = reserve(all, slower(ALL), at);
        const other = given === 'reply' ? { due: others, at } : reserve(others, slower(OTHERS), at);
        const wait = Math.max(whole.at, other.at) - at;
        if (wait <= 0) {
          all = whole.due;
          others = other.due;
          return { given, after: 0, pause: 0 };
        }
        after = Math.min(after, wait);
      }
      return { given: null, after, pause: 0 };
    },
    pause() {},
  };
};
