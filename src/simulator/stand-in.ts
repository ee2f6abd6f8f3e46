/** A local stand-in for Telegram's Bot API: its world, its HTTP, its people and its bad days. Loopback only. */
import fastify from 'fastify';
import type { Call, Platform } from './bot-api/call.ts';
import { Pace, platformRates, type Rates } from './bot-api/pace.ts';
import { Polls } from './bot-api/polling.ts';
import { botApi, runMethod } from './bot-api/server.ts';
import { Webhooks, type Retry } from './bot-api/webhook.ts';
import { Faults } from './faults.ts';
import { faultRoutes } from './faults-routes.ts';
import { People } from './people.ts';
import { peopleRoutes } from './people/routes.ts';
import { World } from './world.ts';
import { keepMemory } from './world/memory.ts';
import type { BotSpec } from './world/types.ts';

export interface StandInOptions {
  /** 0 picks a free one. */
  port?: number;
  bots: readonly BotSpec[];
  /** Flood limits; the platform's by default, `null` for none. Limits of size and form always hold. */
  limits?: Rates | null;
  /** Machine time in ms; a test may hold it still. */
  now?: () => number;
  /** Waits between tries of a webhook. */
  retry?: Retry;
  /** A file that keeps who opened which chat over restarts; nothing is kept without it. */
  memory?: string;
}

export interface StandIn {
  /** `http://127.0.0.1:<port>`: the bots' API root, and the root of `/people` and `/faults`. */
  url: string;
  world: World;
  people: People;
  faults: Faults;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

export async function createStandIn(options: StandInOptions): Promise<StandIn> {
  const world = new World(options.now);
  for (const bot of options.bots) world.addBot(bot);
  if (options.memory !== undefined) keepMemory(world, options.memory);
  const people = new People(world);
  const faults = new Faults();
  const pace = new Pace(options.limits === undefined ? platformRates : options.limits, world.now);
  const polls = new Polls();
  const webhooks: Webhooks = new Webhooks(
    (bot, method, args) => {
      const call: Call = { ...platform, bot, uploads: new Map(), closed: new AbortController().signal };
      return runMethod(call, method, args);
    },
    options.retry ?? { first: 1000, longest: 60_000 },
  );
  const platform: Platform = { world, pace, polls, webhooks };

  // Connections that a fault left hanging must not hold the close.
  const app = fastify({ forceCloseConnections: true });
  await app.register(botApi(platform, faults));
  await app.register(peopleRoutes(people));
  await app.register(faultRoutes(faults));
  const url = await app.listen({ host: HOST, port: options.port ?? 0 });

  return {
    url,
    world,
    people,
    faults,
    close: async () => {
      webhooks.close();
      await app.close();
    },
  };
}
