/** Both bots' real libraries against the stand-in, with a store that can be told to be away. */
import { unnumbered } from './updates.ts';
import type { Update } from '@grammyjs/types';
import type { Message } from '#flows/engine/message.ts';
import type { Accept, Arrival } from '#bots/channel.ts';
import type { TelegramOptions } from '#bots/telegram/options.ts';
import { createTelegramMembers } from '#bots/telegram-members/index.ts';
import { createTelegramPublic } from '#bots/telegram-public/index.ts';
import { readTextTrees } from '#services/text-files.ts';
import { createTexts } from '#services/texts.ts';
import { createStandIn, type StandInOptions } from '#simulator/stand-in.ts';
import { logTo, type Said } from '../support.ts';

export const LIBRARIES = [
  ['grammY', createTelegramPublic],
  ['Telegraf', createTelegramMembers],
] as const;
export type Create = (typeof LIBRARIES)[number][1];

export const TOKEN = '7000000001:AAFakeTokenForTestsOnly';
export const BOT = 'menyapa_bot';

const council = { name: 'DPRD', office: 'Sekretariat DPRD', address: 'Jl.', phone: '061', hours: '08.00' };
const texts = createTexts({
  trees: readTextTrees('locales'),
  facts: { id: council, en: council },
  zone: 'Asia/Jakarta',
  strict: true,
});

/** The database's absence, as the bots are told of it. */
export class Away extends Error {}

export const house = async (create: Create, standIn: Partial<StandInOptions> = {}) => {
  const world = await createStandIn({ bots: [{ token: TOKEN, username: BOT }], limits: null, ...standIn });
  const said: Said[] = [];
  const arrivals: Arrival[] = [];
  const news: string[] = [];
  const poisoned: Update[] = [];
  const files = { files: new Map<string, Buffer>(), reads: 0, away: false };
  const lease = { holds: true, held: (): boolean => lease.holds };
  /** What accept does before it stores; a test swaps it. */
  const store: { before: (arrival: Arrival) => Promise<void>; tries: number } = { before: async () => {}, tries: 0 };

  const options: TelegramOptions = {
    token: TOKEN,
    apiRoot: world.url,
    lease,
    texts,
    log: logTo(said),
    outage: (error) => error instanceof Away,
    onPoison: async (update) => void poisoned.push(update),
    onReachable: async (address, reachable) => void news.push(`${address} ${reachable}`),
    onMoved: async (from, to) => void news.push(`${from} -> ${to}`),
    files: {
      async read(id) {
        files.reads += 1;
        if (files.away) throw new Away();
        return files.files.get(id) ?? null;
      },
    },
    waits: { accept: { from: 2, to: 20 }, fetch: { from: 5, to: 50 }, conflict: 5, lease: 10 },
  };
  const accept: Accept = async (_, arrival) => {
    store.tries += 1;
    await store.before(arrival);
    const fresh = !arrivals.some(({ id, address }) => id === arrival.id && address === arrival.address);
    if (fresh) arrivals.push(arrival);
    return { fresh };
  };

  const made: ReturnType<Create>[] = [];
  const bot = (more: Partial<TelegramOptions> = {}) => {
    const channel = create({ ...options, ...more });
    made.push(channel);
    return channel;
  };
  return {
    ...world,
    bot,
    options,
    accept,
    arrivals,
    news,
    files,
    said,
    poisoned,
    lease,
    store,
    contents: () => arrivals.map(({ content }) => unnumbered(content)!),
    /** Updates that the platform still keeps for the bot. */
    kept: () => world.world.bot(BOT)!.updates.size,
    sari: world.people.phone('sari', BOT, { phone: '628111', language: 'id' }),
    async close() {
      await Promise.all(made.map((channel) => channel.stop()));
      await world.close();
    },
  };
};

export type House = Awaited<ReturnType<typeof house>>;

export const never = new AbortController().signal;
export const words = (text: string, more: Partial<Message> = {}): Message => ({ class: 'reply', text, ...more });
