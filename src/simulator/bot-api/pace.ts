/** The platform's flood limits, as token buckets: a small burst, then a steady rate. */
import type { Bot, Dialog } from '../world/types.ts';
import { tooMany } from './refusal.ts';

/** `burst` messages at once, then one each `every` ms. */
export interface Rate {
  burst: number;
  every: number;
}

export interface Rates {
  bot: Rate;
  chat: Rate;
  group: Rate;
}

/** As documented: about 30 a second a bot, 1 a second a chat, 20 a minute a group. */
export const platformRates: Rates = {
  bot: { burst: 30, every: 1000 / 30 },
  chat: { burst: 5, every: 1000 },
  group: { burst: 20, every: 3000 },
};

interface Bucket {
  tokens: number;
  at: number;
}

export class Pace {
  private rates: Rates | null;
  private now: () => number;
  private buckets = new Map<string, Bucket>();

  /** `null` takes any amount. */
  constructor(rates: Rates | null, now: () => number) {
    this.rates = rates;
    this.now = now;
  }

  /** Counts `amount` messages; throws 429 where one limit is used up, and then counts none. */
  spend(bot: Bot, dialog: Dialog, amount = 1): void {
    if (!this.rates) return;
    const chat = dialog.chat.type === 'private' ? this.rates.chat : this.rates.group;
    const limits: [string, Rate][] = [
      [`${bot.me.id}`, this.rates.bot],
      [`${bot.me.id} ${dialog.chat.id}`, chat],
    ];
    const buckets = limits.map(([key, rate]) => ({ bucket: this.bucket(key, rate), rate }));
    const waits = buckets.map(
      ({ bucket, rate }) => Math.max(0, Math.min(amount, rate.burst) - bucket.tokens) * rate.every,
    );
    const wait = Math.max(...waits);
    if (wait > 0) throw tooMany(Math.max(1, Math.ceil(wait / 1000)));
    for (const { bucket } of buckets) bucket.tokens -= amount;
  }

  private bucket(key: string, { burst, every }: Rate): Bucket {
    const now = this.now();
    const known = this.buckets.get(key) ?? { tokens: burst, at: now };
    const bucket = { tokens: Math.min(burst, known.tokens + (now - known.at) / every), at: now };
    this.buckets.set(key, bucket);
    return bucket;
  }
}
