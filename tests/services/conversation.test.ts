/** One process and its turns: never more at once than it may, none begun once it is told to stop, and a chat of any age stays small. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { mongo } from 'mongoose';
import { isUnsent } from '#models/chat-doc.ts';
import { ChatStore } from '#models/chat.store.ts';
import { connect, database } from '#models/database.ts';
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { Conversation } from '#services/conversation.ts';
import { createLog } from '#services/log.ts';
import { Outbox } from '#services/outbox.ts';
import { until } from '#tests/support/crash/until.ts';
import { drive, flow } from '#tests/support/engine.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';
import { asking } from '../flows/engine/flows.ts';

const uri = freshDatabase();
const LEASE = 600_000;
let db: mongo.Db;
let close: () => Promise<void>;
before(async () => {
  const connection = await connect(uri);
  db = database(connection);
  await new ChatStore(db).prepare();
  close = () => connection.close();
});
after(async () => {
  await close();
  await dropDatabase(uri);
});

/** A read that answers when the test says so. */
const gated: Flow<null> = flow('gate', async (t) => {
  await t.read('gate', 'gate', {});
  t.say(tx('through'));
});

function openProcess(maxTurns: number, platform: () => Promise<void> = async () => {}) {
  const store = new ChatStore(db);
  const log = createLog('fatal', 'a key that only the tests have, 32 signs');
  const gates: (() => void)[] = [];
  const sent: string[] = [];
  const env = drive({
    flows: [gated, { flow: asking('a', 'b'), words: ['isi'] }],
    queries: { gate: () => new Promise((resolve) => gates.push(() => resolve(null))) },
    env: { readLimit: LEASE },
  }).env;
  const send = async (address: string, { text }: { text: string }) => {
    sent.push(`${address}: ${text}`);
    await platform();
    return { sent: String(sent.length) };
  };
  const outbox = new Outbox({
    ...{ store, senders: new Map([['x', { send } as never]]), wakeSender() {}, wakeEffects() {}, self: String(gates) },
    ...{ sendTimeoutMs: LEASE, fileTimeoutMs: LEASE, sendTries: 5, leaseMs: LEASE, log },
  });
  const conversation = new Conversation({
    ...{ store, outbox, log, leaseMs: LEASE, patienceMs: LEASE, maxTurns },
    ...{ now: () => Date.now(), wakeEffects() {} },
    env: () => ({ ...env, roles: async () => [] }),
  });
  const come = (chat: string, content: { kind: 'start'; flow: string; arg: '' } | { kind: 'text'; text: string }) =>
    conversation.accept(chat, 'public', { id: `i${chat}${(items += 1)}`, content });
  return { store, conversation, outbox, gates, sent, come };
}

/** Of all processes. */
let items = 0;

const START = { kind: 'start', flow: 'gate', arg: '' } as const;
/** Those that were accepted and wait, by their chat. */
const left = async (prefix: string): Promise<string[]> =>
  (
    await db
      .collection<{ _id: string }>('chats')
      .find({ _id: new RegExp(`^${prefix}`), 'inbox.0': { $exists: true } })
      .toArray()
  )
    .map(({ _id }) => _id)
    .toSorted();

test('above MAX_TURNS a process accepts, durably, and runs the turns as places get free', async () => {
  const one = openProcess(2);
  const chats = Array.from({ length: 7 }, (_, n) => `x:many-${n}`);
  for (const chat of chats) assert.equal(await one.come(chat, START), true);
  await until(() => one.gates.length === 2);
  assert.deepEqual([one.conversation.turns, one.conversation.turnsWaiting, one.conversation.saturated], [2, 5, true]);
  assert.deepEqual(await left('x:many'), chats);
  for (let n = 1; n <= chats.length; n += 1) {
    assert.ok(one.conversation.turns <= 2 && one.gates.length <= 2);
    one.gates.shift()!();
    await until(() => one.sent.filter((text) => text.includes('through')).length === n);
    await until(() => one.gates.length === Math.min(2, chats.length - n));
  }
  await until(() => !one.conversation.turns);
  assert.deepEqual([one.conversation.turnsWaiting, await left('x:many')], [0, []]);
  assert.equal(new Set(one.sent).size, one.sent.length);
});

test('told to stop, it ends what it began and begins nothing; another answers the others, each once', async () => {
  const [one, other] = [openProcess(2), openProcess(9)];
  const chats = Array.from({ length: 5 }, (_, n) => `x:stop-${n}`);
  for (const chat of chats) await one.come(chat, START);
  await until(() => one.gates.length === 2);
  const ended = one.conversation.settle();
  await one.come('x:stop-5', START);
  for (const open of one.gates) open();
  await ended;
  await one.outbox.drain();
  assert.equal(one.gates.length, 2, 'nothing was begun');
  assert.equal(one.conversation.turnsWaiting, 0);
  for (const chat of await left('x:stop')) {
    const found = await other.store.load(chat);
    const claimed = found && (await other.store.claim(found, Date.now() + LEASE));
    assert.ok(claimed);
    other.conversation.start(claimed);
  }
  await until(() => other.gates.length === 4);
  for (const open of other.gates) open();
  await until(() => other.sent.filter((text) => text.includes('through')).length === 4);
  const all = [...one.sent, ...other.sent].filter((text) => text.includes('through'));
  assert.equal(new Set(all).size, 6);
});

test('a chat that others go on writing to keeps no process from its end', async () => {
  const [one, other] = [openProcess(2), openProcess(2)];
  await one.come('x:chatty', START);
  await until(() => one.gates.length === 1);
  const ended = one.conversation.settle();
  // Accepted by another process while this one has the turn: it would be taken behind it, and so on without end.
  const told = Date.now();
  await until(() => Date.now() > told);
  await other.come('x:chatty', START);
  one.gates[0]!();
  await ended;
  assert.equal(one.gates.length, 1);
  assert.deepEqual(await left('x:chatty'), ['x:chatty']);
});

test('two hundred turns and more: the last is answered like the first, and the chat grows no more', async () => {
  const { come, outbox, sent } = openProcess(4);
  const sizes: number[] = [];
  for (let n = 1; n <= 210; n += 1) {
    const before = sent.length;
    await come('x:long', { kind: 'text', text: n % 3 ? `jawaban ${n % 10}` : 'isi' });
    await until(() => sent.length > before);
    if (n % 70) continue;
    const chats = db.collection<{ _id: string; seen: string[]; inbox: unknown[] }>('chats');
    await until(async () => (await chats.findOne({ _id: 'x:long' }))?.inbox.length === 0);
    const chat = (await chats.findOne({ _id: 'x:long' }))!;
    assert.ok(chat.seen.length <= 200);
    sizes.push(JSON.stringify({ ...chat, seen: [] }).length);
  }
  await outbox.drain();
  assert.ok(Math.max(...sizes) < sizes[0]! + 2000, sizes.join());
});

test('twenty messages while one is being sent: what they are all answered with is said once more, not twenty times', async () => {
  const platform = Promise.withResolvers<void>();
  const { come, conversation, outbox, sent, store } = openProcess(4, () => platform.promise);
  await come('x:flood', { kind: 'text', text: 'halo' });
  await until(() => sent.length === 1);
  for (let n = 0; n < 20; n += 1) await come('x:flood', { kind: 'text', text: `pesan ${n}` });
  await until(async () => !conversation.turns && (await store.load('x:flood'))?.inbox.length === 0);
  platform.resolve();
  await until(async () => !Object.values((await store.load('x:flood'))!.outbox).some(isUnsent));
  await outbox.drain();
  assert.equal(sent.filter((text) => text.includes('engine.notUnderstood')).length, 1, sent.join('\n'));
  // Once it was read, the next is answered again.
  const again = openProcess(4);
  await again.come('x:flood', { kind: 'text', text: 'pesan lagi' });
  await until(() => again.sent.some((text) => text.includes('engine.notUnderstood')));
  await again.outbox.drain();
});
