/** One number at the played WhatsApp, linked once for all tests of a file: the real library in a browser that they share. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Life } from '#bots/whatsapp/life.ts';
import type { Limits, WhatsAppOptions } from '#bots/whatsapp/options.ts';
import { findBrowser } from '#services/browser.ts';
import { People } from '#simulator/people.ts';
import { createWhatsAppStandIn } from '#simulator/whatsapp/stand-in.ts';
import { World } from '#simulator/world.ts';
import { logTo, until, type Said } from '../support.ts';
import { remembered } from './remembered.ts';

export const NUMBER = 'whatsapp-public';

/** The database's absence, as the channel is told of it. */
export class Away extends Error {}

/** Short waits: what a test breaks is to be mended while it looks. */
const LIMITS: Partial<Limits> = { backoff: { from: 20, to: 200 } };

export const openHouse = async (more: Partial<WhatsAppOptions> = {}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'menyapa-whatsapp-'));
  const world = new World();
  const standIn = await createWhatsAppStandIn(world, {
    token: '620000000021:x',
    username: 'menyapa_wa',
    channel: NUMBER,
  });
  const said: Said[] = [];
  const states: string[] = [];
  const lease = { holds: true, held: (): boolean => lease.holds };
  let mark: number | null = null;
  const options: WhatsAppOptions = {
    profile: path.join(folder, 'number'),
    browser: () => findBrowser(process.env),
    browserArgs: standIn.browserArgs,
    lease,
    // Whoever has written is known by the id that they write from.
    identities: {
      addressOf: async ([id = '']) => id,
      idsOf: async (address) => (standIn.account.history().some(({ from }) => from === address) ? [address] : []),
    },
    cards: { of: async () => [], keep: async () => {} },
    memory: {
      watermark: async () => mark,
      keepWatermark: async (seconds) => void (mark = seconds),
      sent: async () => 0,
      countSent: async () => 1,
      ...remembered(),
    },
    log: logTo(said),
    outage: (error) => error instanceof Away,
    onPoison: async () => {},
    onState: (state) => void states.push(state),
    onLink: () => void standIn.scan().catch(() => undefined),
    paced: false,
    ...more,
    limits: { ...LIMITS, ...more.limits },
  };
  return {
    world,
    people: new People(world),
    standIn,
    said,
    states,
    lease,
    options,
    async close() {
      await standIn.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 4 });
    },
  };
};

export type House = Awaited<ReturnType<typeof openHouse>>;

/** A house whose number is linked and ready. */
export const openLinked = async (): Promise<House & { life: Life }> => {
  const house = await openHouse();
  const life = new Life(house.options);
  life.start();
  await until(() => life.state === 'ready', 'the link');
  return {
    ...house,
    life,
    async close() {
      await life.stop();
      await house.close();
    },
  };
};
