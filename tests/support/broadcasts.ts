/** Announcements in tests: an hour at which they may go out, subscribers, and a draft written in chat. */
import type { TestContext } from 'node:test';
import type { Broadcast, BroadcastStatus } from '#models/broadcast.ts';
import { ChatStore } from '#models/chat.store.ts';
import { database } from '#models/database.ts';
import { Leases } from '#models/lease.ts';
import type { DeliveryState } from '#models/delivery.ts';
import type { Models } from '#models/models.ts';
import { SUBSCRIBERS } from '#models/subscription.ts';
import type { SendOutcome } from '#bots/channel.ts';
import type { Message } from '#flows/engine/message.ts';
import { quietUntil } from '#services/broadcast/quiet.ts';
import { createLog } from '#services/log.ts';
import type { System } from '#system';
import { BroadcastWorker } from '#workers/broadcast.ts';
import type { BroadcastParts } from '#workers/broadcast.ts';
import { until } from './crash/until.ts';
import { startTestSystem } from './system.ts';
import type { TestSystem } from './system.ts';
import type { Talk } from './talk.ts';

/** Business time at which announcements go out, with hours of it left. */
export async function toLoudHours({ services: { clock, council } }: System): Promise<void> {
  const HOUR = 3_600_000;
  let at = clock.now();
  while ([0, 1, 2, 3].some((hours) => quietUntil(council, at + hours * HOUR) !== null)) at += HOUR / 2;
  if (at > clock.now()) await clock.move(at - clock.now());
}

/** Somebody who wants news of one topic, by the conversation itself. */
export const subscriber = (talk: TestSystem['talk'], name: string, topic = 'Layanan', place = 'Seluruh kota'): Talk =>
  talk('telegram-public', name)
    .start()
    .sees('Selamat datang')
    .user('langganan')
    .sees('Kabar apa')
    .tap(topic)
    .sees('Ada lagi')
    .tap('Itu saja')
    .sees('kecamatan mana')
    .tap(place)
    .sees('Setuju?')
    .tap('Ya, kirimi')
    .sees('kami kirim ke sini');

/** For whom, as it is picked and said in chat; where nobody is left out, `except` says so. */
export interface ToWhom {
  by: string;
  whom: string;
  except: string;
}
const TO_TOPIC: ToWhom = { by: 'Pelanggan topik', whom: 'Layanan', except: 'Lewati' };

/** From the first word to the draft's card. */
export function compose(staff: Talk, text: string, when = 'segera', { by, whom, except } = TO_TOPIC): Talk {
  staff.user('siaran').sees('untuk siapa').tap(by).sees('yang mana').user(whom);
  // Of a list nobody asks whether there is more.
  if (!whom.includes(',')) staff.sees('Ada lagi').tap('Itu saja');
  return staff
    .sees('dikecualikan')
    .user(except)
    .sees('isi pengumuman')
    .user(text)
    .sees('bahasa Inggris')
    .tap('Lewati')
    .sees('foto atau PDF')
    .tap('Lewati')
    .sees('Kapan dikirim')
    .user(when)
    .sees('Mohon diperiksa', text)
    .tap('Ya, simpan')
    .sees('tersimpan')
    .sees(text, 'Balas STOP')
    .sees('Konsep', 'penerima');
}

export const reaches = ({ services }: System, number: string, status: BroadcastStatus): Promise<void> =>
  until(async () => (await services.models.Broadcast.findOne({ _id: number }).lean())?.status === status);

export const CHANNEL = 'telegram-public';
/** Where some are too. */
export const OTHER = 'whatsapp-public';
/** In the order of their numbers. */
export const chatOf = (n: number): string => `${CHANNEL}:${1_000_000_000 + n}`;
export const addressOf = (n: number): string => String(1_000_000_000 + n);

/** Chats that want news of the office's services, as if they had joined in this order. */
export async function subscribed(models: Models, chats: readonly string[]): Promise<void> {
  const joined = (await models.Counter.findOne({ _id: SUBSCRIBERS }).lean<{ value: number }>())?.value ?? 0;
  const docs = chats.map((_id, n) => ({
    ...{ _id, schemaVersion: 1, seq: joined + n + 1, status: 'aktif', topics: ['layanan'], district: null },
    ...{ locale: 'id', consent: null, leftAt: null },
  }));
  if (docs.length) await models.Subscription.collection.insertMany(docs as never[], { ordered: false });
  const value = joined + chats.length;
  await models.Counter.updateOne({ _id: SUBSCRIBERS }, { $set: { value } }, { upsert: true });
}

/** An announcement that is due, by topic, and workers with a platform that answers as the test says. */
export async function announce(t: TestContext, system: System, number: string, more: Partial<Broadcast> = {}) {
  await toLoudHours(system);
  const { services } = system;
  const { models, clock } = services;
  const db = database(models.Visit.db);
  await models.Broadcast.create({
    ...{ _id: number, requestKey: number, status: 'terjadwal', at: new Date(clock.now() - 1000) },
    ...{ audience: { by: 'topik', values: ['layanan'] }, except: { districts: [], broadcasts: [] } },
    ...{ text: { id: 'Kantor tutup Jumat.', en: 'The office is closed on Friday.' } },
    author: { person: 'p', name: 'Sari' },
    ...more,
  } as never);
  const sends: { address: string; message: Message; channel: string }[] = [];
  const outcomes: string[] = [];
  const edits: { address: string; sent: string; message: Message }[] = [];
  let answer: (address: string, nth: number, channel: string) => SendOutcome | Promise<SendOutcome> = () => ({
    sent: '1',
  });
  const senderOf = (channel: string) => ({
    send: async (address: string, message: Message) => {
      sends.push({ address, message, channel });
      return answer(address, sends.length, channel);
    },
    edit: async (address: string, sent: string, message: Message): Promise<SendOutcome> => {
      edits.push({ address, sent, message });
      return { sent };
    },
  });
  const senders = new Map([CHANNEL, OTHER].map((channel) => [channel, senderOf(channel)]));
  const worker = (self: string, own: Partial<Models> = {}, parts: Partial<BroadcastParts> = {}): BroadcastWorker => {
    const one = new BroadcastWorker({
      ...{ store: new ChatStore(db), leases: new Leases(db), senders, self },
      services: { ...services, models: { ...models, ...own } },
      ...{ leaseMs: 600, sendTimeoutMs: 400, fileTimeoutMs: 400, log: createLog('silent', 'x'.repeat(32)) },
      barEveryMs: 0,
      onOutcome: (channel, outcome) => void outcomes.push(`${channel} ${outcome}`),
      say: (locale, { key, args = {} }) => {
        const { text, lines } = args as { text?: string; lines?: unknown };
        return `${locale}:${text ?? (lines ? JSON.stringify(lines) : key)}`;
      },
      ...parts,
    });
    one.start();
    t.after(() => one.stop());
    return one;
  };
  return { sends, edits, outcomes, worker, answers: (how: typeof answer) => void (answer = how) };
}

export const NUMBER = 'S-2001';

/** A house whose own process sends nothing, an announcement that is due, `people` who want it, and workers by hand. */
export async function house(t: TestContext, people: number, more: Partial<Broadcast> = {}) {
  const { system } = await startTestSystem(t, { env: { ROLE: 'web', LEASE_MS: '600' } });
  const { services } = system;
  const { models } = services;
  await subscribed(
    models,
    Array.from({ length: people }, (_, n) => chatOf(n)),
  );
  const announced = await announce(t, system, NUMBER, more);
  const { sends } = announced;
  const one = () => models.Broadcast.findOne({ _id: NUMBER }).lean<Broadcast>();
  const status = async (): Promise<BroadcastStatus | undefined> => (await one())?.status;
  return {
    ...announced,
    ...{ system, models, services, number: NUMBER, one, status },
    reaches: (wanted: BroadcastStatus) => until(async () => (await status()) === wanted),
    states: async () => {
      const rows = await models.Delivery.find().lean();
      return Object.fromEntries(
        [...Map.groupBy(rows, ({ state }) => state)].map(([state, all]) => [state, all.length]),
      ) as Partial<Record<DeliveryState, number>>;
    },
    twice: () => sends.length - new Set(sends.map(({ address }) => address)).size,
  };
}
