/** One worker alone carries out an effect, as long as it lives. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mongo } from 'mongoose';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ChatStore } from '#models/chat.store.ts';
import { counted } from '#models/counted-chats.ts';
import type { ChatDoc } from '#models/chat-doc.ts';
import { database } from '#models/database.ts';
import { tx } from '#flows/engine/message.ts';
import { CommandRunner, done } from '#services/commands.ts';
import type { Command } from '#services/commands.ts';
import { createLog } from '#services/log.ts';
import { LONGEST, TryLater } from '#services/try-later.ts';
import { until } from '#tests/support/crash/until.ts';
import { startTestSystem } from '#tests/support/system.ts';

const LEASE = 500;
const CHAT = 'telegram-public:1';

/** A worker with one command, and a chat that waits for it. */
async function worker(t: TestContext, command: Command, intent: object = {}) {
  const { system } = await startTestSystem(t, { env: { LEASE_MS: String(LEASE), ROLE: 'bots' } });
  const db = database(system.services.models.Visit.db);
  const chats = db.collection<ChatDoc>('chats');
  const store = new ChatStore(db);
  const item = { id: 'x', at: Date.now(), on: Date.now(), kind: 'text', text: 'halo' } as const;
  await store.accept(CHAT, 'public', item, Date.now() + 60_000, true);
  const waiting = { requestKey: 'a/b/1', command: 'test', args: null, ...intent };
  await chats.updateOne({ _id: CHAT }, counted({ $set: { inbox: [], 'intents.i1': waiting } }));
  const { services, conversation } = system;
  const log = createLog('silent', 'a key that only the tests have, 32 signs');
  /** Results as they were handed to the chat, which nobody can be sent to: there is no such person. */
  const results: unknown[] = [];
  const accept: typeof conversation.accept = (chat, side, entering) => {
    if (entering.content.kind === 'effect') results.push(entering.content.result);
    return conversation.accept(chat, side, entering);
  };
  const listening = Object.assign(Object.create(conversation) as typeof conversation, { accept });
  const runner = new CommandRunner({ commands: { test: command }, services, store, conversation: listening, log });
  return { runner, store, chats, results, intent: async () => (await store.load(CHAT))?.intents['i1'] };
}

test('a slow one is not begun by a second worker, however long it takes', async (t) => {
  let runs = 0;
  const { runner } = await worker(t, async () => {
    runs += 1;
    await sleep(3 * LEASE);
    return done();
  });
  const first = runner.carryOut(CHAT);
  await sleep(2 * LEASE);
  await Promise.all([runner.carryOut(CHAT), runner.carryOut(CHAT), first]);
  assert.equal(runs, 1);
});

test('a database that does not answer is asked once to leave it to its worker, not again and again', async (t) => {
  let beats = 0;
  const { runner, store } = await worker(t, async () => (await sleep(4 * LEASE), done()));
  const hold = store.holdIntent.bind(store);
  store.holdIntent = (...args) => ((beats += 1) === 1 ? hold(...args) : new Promise(() => {}));
  await runner.carryOut(CHAT);
  assert.equal(beats, 2, 'the first hold, and one beat that hangs');
});

test('the one of a dead worker is taken over when its time is up', async (t) => {
  let runs = 0;
  const command: Command = async () => ((runs += 1), done());
  const { runner, chats } = await worker(t, command, { by: 'somebody', until: Date.now() + 600_000 });
  await runner.carryOut(CHAT);
  assert.equal(runs, 0);
  await chats.updateOne({ _id: CHAT }, counted({ $set: { 'intents.i1.until': Date.now() - 1 } }));
  await runner.carryOut(CHAT);
  assert.equal(runs, 1);
});

test('one that failed can be tried again at once', async (t) => {
  let runs = 0;
  const { runner, intent } = await worker(t, async () => {
    runs += 1;
    if (runs === 1) throw new Error('the first time');
    return done();
  });
  await runner.carryOut(CHAT);
  assert.equal((await intent())?.tries, 1);
  await runner.carryOut(CHAT);
  assert.equal(runs, 2);
});

test('one that the database cut off is let go at once, and no try counts', async (t) => {
  let runs = 0;
  const { runner, intent } = await worker(t, async () => {
    runs += 1;
    if (runs === 1) throw new mongo.MongoNetworkError('the line is cut');
    return done();
  });
  await runner.carryOut(CHAT);
  assert.deepEqual([(await intent())?.tries, (await intent())?.until], [undefined, undefined]);
  await runner.carryOut(CHAT);
  assert.equal(runs, 2);
});

test('what is not to be had now is tried as long as a person may wait, and no try counts as a fault', async (t) => {
  let away = 8;
  const otherwise = { refused: { key: 'surat', why: tx('media.away') } };
  const command: Command = async () => {
    away -= 1;
    if (away >= 0) throw new TryLater(new Error('away'), otherwise);
    return done();
  };
  const { runner, intent, chats, results } = await worker(t, command, { at: Date.now() });
  for (let n = 0; n < 8; n += 1) await runner.carryOut(CHAT);
  assert.deepEqual([(await intent())?.tries, away], [undefined, 0]);
  await chats.updateOne({ _id: CHAT }, counted({ $set: { 'intents.i1.at': Date.now() - LONGEST } }));
  away = 8;
  await runner.carryOut(CHAT);
  await until(async () => !(await intent()));
  assert.deepEqual(results, [otherwise]);
});
