/**
 * `npm run whatsapp:smoke -- --number public --to 628…`: what only a real, linked number can show, by hand. It opens the number's
 * own session (stop the system first, or it will say that the browser is in use), sends one message to a handset of the office,
 * waits for the answer, and says what it measured. Nothing else is sent, and nobody else is answered. With `--stand-in` it does the
 * same against a number that is played on this machine, which shows that the command itself works and nothing of WhatsApp.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Client, LibraryMessage } from '#bots/whatsapp/library.ts';
import { Life } from '#bots/whatsapp/life.ts';
import type { LinkSign } from '#bots/whatsapp/options.ts';
import { findBrowser } from '#services/browser.ts';

const USAGE = 'Use: npm run whatsapp:smoke -- --number public|members --to 628123456789, or --stand-in';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
/** ms to wait for a link, and for the answer. */
const PATIENCE = 300_000;

/** The number that is looked at, and the handset that answers. */
interface Bench {
  profile: string;
  to: string;
  browserArgs?: readonly string[];
  onLink(sign: LinkSign): void;
  /** The message is there. */
  asked(): void;
  close(): Promise<void>;
}

async function bench(): Promise<Bench> {
  const options = { number: { type: 'string', default: 'public' }, to: { type: 'string' } } as const;
  const { values } = parseArgs({ options: { ...options, 'stand-in': { type: 'boolean', default: false } } });
  const { number, to = '', 'stand-in': played } = values;
  if (played) return playedBench();
  if (!['public', 'members'].includes(number) || !/^\d{8,15}$/.test(to)) throw new Error(USAGE);
  return {
    profile: path.join(process.env['DATA_DIR'] ?? '.data', 'whatsapp', number),
    to,
    onLink: (sign) => say('qr' in sign ? 'Link this number with npm start first: it shows the code.' : sign.code),
    asked: () => {},
    close: async () => {},
  };
}

async function playedBench(): Promise<Bench> {
  const { createWhatsAppStandIn } = await import('#simulator/whatsapp/stand-in.ts');
  const { demoNumbers } = await import('#simulator/demo-bots.ts');
  const { World } = await import('#simulator/world.ts');
  const { People } = await import('#simulator/people.ts');
  const folder = mkdtempSync(path.join(tmpdir(), 'menyapa-smoke-'));
  const world = new World();
  const standIn = await createWhatsAppStandIn(world, demoNumbers.public);
  const officer = new People(world).phone('petugas', demoNumbers.public.channel);
  officer.start();
  return {
    profile: path.join(folder, 'public'),
    to: world.person('petugas').phone,
    browserArgs: standIn.browserArgs,
    onLink: () => standIn.handset.shown(),
    asked: () => void officer.text('Sampai'),
    async close() {
      await standIn.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 4 });
    },
  };
}

const ready = async (life: Life): Promise<Client> => {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(200)) if (life.client) return life.client;
  throw new Error(`Not ready within five minutes; the number stands at “${life.state}”.`);
};

/** The next message that comes from somebody. */
const answer = (client: Client): Promise<LibraryMessage> =>
  new Promise((resolve) => client.once('message', (message: LibraryMessage) => resolve(message)));

const kindOf = (id: string): string => id.replace(/^.*@/, '@');

const smoke = async ({ profile, to, browserArgs, onLink, asked }: Bench): Promise<void> => {
  const started = Date.now();
  const took = (): string => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const life = new Life({
    profile,
    ...(browserArgs && { browserArgs }),
    browser: () => findBrowser(process.env),
    lease: { held: () => true },
    identities: { addressOf: async ([id = '']) => id, idsOf: async (id) => [id] },
    memory: {
      watermark: async () => null,
      keepWatermark: async () => {},
      sent: async () => 0,
      countSent: async () => 1,
      keepOwn: async () => {},
      mayBeOwn: async () => true,
    },
    cards: { of: async () => [], keep: async () => {} },
    log: quiet,
    outage: () => false,
    onPoison: async () => {},
    onState: (state) => say(`${took()}  ${state}`),
    onLink,
  });
  life.start();
  try {
    const client = await ready(life);
    say(`${took()}  WhatsApp Web ${await client.getWWebVersion()}, ${(await client.getChats()).length} chats`);
    const id = (await client.getNumberId(to))?._serialized;
    if (id === undefined) throw new Error('That number is not at WhatsApp.');
    const answered = answer(client);
    const sent = await client.sendMessage(id, 'Uji coba Menyapa: mohon balas pesan ini.', {
      sendSeen: false,
      waitUntilMsgSent: true,
    });
    say(`${took()}  sent to an id of the kind ${kindOf(id)}; acknowledged: ${sent.ack}. Answer it now.`);
    asked();
    const patience = new AbortController();
    const message = await Promise.race([answered, sleep(PATIENCE, null, { signal: patience.signal })]);
    patience.abort();
    if (!message) throw new Error('No answer came within five minutes.');
    const [pair] = (await client.getContactLidAndPhone([message.from])) as { lid?: string; pn?: string }[];
    const both = pair?.lid && pair.pn ? 'with lid and phone' : 'of whom WhatsApp tells one id only';
    say(`${took()}  answered by an id of the kind ${kindOf(message.from)}, ${both}, of type ${message.type}`);
  } finally {
    await life.stop();
  }
};

async function main(): Promise<void> {
  const on = await bench();
  try {
    await smoke(on);
  } finally {
    await on.close();
  }
}

await main().catch((error: unknown) => {
  const unknown = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${unknown ? USAGE : error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
