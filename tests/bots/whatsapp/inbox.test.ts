/** What came while nobody listened, and what goes wrong in reading it back: without a browser, on a page that is played here. */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Arrival } from '#bots/channel.ts';
import { Cards } from '#bots/whatsapp/cards.ts';
import { Inbox } from '#bots/whatsapp/inbox.ts';
import type { Client } from '#bots/whatsapp/library.ts';
import type { Living } from '#bots/whatsapp/life.ts';
import type { WhatsAppOptions } from '#bots/whatsapp/options.ts';
import { OwnSends } from '#bots/whatsapp/own-sends.ts';
import { until } from '../support.ts';
import { remembered } from './remembered.ts';

const now = (): number => Math.floor(Date.now() / 1000);
const HOUR = 3_600;

interface Played {
  id: { id: string; _serialized: string };
  type: string;
  timestamp: number;
  [field: string]: unknown;
}

let ids = 0;
const message = (from: string, body: string, timestamp: number, type = 'chat'): Played => {
  const id = `3A${(ids += 1)}`;
  return {
    ...{ id: { id, _serialized: `false_${from}@lid_${id}` }, from: `${from}@lid`, to: 'us@c.us', fromMe: false },
    ...{ type, body, timestamp, rawData: {}, mentionedIds: [], hasMedia: type === 'image' },
  };
};

/** Typed at the number's handset, or sent by the bot: the page tells no difference. */
const ours = (to: string, body: string, timestamp: number, type = 'chat'): Played => {
  const one = message(to, body, timestamp, type);
  return {
    ...one,
    id: { id: one.id.id, _serialized: `true_${to}@lid_${one.id.id}` },
    from: 'us@c.us',
    to: `${to}@lid`,
    fromMe: true,
  };
};

const chatOf = ({ fromMe, from, to }: Played): string => String(fromMe ? to : from);

/** A page with the chats that people have there. */
class Page extends EventEmitter {
  info = { wid: '628111@c.us' };
  readonly said: Played[] = [];
  /** How often each way of reading fails before it works. */
  failing = { chats: 0, chat: 0 };
  has(...said: Played[]): void {
    this.said.push(...said);
  }
  pupPage = {
    evaluate: async (): Promise<string[]> => {
      if ((this.failing.chats -= 1) >= 0) throw new Error('Evaluation failed');
      return [...new Set(this.said.map(chatOf))];
    },
  };
  getChatById = async (id: string): Promise<object> => ({
    fetchMessages: async () => {
      if (id === 'rusak@lid' && (this.failing.chat -= 1) >= 0) throw new TypeError('waitForChatLoading');
      return this.said.filter((one) => chatOf(one) === id);
    },
  });
  getContactLidAndPhone = async () => [{}];
  getMessageById = async (id: string) => this.said.find((one) => one.id._serialized === id);
  sendSeen = async () => true;
}

const opened = (t: TestContext, mark: { at: number | null; of: string | null }, own = remembered()) => {
  const arrivals: Arrival[] = [];
  const page = new Page();
  const client = page as unknown as Client;
  const renewed: string[] = [];
  const life = { client, state: 'ready', renew: (why: string) => void renewed.push(why) } as unknown as Living;
  const store = { gate: Promise.resolve() };
  const options = {
    identities: { addressOf: async ([id = '']) => id, idsOf: async (id) => [id] },
    cards: { of: async () => [], keep: async () => {} },
    memory: {
      watermark: async (of) => (of && mark.of !== null && mark.of !== of ? null : mark.at),
      keepWatermark: async (at, of) => void Object.assign(mark, { at, of }),
      sent: async () => 0,
      countSent: async () => 1,
      ...own,
    },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    outage: () => true,
    onPoison: async () => {},
    limits: { undecrypted: 20 },
  } as Partial<WhatsAppOptions> as WhatsAppOptions;
  const inbox = new Inbox('whatsapp-public', life, options, new Cards(options.cards), new OwnSends(options.memory));
  inbox.open(async (_, arrival) => {
    await store.gate;
    arrivals.push(arrival);
    return { fresh: true };
  });
  t.after(() => inbox.close());
  const texts = (): string[] =>
    arrivals.map(({ content }) => (content.kind === 'text' || content.kind === 'office' ? content.text : content.kind));
  return { inbox, page, client, arrivals, texts, renewed, store };
};

test('while the chats could not be read back the mark stands still: what was missed is not lost for whoever comes next', async (t) => {
  const mark = { at: now() - 2 * HOUR, of: '628111' };
  const before = mark.at;
  const { inbox, page, client, texts, renewed } = opened(t, mark);
  page.failing.chats = 1;
  page.has(message('sari', 'sejam lalu', now() - HOUR));
  inbox.attach(client);
  page.emit('message', message('budi', 'sekarang', now()));
  await until(() => texts().includes('sekarang'));
  await inbox.close();
  assert.ok(mark.at <= before, 'it would begin behind what was missed');
  assert.deepEqual(renewed, [], 'a browser that is well is not thrown away for it');
  const next = opened(t, mark);
  next.page.has(...page.said);
  next.inbox.attach(next.client);
  await until(() => next.texts().includes('sejam lalu'));
  await next.inbox.close();
  assert.ok(mark.at > before, 'all was read: the mark goes on');
});

test('a chat that cannot be read holds no other up, and is read again', async (t) => {
  const { inbox, page, client, texts } = opened(t, { at: now() - 2 * HOUR, of: null });
  page.failing.chat = 1;
  page.has(message('rusak', 'dari yang rusak', now() - HOUR), message('sari', 'dari yang baik', now() - HOUR));
  inbox.attach(client);
  await until(() => texts().includes('dari yang rusak'));
  assert.deepEqual(texts(), ['dari yang baik', 'dari yang rusak']);
});

test('a chat that can never be read holds the mark for a day, not for ever', async (t) => {
  const mark = { at: now() - 100 * HOUR, of: '628111' };
  const { inbox, page, client, texts } = opened(t, mark);
  page.failing.chat = Infinity;
  page.has(message('rusak', '?', now() - HOUR), message('sari', 'baru', now() - HOUR));
  inbox.attach(client);
  await until(() => texts().includes('baru'));
  await inbox.close();
  assert.ok(mark.at > now() - 26 * HOUR && mark.at < now() - 24 * HOUR);
});

test('what was said at the handset before its number became ours is not ours', async (t) => {
  const mark = { at: now() - 2 * HOUR, of: '628111' };
  const { inbox, page, client, texts } = opened(t, mark);
  page.info.wid = '628222@c.us';
  page.has(message('sari', 'kepada pemilik lama', now() - HOUR));
  inbox.attach(client);
  await until(() => mark.of === '628222');
  page.emit('message', message('sari', 'kepada kantor', now()));
  await until(() => texts().length > 0);
  assert.deepEqual(texts(), ['kepada kantor']);
});

test('a page that hangs holds up no stop, and what it was asked about is left to be read back', async (t) => {
  const mark = { at: now() - 2 * HOUR, of: null };
  const before = mark.at;
  const { inbox, page, client, texts } = opened(t, mark);
  const asked = Promise.withResolvers<void>();
  page.getContactLidAndPhone = () => (asked.resolve(), new Promise(() => {}));
  page.has(message('sari', 'tergantung', now() - HOUR));
  inbox.attach(client);
  await asked.promise;
  await inbox.close();
  assert.deepEqual([texts(), mark.at > now() - HOUR, mark.at >= before], [[], false, true]);
});

test('ready twice at once, each message is handed on once', async (t) => {
  const { inbox, page, client, texts, store } = opened(t, { at: now() - 2 * HOUR, of: null });
  const gate = Promise.withResolvers<void>();
  store.gate = gate.promise;
  page.has(message('sari', 'sejam lalu', now() - HOUR));
  inbox.attach(client);
  inbox.attach(client);
  await new Promise((resolve) => setTimeout(resolve, 20));
  gate.resolve();
  page.emit('message', message('sari', 'sekarang', now()));
  await until(() => texts().includes('sekarang'));
  assert.deepEqual(texts(), ['sejam lalu', 'sekarang']);
});

test('what was not decrypted when it was read back comes once it is', async (t) => {
  const { inbox, page, client, texts } = opened(t, { at: now() - 2 * HOUR, of: null });
  const late = message('sari', '', now() - HOUR, 'ciphertext');
  page.has(late);
  inbox.attach(client);
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(texts(), []);
  Object.assign(late, { type: 'chat', body: 'terbaca' });
  await until(() => texts().length > 0);
  assert.deepEqual(texts(), ['terbaca']);
});

test('photos that are read back are one album only where they were sent together', async (t) => {
  const { inbox, page, client, arrivals } = opened(t, { at: now() - 5 * HOUR, of: null });
  const at = now() - 4 * HOUR;
  page.has(...[at, at + 2, at + HOUR].map((sent) => message('sari', '', sent, 'image')));
  inbox.attach(client);
  await until(() => arrivals.length === 3);
  const albums = arrivals.map(({ content }) => (content.kind === 'photo' ? content.album : null));
  assert.equal(albums[0], albums[1]);
  assert.notEqual(albums[1], albums[2]);
});

test('what was typed at the handset while nobody listened comes once, in order and with its age; what the bot sent does not, also where nobody knows how that send ended', async (t) => {
  const own = remembered();
  const at = now() - HOUR;
  // Kept before it left, by a process that is gone.
  await own.keepOwn('Laporan diterima', (at - 60) * 1000);
  await own.keepOwn('Baik', at * 1000);
  const { inbox, page, client, arrivals, texts } = opened(t, { at: now() - 2 * HOUR, of: null }, own);
  page.has(
    ours('sari', 'Laporan diterima', at - 61),
    message('sari', 'jam berapa?', at),
    ours('sari', 'Baik', at + 20),
    ours('sari', 'Jam 10, Bu. Tuti', at + 60),
    ours('sari', '', at + 70, 'e2e_notification'),
    message('sari', 'terima kasih', at + 120),
    // The bot said so an hour before.
    ours('sari', 'Baik', at + HOUR - 60),
  );
  inbox.attach(client);
  inbox.attach(client);
  await until(() => texts().includes('Baik'));
  page.emit('message', message('sari', 'halo', now()));
  await until(() => texts().includes('halo'));
  assert.deepEqual(texts(), ['jam berapa?', 'Jam 10, Bu. Tuti', 'terima kasih', 'Baik', 'halo']);
  assert.deepEqual(
    arrivals.map(({ content }) => content.kind),
    ['text', 'office', 'text', 'office', 'text'],
  );
  const minutes = (sentAt?: number): number | null => (sentAt ? Math.round((Date.now() - sentAt) / 60_000) : null);
  assert.deepEqual(
    arrivals.map(({ sentAt }) => minutes(sentAt)),
    [60, 59, 58, 1, null],
  );
});

test('what is older than all that the number remembers of its own is nobody’s word; old words of the office are kept whole, of old ones of people the last', async (t) => {
  const own = remembered();
  await own.keepOwn('Selamat datang', (now() - 40 * HOUR) * 1000);
  const { inbox, page, client, texts } = opened(t, { at: now() - 50 * HOUR, of: null }, own);
  page.has(
    ours('sari', 'kiriman rilis sebelumnya', now() - 45 * HOUR),
    ours('sari', 'Sabtu kantor tutup', now() - 35 * HOUR),
    message('sari', 'oh begitu', now() - 34 * HOUR),
    ours('sari', 'Senin buka lagi', now() - 33 * HOUR),
    message('sari', 'baik bu', now() - 32 * HOUR),
  );
  inbox.attach(client);
  await until(() => texts().includes('refused'));
  assert.deepEqual(texts(), ['Sabtu kantor tutup', 'Senin buka lagi', 'refused']);
});
