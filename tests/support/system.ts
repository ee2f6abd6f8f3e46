/** The whole system in the test's own process: stand-in, both bots on their real libraries, workers, web, a database of its own. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import mongoose from 'mongoose';
import { isUnsent } from '#models/chat-doc.ts';
import type { ChatDoc } from '#models/chat-doc.ts';
import { ClockStore } from '#models/clock.store.ts';
import { database } from '#models/database.ts';
import type { ChannelName } from '#bots/channel.ts';
import type { Limits } from '#bots/whatsapp/options.ts';
import { readConfig } from '#config';
import { demoBots } from '#simulator/demo-bots.ts';
import { phoneRoutes } from '#simulator/page/phone-routes.ts';
import { createStandIn } from '#simulator/stand-in.ts';
import { openNumbers } from '#simulator/whatsapp/numbers.ts';
import type { PlayedNumbers } from '#simulator/whatsapp/numbers.ts';
import type { StandIn, StandInOptions } from '#simulator/stand-in.ts';
import { createInvitation } from '#services/invitation.ts';
import { startSystem } from '#system';
import type { System } from '#system';
import { untilQuietDays } from './office-hours.ts';
import { Talk } from './talk.ts';

export interface TestSystem {
  system: System;
  standIn: StandIn;
  /** Environment for a further process of the same system. */
  env: Record<string, string>;
  /** One person's phone at one of the bots. */
  talk(channel: ChannelName, person: string): Talk;
  /** Both numbers, where the test asked for them. */
  numbers: PlayedNumbers | null;
  /** A bound member of staff. */
  staff(person: string, role?: string): Promise<Talk>;
}

const root = path.resolve(import.meta.dirname, '../..');

/** A database URI of its own on the test run's server. */
export function freshDatabase(): string {
  const base = newestDatabase() ?? process.env.MONGODB_URI;
  if (!base) throw new Error('MONGODB_URI is not set: run the tests with npm test');
  const uri = new URL(base.replace(/^mongodb(\+srv)?:/, 'http:'));
  uri.pathname = `/t${randomBytes(6).toString('hex')}`;
  return uri.href.replace(/^http:/, base.slice(0, base.indexOf('//')));
}

/** The runner starts another one from time to time, and has one for each of its workers: see `scripts/test.js`. */
function newestDatabase(): string | null {
  try {
    const newest = readFileSync(process.env['MONGODB_NEWEST'] ?? '', 'utf8').split('\n');
    return newest[Number(process.env['NODE_TEST_WORKER_ID'] ?? 0) % newest.length] ?? null;
  } catch {
    return null;
  }
}

export interface TestOptions {
  env?: Record<string, string>;
  limits?: StandInOptions['limits'];
  /** With both WhatsApp numbers, and waits of theirs; each has a browser once somebody writes to it. */
  whatsapp?: boolean | Partial<Limits>;
}

/** Starts everything and takes it down, database included, when the test ends. */
export async function startTestSystem(t: Pick<TestContext, 'after'>, options: TestOptions = {}): Promise<TestSystem> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'menyapa-test-'));
  const env = {
    MONGODB_URI: options.env?.['MONGODB_URI'] ?? freshDatabase(),
    REDIS_URL: process.env.REDIS_URL ?? '',
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal',
    LEASE_MS: '1000',
    // On a busy machine every effect is slow, and a word of it would stand among those that a test waits for.
    PATIENCE_MS: '600000',
    SEND_PACE: 'off',
    IDENTITY_KEY: 'a key that only the tests have, 32 signs',
    DATA_DIR: dataDir,
    // A further process finds what was compiled: without it its start takes twice as long.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
    ...options.env,
  };
  // First of all: what has begun to listen would keep a run without servers from ending.
  const config = readConfig(env);
  const standIn = await createStandIn({ bots: Object.values(demoBots), limits: options.limits ?? null });
  const bots = { publicToken: demoBots.public.token, membersToken: demoBots.members.token, apiRoot: standIn.url };
  const limits = typeof options.whatsapp === 'object' ? options.whatsapp : {};
  const numbers = options.whatsapp ? await openNumbers(standIn.world, limits) : null;
  const whatsapp = numbers?.whatsapp ?? {};
  const system = await startSystem(config, { ...bots, whatsapp }, phoneRoutes(standIn.people, root, numbers?.handsets));
  t.after(async () => {
    await system.stop();
    await numbers?.close();
    await standIn.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 4 });
    await dropDatabase(env.MONGODB_URI);
  });
  await toQuietDays(system);
  const addressOf = async (channel: ChannelName, person: string): Promise<string | undefined> => {
    const number = channel === 'whatsapp-public' ? numbers?.standIns.public : numbers?.standIns.members;
    if (!channel.startsWith('whatsapp')) return String(standIn.world.person(person).user.id);
    const id = await system.services.models.WhatsAppId.findById(number?.bridge.jid(person)).lean();
    return id?.address;
  };
  const talk = (channel: ChannelName, person: string): Talk =>
    new Talk(standIn.people.phone(person, channel), () => quiet(system, channel, () => addressOf(channel, person)));
  return {
    system,
    standIn,
    env,
    talk,
    numbers,
    async staff(person, role = 'staf') {
      const code = await invite(system, person, role);
      const phone = talk('telegram-members', person);
      await phone.binds(code).done;
      return phone;
    },
  };
}

/** People in tests say "Kamis minggu depan": in a week with a holiday or a sitting they begin a few days later. */
async function toQuietDays({ services: { council, clock, models } }: System): Promise<void> {
  const ms = untilQuietDays(council, clock.now());
  if (ms === 0) return;
  await new ClockStore(database(models.Visit.db)).move(ms);
  // Reads it at once: there is no other process yet that would have to see it first.
  clock.stop();
  await clock.start();
}

/** Until nothing waits in the chat, neither to be read nor to be sent. */
async function quiet(system: System, channel: string, address: () => Promise<string | undefined>): Promise<void> {
  const chats = system.services.models.Visit.db.collection<ChatDoc>('chats');
  for (let tries = 0; tries < 500; tries += 1) {
    const chat = await chats.findOne({ _id: `${channel}:${await address()}` }, { projection: { inbox: 1, outbox: 1 } });
    const unsent = Object.values(chat?.outbox ?? {}).some(isUnsent);
    if (chat && !chat.inbox.length && !unsent) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A valid one-time code, as `npm run invite` makes it; `phone`, E.164, binds it to that number. */
export function invite({ services }: System, name: string, role: string, phone?: string): Promise<string> {
  const { models, hash, clock } = services;
  return createInvitation({ models, hash, now: clock.now() }, { name, role, ...(phone !== undefined && { phone }) });
}

export async function dropDatabase(uri: string): Promise<void> {
  // Where a test has killed its server, or the server hangs, the test's end must not wait for it for long.
  const patience = { serverSelectionTimeoutMS: 10_000, socketTimeoutMS: 60_000 };
  const connection = await mongoose.createConnection(uri, patience).asPromise();
  await connection.dropDatabase();
  await connection.close();
}
