/** The turn's two writes: duplicates, races, and who may go on after a commit. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Connection } from 'mongoose';
import { ChatUpkeep } from '#models/chat-upkeep.ts';
import { ChatFull, ChatStore } from '#models/chat.store.ts';
import type { Chat, CommitPlan } from '#models/chat-doc.ts';
import { commitOf } from '#models/commit.ts';
import { connect, database } from '#models/database.ts';
import { stateOf } from '#flows/engine/chat.ts';
import type { Item } from '#flows/engine/item.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

const uri = freshDatabase();
let connection: Connection;
let store: ChatStore;
before(async () => {
  connection = await connect(uri);
  store = new ChatStore(database(connection));
  await store.prepare();
});
after(async () => {
  await connection.close();
  await dropDatabase(uri);
});

const item = (id: string, at = Date.now()): Item => ({ id, at, on: at, kind: 'text', text: `says $${id}` });
const accept = (chat: string, one: Item, limited = true): Promise<Chat | null> =>
  store.accept(chat, 'public', one, one.at + 1000, limited);
const plan = (chat: Chat, consumed: string[], more: Partial<CommitPlan> = {}): CommitPlan => ({
  consumed,
  state: stateOf(chat),
  engine: 1,
  messages: [],
  intents: [],
  settled: [],
  sender: null,
  busyUntil: Date.now() + 1000,
  sweepAt: Date.now() + 1000,
  ...more,
});

test('forty deliveries of one item to a new chat: one is fresh', async () => {
  const results = await Promise.all(Array.from({ length: 40 }, () => accept('a:1', item('tg:1'))));
  assert.equal(results.filter(Boolean).length, 1);
  assert.equal((await store.load('a:1'))?.inbox.length, 1);
});

test('forty items at once in a new chat: all are kept, one elects the runner', async () => {
  const results = await Promise.all(Array.from({ length: 40 }, (_, i) => accept('a:2', item(`tg:${i}`))));
  assert.equal(results.filter(Boolean).length, 40);
  assert.equal(results.filter((chat, i) => chat?.inbox[0]?.id === `tg:${i}`).length, 1);
});

test('a commit takes out what it consumed and keeps what came meanwhile', async () => {
  const first = await accept('a:3', item('tg:1'));
  assert.ok(first);
  await accept('a:3', item('tg:2'));
  const after = await store.commit(first, plan(first, ['tg:1'], { messages: [{ class: 'reply', text: 'hello' }] }));
  assert.deepEqual(
    after?.inbox.map((i) => i.id),
    ['tg:2'],
  );
  assert.deepEqual(
    Object.values(after.outbox).map((e) => e.state),
    ['ready'],
  );
});

test('of the state only what changed is written: what somebody else wrote meanwhile stays', async () => {
  const chat = (await accept('a:fields', item('tg:1')))!;
  const { $set } = commitOf(chat, plan(chat, ['tg:1'], { state: { ...stateOf(chat), askNo: 7 } }), 'm').update;
  assert.deepEqual(Object.keys($set ?? {}).toSorted(), ['askNo', 'busyUntil', 'engine', 'sweepAt', 'turn']);
});

test('of two commits on one revision, one wins and the other must drop its output', async () => {
  const chat = await accept('a:4', item('tg:1'));
  assert.ok(chat);
  const results = await Promise.all([
    store.commit(chat, plan(chat, ['tg:1'])),
    store.commit(chat, plan(chat, ['tg:1'])),
  ]);
  assert.equal(results.filter(Boolean).length, 1);
});

test('of ten claims, one takes the chat over, and the old runner can no longer commit', async () => {
  const chat = await accept('a:5', item('tg:1'));
  assert.ok(chat);
  const claims = await Promise.all(Array.from({ length: 10 }, () => store.claim(chat, Date.now() + 1000)));
  assert.equal(claims.filter(Boolean).length, 1);
  assert.equal(await store.commit(chat, plan(chat, ['tg:1'])), null);
});

test('a text that looks like an operator is stored as it was written', async () => {
  const chat = await accept('a:6', { ...item('tg:1'), kind: 'text', text: '$inbox {"$set":{"rev":9}}' });
  assert.ok(chat);
  const state = { ...stateOf(chat), run: null };
  const after = await store.commit(
    chat,
    plan(chat, [], { state, messages: [{ class: 'reply', text: '$literal $$ROOT' }] }),
  );
  const [entry] = Object.values(after?.outbox ?? {});
  assert.equal(entry?.message.text, '$literal $$ROOT');
  assert.equal((after?.inbox[0] as { text?: string } | undefined)?.text, '$inbox {"$set":{"rev":9}}');
});

test('so much of one person waits that the next is refused and noted; what the system brings still enters', async () => {
  for (let i = 0; i < 50; i += 1) await accept('a:7', item(`tg:${i}`));
  await assert.rejects(accept('a:7', item('tg:100')), ChatFull);
  assert.equal(await accept('a:7', item('tg:5')), null, 'a duplicate is still known as one');
  const brought = await accept('a:7', item('fx:1'), false);
  assert.equal(brought?.inbox.length, 51);
  assert.equal(brought.flooded, true);
  const after = await store.commit(brought, plan(brought, ['tg:0']));
  assert.equal(after?.flooded, undefined, 'told once');
});

test('a chat to which something came meanwhile is not put to rest', async () => {
  const chat = await accept('a:9', item('tg:1'));
  assert.ok(chat);
  const idle = await store.commit(chat, plan(chat, ['tg:1'], { sweepAt: 5 }));
  assert.ok(idle);
  await accept('a:9', item('tg:2'));
  await store.rest(idle);
  assert.ok((await store.load('a:9'))?.sweepAt !== undefined, 'or no sweep would ever find the item');
});

/** A chat whose question 3 is being sent. */
async function asking(id: string): Promise<{ chat: Chat; key: string }> {
  const chat = await accept(id, item('tg:1'));
  assert.ok(chat);
  const wait = { kind: 'menu' as const, texts: [], choices: [], askNo: 3, askedAt: null };
  const sender = { by: 'me', until: Date.now() + 1000 };
  const question = { class: 'question' as const, text: '?', ask: { run: '-', askNo: 3 } };
  const state = { ...stateOf(chat), wait };
  const asked = await store.commit(chat, plan(chat, ['tg:1'], { state, messages: [question, question], sender }));
  const [key] = Object.keys(asked?.outbox ?? {});
  assert.ok(asked && key);
  return { chat: asked, key };
}

test('what was sent is taken out and dates the question it belongs to, and no later one', async () => {
  const { key } = await asking('a:8');
  assert.equal(await store.sent('a:8', key, 'another', { askNo: 3, askedAt: 5 }), null);
  assert.equal((await store.load('a:8'))?.wait?.askedAt, null);
  const marked = await store.sent('a:8', key, 'me', { askNo: 3, askedAt: 5 });
  assert.equal(marked?.wait?.askedAt, 5);
  assert.equal(marked.outbox[key], undefined, 'what was said is not kept');
});

test('what waits when a question is sent was written before it, by whatever clock; sent again, it tells nothing new', async () => {
  const { chat, key } = await asking('a:10');
  const ahead = 3_600_000;
  await accept('a:10', item('tg:2', Date.now() + ahead));
  await store.sent('a:10', key, 'me', { askNo: 3, askedAt: Date.now() });
  await accept('a:10', item('tg:3', Date.now() - ahead));
  const again = Object.keys(chat.outbox)[1]!;
  const marked = await store.sent('a:10', again, 'me', { askNo: 3, askedAt: 9 });
  assert.deepEqual(marked?.outbox, {});
  assert.deepEqual(
    marked.inbox.map(({ before }) => before),
    [3, undefined],
  );
});

test('a question sent while a turn runs that leaves it open stays marked as asked', async () => {
  const { chat, key } = await asking('a:11');
  await store.sent('a:11', key, 'me', { askNo: 3, askedAt: 5 });
  const after = await store.commit(chat, plan(chat, []));
  assert.equal(after?.wait?.askedAt, 5);
});

test('a chat that somebody else made, and that is erased before the word is in it, is made anew: the word is not lost', async () => {
  const db = database(connection);
  const chats = db.collection('chats');
  let erased = 0;
  const insertOne = async (...args: Parameters<typeof chats.insertOne>) => {
    if (erased > 0) return chats.insertOne(...args);
    const { sweepAt: _sweepAt, ...empty } = args[0];
    await chats.insertOne({ ...empty, inbox: [], seen: [] });
    try {
      return await chats.insertOne(...args);
    } finally {
      erased = await new ChatUpkeep(db).eraseIdle(Date.now() + 1000, 200, async () => {});
    }
  };
  const erasing = new Proxy(chats, {
    get: (target, key): unknown => {
      const value: unknown = key === 'insertOne' ? insertOne : Reflect.get(target, key);
      return typeof value === 'function' && key !== 'insertOne' ? value.bind(target) : value;
    },
  });
  const racing = new ChatStore(
    new Proxy(db, { get: (target, key) => (key === 'collection' ? () => erasing : Reflect.get(target, key)) }),
  );
  const first = item('first');
  assert.equal((await racing.accept('c:erased', 'public', first, first.at + 1000, true))?.inbox.length, 1);
  assert.ok(erased > 0);
});

test('a chat that was just made is not erased as an old one', async () => {
  await accept('c:young', item('x'));
  const chats = database(connection).collection<{ _id: string; busyUntil: number }>('chats');
  const made = await chats.findOne({ _id: 'c:young' });
  assert.ok(made && made.busyUntil > Date.now() - 60_000);
});
