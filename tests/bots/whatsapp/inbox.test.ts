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
      return [...new Set(this.said.map(({ from }) => from as string))];
    },
  };
  getChatById = async (id: string): Promise<object> => ({
    fetchMessages: async () => {
      if (id === 'rusak@lid' && (this.failing.chat -= 1) >= 0) throw new TypeError('waitForChatLoading');
      return this.said.filter(({ from }) => from === id);
    },
  });
  getContactLidAndPhone = async () => [{}];
  getMessageById = async (id: string) => this.said.find((one) => one.id._serialized === id);
  sendSeen = async () => true;
}

const opened = (t: TestContext, mark: { at: number | null; of: string | null }) => {
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
    },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    outage: () => true,
    onPoison: async () => {},
    limits: { undecrypted: 20 },
  } as Partial<WhatsAppOptions> as WhatsAppOptions;
  const inbox = new Inbox('whatsapp-public', life, options, new Cards(options.cards), new OwnSends());
  inbox.open(async (_, arrival) => {
    await store.gate;
    arrivals.push(arrival);
    return { fresh: true };
  });
  t.after(() => inbox.close());
  const texts = (): string[] => arrivals.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));
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
