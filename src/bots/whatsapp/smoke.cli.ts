/**
 * `npm run whatsapp:smoke -- --number public --to 628…`: what only a real, linked number can show, by hand. It opens the number's
 * own session (stop the system first, or it will say that the browser is in use), sends one message to a handset of the office,
 * waits for the answer, and says what it measured. Nothing else is sent, and nobody else is answered.
 */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findBrowser } from '#services/browser.ts';
import { Life } from './life.ts';
import type { Client, LibraryMessage } from './library.ts';

const USAGE = 'Use: npm run whatsapp:smoke -- --number public|members --to 628123456789';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
/** ms to wait for a link, and for the answer. */
const PATIENCE = 300_000;

const options = (): { number: string; to: string } => {
  const { values } = parseArgs({ options: { number: { type: 'string', default: 'public' }, to: { type: 'string' } } });
  const { number, to = '' } = values;
  if (!['public', 'members'].includes(number) || !/^\d{8,15}$/.test(to)) throw new Error(USAGE);
  return { number, to };
};

const ready = async (life: Life): Promise<Client> => {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(200)) if (life.client) return life.client;
  throw new Error(`Not ready within five minutes; the number stands at “${life.state}”.`);
};

/** The next message that comes from somebody. */
const answer = (client: Client): Promise<LibraryMessage> =>
  new Promise((resolve) => client.once('message', (message: LibraryMessage) => resolve(message)));

const smoke = async (): Promise<void> => {
  const { number, to } = options();
  const started = Date.now();
  const took = (): string => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const life = new Life({
    profile: path.join(process.env['DATA_DIR'] ?? '.data', 'whatsapp', number),
    browser: () => findBrowser(process.env),
    lease: { held: () => true },
    identities: { addressOf: async ([id = '']) => id, idsOf: async (id) => [id] },
    memory: {
      watermark: async () => null,
      keepWatermark: async () => {},
      sent: async () => 0,
      countSent: async () => 1,
    },
    cards: { of: async () => [], keep: async () => {} },
    log: quiet,
    outage: () => false,
    onPoison: async () => {},
    onState: (state) => say(`${took()}  ${state}`),
    onLink: (sign) => say('qr' in sign ? 'Link this number with npm start first: it shows the code.' : sign.code),
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
    say(`${took()}  sent to an id of the kind ${id.replace(/^.*@/, '@')}; acknowledged: ${sent.ack}. Answer it now.`);
    const message = await Promise.race([answered, sleep(PATIENCE, null)]);
    say(
      message
        ? `${took()}  answered by an id of the kind ${message.from.replace(/^.*@/, '@')}, of type ${message.type}`
        : 'No answer came.',
    );
  } finally {
    await life.stop();
  }
};

await smoke().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
