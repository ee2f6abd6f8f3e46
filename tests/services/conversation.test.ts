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
import { asking, pick } from '../flows/engine/flows.ts';

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

/** Its first answer stands among choices: said before they were sent, it would mean none of them. */
const choosing: Flow<null> = flow('pick', async (t) => {
  t.say(tx('picked', { what: await t.ask('what', pick('what', 'school', 'citizen')) }));
});

function openProcess(maxTurns: number, platform: () => Promise<void> = async () => {}) {
  const store = new ChatStore(db);
  const log = createLog('fatal', 'a key that only the tests have, 32 signs');
  const gates: (() => void)[] = [];
  const sent: string[] = [];
  // The database shows a mark a moment before the process that made it knows.
  const marks = { underWay: 0 };
  const mark = store.sent.bind(store);
  store.sent = (...of) => {
    marks.underWay += 1;
    return mark(...of).finally(() => (marks.underWay -= 1));
  };
  const env = drive({
    flows: [gated, { flow: asking('a', 'b'), words: ['isi'] }, { flow: choosing, words: ['pilih'] }],
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
  /** It may be one of several, so that it is kept before its turn. */
  const comeFirst = (chat: string) =>
    conversation.accept(chat, 'public', { id: `i${chat}${(items += 1)}`, content: START, notBefore: 1 });
  return { store, conversation, outbox, gates, sent, marks, come, comeFirst };
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
  for (const chat of chats) assert.equal(await one.comeFirst(chat), true);
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
  for (const chat of chats) await one.comeFirst(chat);
  await until(() => one.gates.length === 2);
  const ended = one.conversation.settle();
  await one.comeFirst('x:stop-5');
  for (const open of one.gates) open();
  await ended;
  await one.outbox.drain();
  assert.equal(one.gates.length, 2, 'nothing was begun');
  assert.equal(one.conversation.turnsWaiting, 0);
  const handedBack = (await other.store.due(Date.now())).filter(({ busyUntil }) => busyUntil === 0);
  assert.deepEqual(handedBack.map(({ _id }) => _id).toSorted(), ['x:stop-2', 'x:stop-3', 'x:stop-4', 'x:stop-5']);
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
  await one.comeFirst('x:chatty');
  await until(() => one.gates.length === 1);
  const ended = one.conversation.settle();
  // Accepted by another process while this one has the turn: it would be taken behind it, and so on without end.
  const told = Date.now();
  await until(() => Date.now() > told);
  await other.comeFirst('x:chatty');
  one.gates[0]!();
  await ended;
  assert.equal(one.gates.length, 1);
  assert.deepEqual(await left('x:chatty'), ['x:chatty']);
  assert.equal((await one.store.load('x:chatty'))?.busyUntil, 0, 'for whoever sweeps next');
});

/** A chat that the process has left at rest: what comes next has its turn before it is kept. */
async function atRest(one: ReturnType<typeof openProcess>, chat: string, text = 'isi'): Promise<void> {
  const before = one.sent.length;
  await one.come(chat, { kind: 'text', text });
  await until(() => one.sent.length > before && !one.conversation.turns);
  await until(async () => Object.keys((await docOf(chat)).outbox).length === 0);
  await until(() => one.marks.underWay === 0);
}

interface Doc {
  _id: string;
  rev: number;
  seen: string[];
  outbox: object;
}
const docOf = async (chat: string): Promise<Doc> => (await db.collection<Doc>('chats').findOne({ _id: chat }))!;
const seenIn = async (chat: string): Promise<string[]> => (await docOf(chat)).seen;

test('what comes to a chat at rest has had its turn when it is said to be kept; brought twice at once, it has one', async () => {
  const one = openProcess(4);
  await atRest(one, 'x:twice');
  const content = { kind: 'text', text: 'satu' } as const;
  const bring = (): Promise<boolean> => one.conversation.accept('x:twice', 'public', { id: 'same', content });
  assert.deepEqual(await Promise.all([bring(), bring(), bring()]), [true, false, false]);
  assert.equal(await bring(), false);
  assert.deepEqual([await left('x:twice'), (await seenIn('x:twice')).filter((id) => id === 'same').length], [[], 1]);
  await one.outbox.drain();
  assert.equal(one.sent.length, 2, 'asked once, and the next once');
});

test('words that come one right behind the other have their turns in that order', async () => {
  const one = openProcess(4);
  await atRest(one, 'x:order');
  const words = ['satu', 'dua', 'batal', 'isi', 'tiga'];
  await Promise.all(words.map((text) => one.come('x:order', { kind: 'text', text })));
  await until(async () => !(await left('x:order')).length && !one.conversation.turns);
  const ids = (await seenIn('x:order')).slice(-words.length).map((id) => Number(id.replace('ix:order', '')));
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => a - b),
  );
});

test('a turn that takes long does not keep its item from being kept, and is said once', async () => {
  const one = openProcess(4);
  await atRest(one, 'x:late');
  await atRest(one, 'x:late', 'batal');
  assert.equal(await one.come('x:late', START), true);
  assert.deepEqual(await left('x:late'), ['x:late'], 'kept, and not answered yet');
  // The first try of the turn reads as well, and nobody waits for it any more.
  await until(() => one.gates.length === 2);
  for (const open of one.gates) open();
  await until(() => one.sent.some((text) => text.includes('through')) && !one.conversation.turns);
  await one.outbox.drain();
  assert.deepEqual([one.sent.filter((text) => text.includes('through')).length, await left('x:late')], [1, []]);
});

test('where another process has written meanwhile, the turn is thrown away and its item comes behind', async () => {
  const [one, other] = [openProcess(4), openProcess(4)];
  await atRest(one, 'x:both');
  await atRest(one, 'x:both', 'batal');
  const slow = one.come('x:both', START);
  await until(() => one.gates.length === 1);
  await other.comeFirst('x:both');
  await until(() => other.gates.length === 1);
  one.gates[0]!();
  assert.equal(await slow, true);
  assert.equal((await left('x:both')).length, 1, 'both are kept');
  other.gates[0]!();
  await until(() => other.gates.length + one.gates.length === 3);
  for (const open of [...one.gates, ...other.gates]) open();
  await until(async () => !(await left('x:both')).length);
  const said = (): string[] => [...one.sent, ...other.sent].filter((text) => text.includes('through'));
  // Told to end too soon, either would leave what stands behind the other's sending to whoever sweeps.
  await until(() => said().length >= 2);
  for (const { outbox } of [one, other]) await outbox.drain();
  assert.equal(said().length, 2);
});

test('told to stop, a process ends a turn whose item is not kept yet', async () => {
  const one = openProcess(4);
  await atRest(one, 'x:end');
  await atRest(one, 'x:end', 'batal');
  const coming = one.come('x:end', START);
  await until(() => one.gates.length === 1);
  const ended = one.conversation.settle();
  one.gates[0]!();
  await ended;
  assert.deepEqual([await coming, await left('x:end')], [true, []]);
  await one.outbox.drain();
  assert.equal(one.sent.filter((text) => text.includes('through')).length, 1);
});

test('a chat that was erased is begun anew by the next word, and answered at once', async () => {
  const one = openProcess(4);
  for (let n = 0; n < 3; n += 1) {
    await atRest(one, 'x:anew');
    assert.deepEqual([(await docOf('x:anew')).rev, one.sent.length], [1, n + 1]);
    await db.collection<Doc>('chats').deleteOne({ _id: 'x:anew' });
  }
});

test('forty first words at once begin one chat, and none is lost', async () => {
  const processes = [openProcess(64), openProcess(64)];
  const texts = Array.from({ length: 40 }, (_, n) => (n ? `jawaban ${n}` : 'isi'));
  await Promise.all(texts.map((text, n) => processes[n % 2]!.come('x:first', { kind: 'text', text })));
  await until(
    async () => !(await left('x:first')).length && processes.every(({ conversation }) => !conversation.turns),
  );
  assert.equal(new Set(await seenIn('x:first')).size, 40);
  for (const { outbox } of processes) await outbox.drain();
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

for (const first of ['kept with its turn', 'kept before its turn'] as const)
  test(`an answer that is faster than the mark of its question is an answer; ${first}`, async () => {
    const one = openProcess(4);
    const chat = `x:fast-${first.length}`;
    const marks: (() => void)[] = [];
    const { sent } = one.store;
    one.store.sent = async (...of) => {
      await new Promise<void>((resolve) => marks.push(resolve));
      return sent.apply(one.store, of);
    };
    await one.come(chat, { kind: 'text', text: 'pilih' });
    await until(() => marks.length === 1);
    const answer = { id: `i${chat}`, content: { kind: 'text', text: '2' } as const };
    const soon = first === 'kept before its turn' && { notBefore: Date.now() + 50 };
    await one.conversation.accept(chat, 'public', { ...answer, ...soon });
    if (soon) marks[0]!();
    await until(() => !one.conversation.turns && marks.length >= 1);
    for (const mark of marks) mark();
    await until(() => one.sent.length === 2 || (marks.forEach((mark) => mark()), false));
    assert.match(one.sent[1]!, /picked/);
    for (const mark of marks) mark();
    await until(async () => Object.keys((await docOf(chat)).outbox).length === 0 || (marks.forEach((m) => m()), false));
  });
