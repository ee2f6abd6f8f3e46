/** What the stand-in's tests share: one stand-in with one bot on both clients, and a person. */
import { after } from 'node:test';
import { Api } from 'grammy';
import { Telegram } from 'telegraf';
import { createStandIn, type StandInOptions } from '#simulator/stand-in.ts';

export const TOKEN = '111:first';
export const OTHER = '222:second';

/** A clock that a test moves. */
export class Clock {
  ms = Date.UTC(2026, 10, 25, 3);
  readonly now = (): number => this.ms;
  move(ms: number): void {
    this.ms += ms;
  }
}

export async function lab(options: Partial<StandInOptions> = {}) {
  const standIn = await createStandIn({
    limits: null,
    ...options,
    bots: [
      { token: TOKEN, username: 'first_bot' },
      { token: OTHER, username: 'second_bot', channel: 'telegram-members' },
    ],
  });
  after(() => standIn.close());
  const api = new Api(TOKEN, { apiRoot: standIn.url });
  const telegram = new Telegram(OTHER, { apiRoot: standIn.url });
  return { standIn, api, telegram, ...standIn };
}

/** The description of a refused call, whichever client made it. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return (error as { description: string }).description;
  }
  throw new Error('The call was not refused.');
}
