/** A number at WhatsApp, played on this machine: `browserArgs` lead the bot's Chromium to it and nowhere else. */
import type { World } from '../world.ts';
import type { BotSpec } from '../world/types.ts';
import { Account } from './account.ts';
import { Bridge } from './bridge.ts';
import { Handset } from './handset.ts';
import { PageServer } from './server.ts';

export interface WhatsAppStandIn {
  account: Account;
  page: PageServer;
  bridge: Bridge;
  /** The owner of the handset scans the code that the bot shows: resolves when the page is told. */
  scan(): Promise<void>;
  handset: Handset;
  browserArgs: string[];
  close(): Promise<void>;
}

/** `spec.token` begins with the number's digits. The number becomes one of the world's bots, so that phones can open it. */
export async function createWhatsAppStandIn(world: World, spec: BotSpec): Promise<WhatsAppStandIn> {
  const bot = world.addBot({ ...spec, whatsapp: true });
  const digits = String(bot.me.id);
  const account = new Account({ id: `${digits}@c.us`, lid: `1${digits}@lid`, name: bot.me.first_name });
  const page = new PageServer(account);
  await page.listen();
  const bridge = new Bridge({ world, bot, account, page });
  return {
    account,
    page,
    bridge,
    scan: () => page.link(),
    handset: new Handset({ account, page, bridge }),
    browserArgs: page.browserArgs,
    close: () => page.close(),
  };
}
