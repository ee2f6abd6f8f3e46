/** Puts WhatsApp's numbers together with what this process has: lease, memory, browser, and who is told how they stand. */
import path from 'node:path';
import { isOutage } from '#models/database.ts';
import type { Leases } from '#models/lease.ts';
import type { WhatsAppNumber as NumberDoc } from '#models/whatsapp-number.ts';
import type { Accept, Channel } from '#bots/channel.ts';
import { nameOf } from '#bots/log.ts';
import type { Log } from '#bots/log.ts';
import type { Lease } from '#bots/poller.ts';
import { createWhatsAppChannel } from '#bots/whatsapp/channel.ts';
import type { LinkSign, Memory, WhatsAppChannel, WhatsAppOptions } from '#bots/whatsapp/options.ts';
import { STATES } from '#bots/whatsapp/state.ts';
import type { State } from '#bots/whatsapp/state.ts';
import type { Config } from '#config';
import { tx } from '#flows/engine/message.ts';
import { findBrowser } from '#services/browser.ts';
import type { Services } from '#services/commands.ts';
import { LeaseKeeper } from '#services/lease-keeper.ts';
import type { Metrics } from '#services/metrics.ts';
import { cardStore } from '#services/whatsapp/cards.ts';
import { sendStore } from '#services/whatsapp/sends.ts';
import { Holder } from '#services/whatsapp/holder.ts';
import type { Screen } from '#services/whatsapp/holder.ts';
import { NUMBERS } from '#services/whatsapp/number-book.ts';
import type { NumberBook } from '#services/whatsapp/number-book.ts';
import { FileFetcher, remoteFiles } from '#services/whatsapp/remote-files.ts';
import { tellPeopleOf } from '#services/whatsapp/tell-people.ts';
import type { NumberShown } from '#web/whatsapp-page.ts';
import { proved } from '#services/telephones.ts';
import { WhatsAppIdentities } from '#services/whatsapp/identities.ts';
import { Merging } from '#services/whatsapp/merging.ts';

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

export type Numbers = Partial<Record<Which, WhatsAppNumber>>;

/** What this process has for its numbers. */
export interface NumberParts {
  config: Config;
  services: Services;
  leases: Leases;
  /** Unique to the process. */
  self: string;
  log: Log;
  metrics: Metrics;
  keepPoison(bot: string, message: object, error: unknown): Promise<void>;
  book: NumberBook;
  /** Where codes are shown; null where no members' bot is. */
  screen: Screen | null;
}

/** A browser takes longer to start than a poll: its number changes hands less readily. */
const LEASES = 4;

/** The channels, and the leases under which they work; whoever stops them stops both. */
export async function createNumbers(
  numbers: Numbers,
  parts: NumberParts,
): Promise<{ channels: WhatsAppChannel[]; keepers: LeaseKeeper[]; holders: { stop(): Promise<void> }[] }> {
  const { leases, self, config } = parts;
  const channels: WhatsAppChannel[] = [];
  const keepers: LeaseKeeper[] = [];
  const holders: { stop(): Promise<void> }[] = [];
  if (Object.keys(numbers).length === 0) return { channels, keepers, holders };
  const { models, hash } = parts.services;
  const merging = new Merging({ models, log: parts.log });
  merging.start();
  holders.push(merging);
  const identities = new WhatsAppIdentities(models.WhatsAppId, hash, merging, (address, phone) =>
    proved(models, hash, `whatsapp:${address}`, phone),
  );
  for (const [which, number] of Object.entries(numbers) as [Which, WhatsAppNumber][]) {
    const lease = new LeaseKeeper(leases, `whatsapp-${which}`, self, config.leaseMs * LEASES);
    await lease.start();
    keepers.push(lease);
    const { channel, holder } = createNumber(which, number, lease, identities, parts);
    channels.push(channel);
    holders.push(holder);
    // Workers are other processes then, and have no browser to ask.
    if (config.role !== 'bots') continue;
    const fetcher = new FileFetcher(parts.services, channel);
    fetcher.start();
    holders.push(fetcher);
  }
  return { channels, keepers, holders };
}

const createNumber = (
  which: Which,
  number: WhatsAppNumber,
  lease: Lease,
  identities: WhatsAppIdentities,
  parts: NumberParts,
): { channel: WhatsAppChannel; holder: Holder } => {
  const { config, services, log, keepPoison } = parts;
  const name = `whatsapp-${which}` as const;
  const { pairWith, browserArgs, onLink, limits, wanted } = number;
  const channel = createWhatsAppChannel(name, {
    // A played number's session is no real one's.
    profile: path.join(config.dataDir, browserArgs ? 'whatsapp-stand-in' : 'whatsapp', which),
    browser: () => findBrowser(config.browser),
    ...(browserArgs && { browserArgs }),
    ...(pairWith !== undefined && { pairWith }),
    onLink(sign) {
      onLink?.(sign);
      holder.onLink(sign);
    },
    onLinked: () => holder.kick(),
    ...(limits && { limits }),
    lease,
    identities,
    cards: cardStore(services.models.WhatsAppCard, name),
    memory: memoryOf(name, services),
    log,
    outage: isOutage,
    onPoison: (message, error) => keepPoison(name, message, error),
    onState(state, why) {
      stateIs(which, state, parts);
      holder.onState(state, why);
    },
    onCeiling: (sent) => tellAdmins(which, 'ceiling', parts, sent),
    files: { read: async (id) => (await services.files.read(id))?.bytes ?? null },
    sendTimeout: config.sendTimeoutMs,
    fileTimeout: config.fileTimeoutMs,
    paced: config.paced,
  });
  const holder = new Holder(channel, {
    name,
    book: parts.book,
    screen: parts.screen,
    held: () => lease.held(),
    log,
    tellAdmins: async (key, text) => void (await services.notices.toRoles(['admin'], { key, text })),
    tellPeople: (key, text) => tellPeopleOf(services, name, key, text),
  });
  const { start } = channel;
  const begin = async (accept: Accept): Promise<void> => {
    holder.start();
    await start(accept);
  };
  // Not awaited: nobody may ever want it.
  const when = wanted ? async (accept: Accept) => void wanted.then(() => begin(accept)) : begin;
  // The number's own state is read while it runs: copied, it would stand still.
  channel.start = when;
  return { channel, holder };
};

const stateIs = (which: Which, state: State, parts: NumberParts): void => {
  for (const each of STATES) parts.metrics.whatsapp.set({ number: which, state: each }, Number(each === state));
  if (state === 'logged-out' || state === 'banned') tellAdmins(which, state, parts);
};

/** ms in which one thing is said once. */
const ADMIN_EVERY = 6 * 3_600_000;

/** What only a person can mend, or must know of: in each administrator's chats. */
const tellAdmins = (
  which: Which,
  what: 'logged-out' | 'banned' | 'ceiling',
  { services, log }: NumberParts,
  sent = 0,
): void => {
  const key = `whatsapp:${which}:${what}:${Math.floor(Date.now() / ADMIN_EVERY)}`;
  const text = tx(`whatsapp.${what}`, { number: tx(`whatsapp.number-${which}`), sent });
  services.notices
    .toRoles(['admin'], { key, text })
    .catch((error: unknown) => log.error({ error: nameOf(error) }, 'an administrator could not be told of a number'));
};

const memoryOf = (name: string, { models, hash }: Services): Memory => ({
  ...sendStore(models.WhatsAppSend, name, (text) => hash.sent(text)),
  async watermark(of) {
    const doc = await models.WhatsAppNumber.findById(name).lean<NumberDoc>();
    const another = of !== null && (doc?.watermarkOf ?? of) !== of;
    return another ? null : (doc?.watermark ?? null);
  },
  async keepWatermark(seconds, of) {
    const set = { watermark: seconds, ...(of !== null && { watermarkOf: of }) };
    await models.WhatsAppNumber.updateOne({ _id: name }, { $set: set }, { upsert: true });
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

/** For the admin page: each number with what links it now. */
export const numbersShown = async (book: NumberBook): Promise<NumberShown[]> =>
  Promise.all(
    (await book.standings()).map(async (standing) => {
      const sign = (await book.read(standing.name))?.sign;
      const link = sign && sign.until.getTime() > Date.now() ? { kind: sign.kind, text: sign.text } : null;
      return { ...standing, link };
    }),
  );

/** Numbers whose browser is in another process: a worker asks that one for the files of people. */
export const remoteNumbers = (services: Services): [string, Pick<Channel, 'download'>][] =>
  NUMBERS.map((name) => [name, remoteFiles(services, name)]);
