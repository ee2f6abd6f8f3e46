/** Puts one WhatsApp number together with what this process has: its lease, its memory, its browser. */
import path from 'node:path';
import { isOutage } from '#models/database.ts';
import type { WhatsAppNumber as NumberDoc } from '#models/whatsapp-number.ts';
import type { Accept } from '#bots/channel.ts';
import type { Log } from '#bots/log.ts';
import type { Lease } from '#bots/poller.ts';
import { createWhatsAppChannel } from '#bots/whatsapp/channel.ts';
import type { LinkSign, Memory, WhatsAppChannel, WhatsAppOptions } from '#bots/whatsapp/options.ts';
import type { State } from '#bots/whatsapp/state.ts';
import type { Config } from '#config';
import { findBrowser } from '#services/browser.ts';
import type { Services } from '#services/commands.ts';
import { cardStore } from '#services/whatsapp/cards.ts';
import { WhatsAppIdentities } from '#services/whatsapp/identities.ts';

export type Which = 'public' | 'members';

/** A number that this installation has, real or played. */
export interface WhatsAppNumber {
  pairWith?: string;
  /** Of a stand-in: where its browser must go instead of to WhatsApp. */
  browserArgs?: readonly string[];
  /** Of a stand-in: resolves when somebody wants to talk; until then no browser is started. */
  wanted?: Promise<void>;
  onLink?(sign: LinkSign): void;
  limits?: WhatsAppOptions['limits'];
}

export interface NumberParts {
  config: Config;
  services: Services;
  lease: Lease;
  log: Log;
  onPoison: WhatsAppOptions['onPoison'];
  onState(which: Which, state: State): void;
  onCeiling(which: Which, sent: number): void;
}

export const createNumber = (which: Which, number: WhatsAppNumber, parts: NumberParts): WhatsAppChannel => {
  const { config, services, lease, log, onPoison, onState, onCeiling } = parts;
  const name = `whatsapp-${which}` as const;
  const { pairWith, browserArgs, onLink, limits } = number;
  const channel = createWhatsAppChannel(name, {
    // A played number's session is no real one's.
    profile: path.join(config.dataDir, browserArgs ? 'whatsapp-stand-in' : 'whatsapp', which),
    browser: () => findBrowser(config.browser),
    ...(browserArgs && { browserArgs }),
    ...(pairWith !== undefined && { pairWith }),
    ...(onLink && { onLink }),
    ...(limits && { limits }),
    lease,
    identities: new WhatsAppIdentities(services.models.WhatsAppId, services.hash),
    cards: cardStore(services.models.WhatsAppCard, name),
    memory: memoryOf(name, services),
    log,
    outage: isOutage,
    onPoison,
    onState: (state) => onState(which, state),
    onCeiling: (sent) => onCeiling(which, sent),
    files: { read: async (id) => (await services.files.read(id))?.bytes ?? null },
    sendTimeout: config.sendTimeoutMs,
    fileTimeout: config.fileTimeoutMs,
    paced: config.paced,
  });
  const { wanted } = number;
  if (!wanted) return channel;
  const { start } = channel;
  // Not awaited: nobody may ever want it.
  return Object.assign(channel, {
    start: async (accept: Accept) => void wanted.then(() => start(accept)),
  });
};

const memoryOf = (name: string, { models }: Services): Memory => ({
  async watermark() {
    const doc = await models.WhatsAppNumber.findById(name).lean<NumberDoc>();
    return doc?.watermark ?? null;
  },
  async keepWatermark(seconds) {
    await models.WhatsAppNumber.updateOne({ _id: name }, { $set: { watermark: seconds } }, { upsert: true });
  },
  async sent(day) {
    const doc = await models.WhatsAppNumber.findById(name).lean<NumberDoc>();
    return doc?.sent?.day === day ? doc.sent.count : 0;
  },
  async countSent(day) {
    const same = { _id: name, 'sent.day': day };
    const counted = await models.WhatsAppNumber.findOneAndUpdate(
      same,
      { $inc: { 'sent.count': 1 } },
      { returnDocument: 'after' },
    ).lean<NumberDoc>();
    if (counted) return counted.sent?.count ?? 1;
    // One process has the number: nobody else begins the day at the same time.
    await models.WhatsAppNumber.updateOne({ _id: name }, { $set: { sent: { day, count: 1 } } }, { upsert: true });
    return 1;
  },
});
