/** One process of the system: reads the environment, starts what its role says, stops on a signal. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { toString } from 'qrcode';
import type { LinkSign } from '#bots/whatsapp/options.ts';
import { ConfigError, readConfig } from '#config';
import type { Config } from '#config';
import { createLog } from '#services/log.ts';
import { explain } from './explain.ts';
import { startSystem } from './system.ts';
import type { Bots } from './system.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Platform {
  bots: Bots | null;
  /** Address of the stand-in, and the routes of its page of phones. */
  standIn: string | null;
  phones: FastifyPluginAsync | null;
  close(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '..');

/** Shows how to link a number, as text for a camera: the terminal is where its administrator sits. */
const tellLink =
  (which: string) =>
  (sign: LinkSign): void => {
    if ('code' in sign) return say(`WhatsApp (${which}): type ${sign.code} on the handset, under linked devices.`);
    void toString(sign.qr, { type: 'terminal', small: true }).then((code) =>
      say(`WhatsApp (${which}): scan this on the handset, under linked devices.\n${code}`),
    );
  };

/** The bots' tokens, or a stand-in for the platform in this very process where there are none. */
async function openPlatform(config: Config): Promise<Platform> {
  const { publicToken, membersToken, apiRoot } = config.telegram;
  const whatsapp = Object.fromEntries(
    Object.entries(config.whatsapp).map(([which, number]) => [which, { ...number, onLink: tellLink(which) }]),
  );
  if (publicToken !== undefined && membersToken !== undefined)
    return {
      bots: { publicToken, membersToken, ...(apiRoot !== undefined && { apiRoot }), whatsapp },
      standIn: null,
      phones: null,
      close: async () => {},
    };
  if (!config.standIn) return { bots: null, standIn: null, phones: null, close: async () => {} };
  // Loaded only here: production never has the simulator in memory.
  const { createStandIn } = await import('#simulator/stand-in.ts');
  const { demoBots } = await import('#simulator/demo-bots.ts');
  const { openNumbers } = await import('#simulator/whatsapp/numbers.ts');
  const { phoneRoutes } = await import('#simulator/page/phone-routes.ts');
  mkdirSync(config.dataDir, { recursive: true });
  // Who pressed Start is remembered over restarts, as the platform would.
  const memory = path.join(config.dataDir, 'stand-in.json');
  const standIn = await createStandIn({ bots: Object.values(demoBots), memory });
  const numbers = await openNumbers(standIn.world);
  return {
    bots: {
      publicToken: demoBots.public.token,
      membersToken: demoBots.members.token,
      apiRoot: standIn.url,
      // A real number that was asked for stands in front of the played one.
      whatsapp: { ...numbers.whatsapp, ...whatsapp },
    },
    standIn: standIn.url,
    // A process with the web side alone has no bots that would answer.
    phones: config.role === 'all' ? phoneRoutes(standIn.people, root, numbers.handsets) : null,
    close: async () => {
      await numbers.close();
      await standIn.close();
    },
  };
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  // Node's own way of telling it would say all that stands in the fault.
  process.on('uncaughtException', (err) => {
    createLog(config.logLevel, config.identityKey).fatal({ err }, 'a fault that nobody caught ends the process');
    process.exit(1);
  });
  const platform = await openPlatform(config);
  const runFile = path.join(config.dataDir, 'run.json');
  const system = await startSystem(config, platform.bots, platform.phones).catch(async (error: unknown) => {
    await platform.close();
    throw error;
  });
  if (system.web) {
    mkdirSync(config.dataDir, { recursive: true });
    writeFileSync(runFile, JSON.stringify({ web: system.web, standIn: platform.standIn, pid: process.pid }));
  }
  say(`ready: ${system.web ?? config.role}`);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await system.stop();
    await platform.close();
    rmSync(runFile, { force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
}

main().catch((error: unknown) => {
  const sentences = error instanceof ConfigError ? error.faults : [explain(error)];
  process.stderr.write(`${sentences.join('\n')}\n`);
  process.exit(1);
});
