/** What a harness holds: people with phones, and its own look into the database of the system behind them. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ClockStore } from '#models/clock.store.ts';
import { connect, database } from '#models/database.ts';
import { createModels } from '#models/models.ts';
import type { Models } from '#models/models.ts';
import { demoBots } from '#simulator/demo-bots.ts';
import type { ChannelName } from '#bots/channel.ts';
import type { Phone } from '#simulator/people.ts';
import { createStandIn } from '#simulator/stand-in.ts';
import type { StandIn } from '#simulator/stand-in.ts';
import type { PlayedNumbers } from '#simulator/whatsapp/numbers.ts';
import { IdentityHash } from '#services/identity.ts';
import { createInvitation } from '#services/invitation.ts';
import { chatId } from '#services/outbox.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';
import { Chats } from './chats.ts';
import { Supervisor } from './supervisor.ts';
import type { SupervisorOptions } from './supervisor.ts';

export type Bot = 'telegram-public' | 'telegram-members';

export class Stage {
  readonly standIn: StandIn;
  readonly models: Models;
  readonly chats: Chats;
  /** The test has ended: nobody waits any longer. */
  over = false;
  private readonly hash: IdentityHash;
  private readonly numbers: PlayedNumbers['standIns'] | undefined;

  constructor(parts: {
    standIn: StandIn;
    models: Models;
    chats: Chats;
    hash: IdentityHash;
    numbers?: PlayedNumbers['standIns'] | undefined;
  }) {
    this.standIn = parts.standIn;
    this.models = parts.models;
    this.chats = parts.chats;
    this.hash = parts.hash;
    this.numbers = parts.numbers;
  }

  phone(person: string, bot: ChannelName): Phone {
    return this.standIn.people.phone(person, bot);
  }

  chatOf(person: string, bot: ChannelName): string {
    const number = bot === 'whatsapp-public' ? this.numbers?.public : this.numbers?.members;
    if (bot.startsWith('whatsapp')) return chatId(bot, this.hash.whatsApp(number?.bridge.jid(person) ?? ''));
    return chatId(bot, String(this.standIn.world.person(person).user.id));
  }

  /** Why nothing comes: what the chat waits for, who holds which lease, and what no bot has fetched. For a failure's message. */
  async describe(chat: string): Promise<string> {
    const now = Date.now();
    const leases = await this.models.Visit.db.collection<{ _id: string; until: number }>('leases').find().toArray();
    return JSON.stringify({
      ...(await this.chats.describe(chat)),
      leases: Object.fromEntries(leases.map(({ _id, until }) => [_id, until - now])),
      unfetched: this.standIn.world.bots.map((bot) => bot.updates.size),
    });
  }

  /** A one-time code that binds a member of staff of this name. */
  async invite(name: string): Promise<string> {
    const { models, hash } = this;
    // By business time, as it runs out.
    const now = Date.now() + (await new ClockStore(database(models.Visit.db)).offset());
    return createInvitation({ models, hash, now }, { name, role: 'staf' });
  }
}

type Owner = { after(work: () => unknown): void };

/** A stage on a system that runs already. */
export async function stageOn(
  t: Owner,
  standIn: StandIn,
  env: Record<string, string>,
  numbers?: PlayedNumbers | null,
): Promise<Stage> {
  const connection = await connect(env.MONGODB_URI ?? '');
  t.after(() => connection.close());
  const stage = new Stage({
    standIn,
    models: createModels(connection),
    chats: new Chats(database(connection)),
    hash: new IdentityHash(env.IDENTITY_KEY ?? ''),
    numbers: numbers?.standIns,
  });
  t.after(() => (stage.over = true));
  return stage;
}

const base = path.join(tmpdir(), 'menyapa-crash');

/** Short leases: whoever dies is missed soon. */
const SETTINGS = {
  ...{ NODE_ENV: 'test', ROLE: 'all', PORT: '0', LOG_LEVEL: 'fatal', SEND_PACE: 'off' },
  ...{
    LEASE_MS: '700',
    SEND_TIMEOUT_MS: '1000',
    FILE_TIMEOUT_MS: '2000',
    IDENTITY_KEY: 'a key that only the tests have, 32 signs',
  },
  ...{ TELEGRAM_PUBLIC_TOKEN: demoBots.public.token, TELEGRAM_MEMBERS_TOKEN: demoBots.members.token },
};

/**
 * The driver's own second try would hide what the system must do by itself when an answer is lost; and a crowd of connections
 * makes the development database three times slower.
 */
const DRIVER = { retryWrites: 'false', maxPoolSize: '3' };

function withDriver(uri: string): string {
  const [base = '', query] = uri.split('?');
  return `${base}?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(query)), ...DRIVER }).toString()}`;
}

/** The platform, a fresh database, and the environment of processes in front of both. */
export async function openPlatform(
  t: Owner,
  env: Record<string, string> = {},
): Promise<{ standIn: StandIn; env: Record<string, string> }> {
  mkdirSync(base, { recursive: true });
  const dir = mkdtempSync(path.join(base, 'data-'));
  // Given, it is somebody's own, who ends it.
  const given = env['MONGODB_URI'];
  const uri = withDriver(given ?? freshDatabase());
  const standIn = await createStandIn({ bots: Object.values(demoBots), limits: null });
  const all = {
    ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
    ...{ REDIS_URL: process.env.REDIS_URL ?? '' },
    ...SETTINGS,
    ...{ TELEGRAM_API_ROOT: standIn.url, DATA_DIR: dir, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '' },
    ...env,
    MONGODB_URI: uri,
  };
  t.after(async () => {
    await standIn.close();
    if (given === undefined) await dropDatabase(uri);
    rmSync(dir, { recursive: true, force: true });
  });
  return { standIn, env: all };
}

/** A stage in front of real processes that are killed and started again; the platform itself does not die. */
export async function crashStage(
  t: Owner,
  { env: more = {}, ...options }: Omit<SupervisorOptions, 'env'> & { env?: Record<string, string> },
): Promise<{ stage: Stage; supervisor: Supervisor }> {
  // Hooks run in the order they were added: the processes go before what they talk to.
  let supervisor: Supervisor | null = null;
  t.after(() => supervisor?.stop());
  const { standIn, env } = await openPlatform(t, more);
  supervisor = new Supervisor({ ...options, env });
  await supervisor.start();
  return { stage: await stageOn(t, standIn, env), supervisor };
}
