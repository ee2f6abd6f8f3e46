/** The environment, validated once into one typed and frozen object. Nothing else reads `process.env`. */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Registered } from '#flows/registered.ts';

const root = path.resolve(import.meta.dirname, '..');

/** `message` holds one plain sentence a line, one for each fault; never a value, since a value may be a secret. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const text = z.string().trim().min(1);
const words = <const T extends string>(name: string, values: readonly T[], otherwise: T) =>
  z.enum(values, { error: `${name} must be one of ${values.join(', ')}.` }).default(otherwise);
const whole = (name: string, from: number, to: number, otherwise: number) => {
  const error = `${name} must be a whole number from ${from} to ${to}.`;
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .pipe(z.number().min(from, { error }).max(to, { error }))
    .default(otherwise);
};
const shaped = (shape: RegExp, error: string) => text.regex(shape, { error });
const token = (name: string) =>
  shaped(
    /^\d+:[\w-]+$/,
    `${name} is not a bot token: copy it whole from BotFather, digits and colon included.`,
  ).optional();
const digits = (name: string) =>
  shaped(/^\d{8,15}$/, `${name} must be the number's digits with its country code: 628123456789.`).optional();
const address = (name: string) => z.url({ protocol: /^https?$/, error: `${name} must be an http or https address.` });

const environment = z.object({
  ROLE: words('ROLE', ['all', 'bots', 'workers', 'web'], 'all'),
  NODE_ENV: words('NODE_ENV', ['development', 'test', 'production'], 'development'),
  HOST: text.default('127.0.0.1'),
  PORT: whole('PORT', 0, 65535, 8080),
  OPS_PORT: shaped(/^\d{1,5}$/, 'OPS_PORT must be a port: a whole number up to 65535.').optional(),
  MONGODB_URI: shaped(/^mongodb(\+srv)?:\/\/./, 'MONGODB_URI must begin with mongodb:// or mongodb+srv://.'),
  REDIS_URL: shaped(/^rediss?:\/\/./, 'REDIS_URL must begin with redis:// or rediss://.'),
  COUNCIL: shaped(/^[a-z0-9-]+$/, 'COUNCIL must be the name of a folder in councils/.').default('medan'),
  COUNCILS_DIR: text.default('councils'),
  TELEGRAM_PUBLIC_TOKEN: token('TELEGRAM_PUBLIC_TOKEN'),
  TELEGRAM_MEMBERS_TOKEN: token('TELEGRAM_MEMBERS_TOKEN'),
  TELEGRAM_API_ROOT: address('TELEGRAM_API_ROOT').optional(),
  TELEGRAM_WEBHOOK_URL: address('TELEGRAM_WEBHOOK_URL').optional(),
  TELEGRAM_WEBHOOK_SECRET: shaped(
    /^[\w-]{16,256}$/,
    'TELEGRAM_WEBHOOK_SECRET must be 16 to 256 letters, digits, _ or -.',
  ).optional(),
  WHATSAPP: words('WHATSAPP', ['off', 'public', 'members', 'both'], 'off'),
  WHATSAPP_PUBLIC_PAIR_WITH: digits('WHATSAPP_PUBLIC_PAIR_WITH'),
  WHATSAPP_MEMBERS_PAIR_WITH: digits('WHATSAPP_MEMBERS_PAIR_WITH'),
  LEASE_MS: whole('LEASE_MS', 100, 600_000, 15_000),
  PATIENCE_MS: whole('PATIENCE_MS', 100, 600_000, 2_000),
  SEND_TIMEOUT_MS: whole('SEND_TIMEOUT_MS', 100, 600_000, 15_000),
  FILE_TIMEOUT_MS: whole('FILE_TIMEOUT_MS', 100, 600_000, 60_000),
  SEND_TRIES: whole('SEND_TRIES', 1, 100, 10),
  SENDERS: whole('SENDERS', 1, 100, 2),
  SEND_PACE: words('SEND_PACE', ['on', 'off'], 'on'),
  MAX_TURNS: whole('MAX_TURNS', 1, 10_000, 64),
  DESK_URL: address('DESK_URL').optional(),
  ADMIN_PASSWORD: text.min(16, { error: 'ADMIN_PASSWORD must be at least 16 characters.' }).optional(),
  ADMIN_FROM: words('ADMIN_FROM', ['loopback', 'anywhere'], 'loopback'),
  IDENTITY_KEY: text.min(32, { error: 'IDENTITY_KEY must be at least 32 characters.' }).optional(),
  DATA_DIR: text.default('.data'),
  LOG_LEVEL: words('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
  MENYAPA_CRASH: text.optional(),
});

type Environment = z.infer<typeof environment>;

export interface Config {
  role: Environment['ROLE'];
  nodeEnv: Environment['NODE_ENV'];
  /** TCP port of the web, 0 for any free one. */
  port: number;
  host: string;
  /** Where a process of role bots or workers, which has no web side, tells its health and figures; absent: nowhere. */
  opsPort?: number;
  mongodbUri: string;
  redisUrl: string;
  /** The council's name and the absolute path of its folder. */
  council: string;
  councilDir: string;
  /** Absolute path of the folder with all councils. */
  councilsDir: string;
  telegram: {
    publicToken?: string;
    membersToken?: string;
    apiRoot?: string;
    webhookUrl?: string;
    webhookSecret?: string;
  };
  /** What tells where this machine's browser is. */
  browser: Readonly<Record<string, string | undefined>>;
  /** Numbers that this installation has at WhatsApp; `pairWith` where one is linked by a code that is typed on its handset. */
  whatsapp: Partial<Record<'public' | 'members', { pairWith?: string }>>;
  /** True: no tokens were given, the platforms are played by the simulator. Never in production. */
  standIn: boolean;
  /** Machine ms. */
  leaseMs: number;
  /** Who waits longer for what was confirmed is told so, by the next sweep: within a fifth of a lease. */
  patienceMs: number;
  sendTimeoutMs: number;
  fileTimeoutMs: number;
  /** Ambiguous endings of one send before a person of staff must look; with the waits between, ten take some seven minutes. */
  sendTries: number;
  /** Processes that send for one bot, at the least: each keeps to its part of the bot's rate while Valkey is away. */
  senders: number;
  /** False: sends are not held back, for a stand-in without flood limits. Never in production. */
  paced: boolean;
  /** Turns that run at once; above it a process accepts only. */
  maxTurns: number;
  /** Where people reach the desk page; absent: this process's own address. */
  deskUrl?: string;
  /** The login of the queues' page; absent: there is no such page. */
  admin?: { password: string; anywhere: boolean };
  /** Secret of the keyed hash by which identities are looked up. */
  identityKey: string;
  /** Absolute path of the folder for everything that is kept on disk. */
  dataDir: string;
  logLevel: Environment['LOG_LEVEL'];
  /** Fault points of the crash harness. Never in production. */
  crash?: string;
  /** Other flows than the house's, for the benchmark; no variable sets it. */
  flows?: readonly Registered[];
}

/** Faults of one variable beside another. */
function contradictions(env: Environment): string[] {
  const production = env.NODE_ENV === 'production';
  const tokens = [env.TELEGRAM_PUBLIC_TOKEN, env.TELEGRAM_MEMBERS_TOKEN].filter(Boolean);
  const faults: [boolean, string][] = [
    [
      tokens.length === 1,
      'Set both TELEGRAM_PUBLIC_TOKEN and TELEGRAM_MEMBERS_TOKEN, or neither: each bot has its own.',
    ],
    [
      tokens.length === 2 && tokens[0] === tokens[1],
      'TELEGRAM_PUBLIC_TOKEN and TELEGRAM_MEMBERS_TOKEN are the same: each bot needs its own from BotFather.',
    ],
    [
      tokens.length === 0 && env.TELEGRAM_API_ROOT !== undefined,
      'TELEGRAM_API_ROOT names a server but the bots have no tokens for it: set both tokens, or unset it.',
    ],
    [
      tokens.length === 0 && production && ['all', 'bots'].includes(env.ROLE),
      'Without tokens the platforms are played, which is not for production: set both tokens.',
    ],
    [
      (env.TELEGRAM_WEBHOOK_URL === undefined) !== (env.TELEGRAM_WEBHOOK_SECRET === undefined),
      'TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET go together: set both, or neither.',
    ],
    [
      production && env.TELEGRAM_WEBHOOK_URL?.startsWith('http:') === true,
      'TELEGRAM_WEBHOOK_URL must be an https address in production.',
    ],
    [
      production && env.IDENTITY_KEY === undefined,
      'IDENTITY_KEY is missing: in production set it to a secret of at least 32 characters and keep it for ever.',
    ],
    [production && env.SEND_PACE === 'off', 'SEND_PACE=off is not for production: unset it.'],
    [production && env.MENYAPA_CRASH !== undefined, 'MENYAPA_CRASH is not for production: unset it.'],
    [!existsSync(path.resolve(root, env.COUNCILS_DIR, env.COUNCIL)), 'COUNCIL names no folder in councils/.'],
  ];
  return faults.filter(([wrong]) => wrong).map(([, fault]) => fault);
}

/** Made once and kept. Two processes may start at once: a link is made whole or not at all, and the first one counts. */
function developmentKey(dataDir: string): string {
  const file = path.join(dataDir, 'identity.key');
  const mine = `${file}.${process.pid}`;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (!existsSync(file)) {
      writeFileSync(mine, randomBytes(32).toString('hex'), { mode: 0o600 });
      linkSync(mine, file);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST')
      throw new ConfigError([`The folder of DATA_DIR cannot be written (${code}): make it writable or name another.`]);
  }
  rmSync(mine, { force: true });
  return readFileSync(file, 'utf8');
}

/** An optional property is absent, never undefined. */
const given = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Validates the environment; an empty variable counts as unset. Throws a `ConfigError` with every fault found. */
export function readConfig(from: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(from).filter(([, value]) => value?.trim()));
  const missing = ['MONGODB_URI', 'REDIS_URL'].filter((name) => !(name in set));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const wrong = parsed.error.issues.filter(({ path: [name] }) => !missing.includes(String(name)));
    throw new ConfigError([
      ...missing.map((name) => `${name} is missing: start with npm start, which finds or starts a server, or set it.`),
      ...new Set(wrong.map(({ message }) => message)),
    ]);
  }
  const env = parsed.data;
  const faults = contradictions(env);
  if (faults.length > 0) throw new ConfigError(faults);
  const dataDir = path.resolve(root, env.DATA_DIR);
  const telegram = given({
    publicToken: env.TELEGRAM_PUBLIC_TOKEN,
    membersToken: env.TELEGRAM_MEMBERS_TOKEN,
    apiRoot: env.TELEGRAM_API_ROOT?.replace(/\/+$/, ''),
    webhookUrl: env.TELEGRAM_WEBHOOK_URL,
    webhookSecret: env.TELEGRAM_WEBHOOK_SECRET,
  });
  const whatsapp = given({
    public: ['public', 'both'].includes(env.WHATSAPP) ? given({ pairWith: env.WHATSAPP_PUBLIC_PAIR_WITH }) : undefined,
    members: ['members', 'both'].includes(env.WHATSAPP)
      ? given({ pairWith: env.WHATSAPP_MEMBERS_PAIR_WITH })
      : undefined,
  });
  return Object.freeze({
    role: env.ROLE,
    nodeEnv: env.NODE_ENV,
    port: env.PORT,
    host: env.HOST,
    mongodbUri: env.MONGODB_URI,
    redisUrl: env.REDIS_URL,
    council: env.COUNCIL,
    councilsDir: path.resolve(root, env.COUNCILS_DIR),
    councilDir: path.resolve(root, env.COUNCILS_DIR, env.COUNCIL),
    telegram: Object.freeze(telegram),
    browser: from,
    whatsapp: Object.freeze(whatsapp),
    standIn: telegram.publicToken === undefined && env.NODE_ENV !== 'production',
    leaseMs: env.LEASE_MS,
    patienceMs: env.PATIENCE_MS,
    sendTimeoutMs: env.SEND_TIMEOUT_MS,
    fileTimeoutMs: env.FILE_TIMEOUT_MS,
    sendTries: env.SEND_TRIES,
    senders: env.SENDERS,
    paced: env.SEND_PACE === 'on',
    maxTurns: env.MAX_TURNS,
    identityKey: env.IDENTITY_KEY ?? developmentKey(dataDir),
    dataDir,
    logLevel: env.LOG_LEVEL,
    ...given({
      admin:
        env.ADMIN_PASSWORD === undefined
          ? undefined
          : { password: env.ADMIN_PASSWORD, anywhere: env.ADMIN_FROM === 'anywhere' },
      deskUrl: env.DESK_URL?.replace(/\/+$/, ''),
      crash: env.MENYAPA_CRASH,
      opsPort: env.OPS_PORT === undefined ? undefined : Number(env.OPS_PORT),
    }),
  });
}
