/**
 * Two processes write to the same chats in any order, one step of theirs often between two of the other: what either goes on from is
 * what the database holds, and whatever changes it is counted.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Connection, mongo } from 'mongoose';
import { isUnsent } from '#models/chat-doc.ts';
import type { Chat, ChatDoc, CommitPlan } from '#models/chat-doc.ts';
import { ChatCarrier } from '#models/chat-carrier.ts';
import { ChatUpkeep } from '#models/chat-upkeep.ts';
import { ChatFull, ChatStore } from '#models/chat.store.ts';
import { counted } from '#models/counted-chats.ts';
import { connect, database } from '#models/database.ts';
import { StuckStore } from '#models/stuck.store.ts';
import { stateOf } from '#flows/engine/chat.ts';
import type { Item } from '#flows/engine/item.ts';
import { openWire } from '#tests/support/database-wire.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

const uri = freshDatabase();
const wire = await openWire(uri);
let connections: Connection[];
let chats: mongo.Collection<ChatDoc>;
before(async () => {
  connections = [await connect(wire.uri), await connect(wire.uri)];
  chats = database(connections[0]!).collection<ChatDoc>('chats');
});
after(async () => {
  for (const connection of connections) await connection.close();
  wire.close();
  await dropDatabase(uri);
});

const LONG = Date.now() + 3_600_000;
let ids = 0;
const item = (text: string): Item => ({ id: `tg:${(ids += 1)}`, at: Date.now(), on: 1, kind: 'text', text });
const intent = () => ({ requestKey: `desk/${(ids += 1)}`, command: 'desk.reached', args: {} });

/** A turn that asks, says and wants something. */
const planOf = (chat: Chat, by: string): CommitPlan => {
  const askNo = chat.askNo + 1;
  const wait = { kind: 'menu' as const, texts: [], choices: [], askNo, askedAt: null };
  return {
    consumed: chat.inbox.slice(0, 1).map(({ id }) => id),
    state: { ...stateOf(chat), askNo, wait, wakeAt: askNo % 2 ? askNo : null },
    engine: 1,
    messages: [{ class: 'question', text: '?', ask: { run: '-', askNo } }],
    intents: [intent()],
    settled: Object.values(chat.intents)
      .slice(0, askNo % 2)
      .map(({ requestKey }) => requestKey),
    sender: { by, until: LONG },
    busyUntil: LONG,
    sweepAt: LONG,
    ...(askNo % 2 && { dead: { reference: 'R-1', item: item('dead'), askNo, error: 'x', at: 1 } }),
    ...(chat.unreachable && { muted: 1 }),
  };
};

/** A process, and what it last held of the chat. */
class Process {
  readonly store: ChatStore;
  readonly stuck: StuckStore;
  readonly upkeep: ChatUpkeep;
  readonly carrier: ChatCarrier;
  private held: Chat | null = null;
  private readonly name: string;
  private readonly id: string;

  constructor(connection: Connection, name: string, id: string) {
    const db = database(connection);
    this.store = new ChatStore(db);
    this.stuck = new StuckStore(db);
    this.upkeep = new ChatUpkeep(db);
    this.carrier = new ChatCarrier(db);
    this.name = name;
    this.id = id;
  }

  /** The chat where the step told it, to be held against the database. */
  async step(name: (typeof STEPS)[number]): Promise<Chat | null> {
    const { store, id, held } = this;
    const entry = Object.entries(held?.outbox ?? {}).find(([, { state }]) => state === 'sending');
    const askNo = entry?.[1].message.ask?.askNo ?? 0;
    switch (name) {
      case 'accept':
        return (this.held = await store.accept(id, 'public', item('$text'), LONG, true));
      case 'commit':
        return held && (this.held = await store.commit(held, planOf(held, this.name)));
      case 'sent':
        return entry ? store.sent(id, entry[0], this.name, { askNo, askedAt: 5 }) : null;
      case 'arrive':
        return this.arrive();
      case 'takeEntry':
        return entry ? store.takeEntry(id, entry[0], entry[1], this.name, LONG) : null;
      case 'claim':
        return held && (this.held = await store.claim(held, held.busyUntil));
      case 'fault':
        return held && store.fault(held, 'tg:x', 1, LONG);
      default:
        await this.rest(name, entry?.[0] ?? 'm1');
        return null;
    }
  }

  /** An item that is kept with its turn, where this process left the chat at rest. */
  private async arrive(): Promise<Chat | null> {
    const idle = await this.store.atRest(this.id, 'public');
    if (!idle) return null;
    const arrives = `tg:${(ids += 1)}`;
    const after = await this.store.commit(idle, { ...planOf(idle, this.name), arrives });
    if (after) assert.equal(await chats.countDocuments({ _id: this.id, seen: arrives }), 1);
    return (this.held = after);
  }

  private async rest(name: string, key: string): Promise<unknown> {
    const { store, stuck, id, held } = this;
    const [asked = 'i1'] = Object.keys(held?.intents ?? {});
    switch (name) {
      case 'flood':
        return this.flood();
      case 'carry':
        return this.carry();
      case 'lookAgain':
        return held && store.lookAgain(held, LONG);
      case 'release':
        return store.release(id, key, this.name, 7);
      case 'doubt':
        return store.doubt(id, key);
      case 'forgetEntry':
        return store.forgetEntry(id, key, this.name);
      case 'setAside':
        return store.setAside(id, key, this.name, { reference: 'R-1', error: 'x', at: 1 }, intent());
      case 'unreachable':
        return store.unreachable(id, intent());
      case 'handBack':
        return held && store.handBack(held);
      case 'reachable':
        return store.reachable(id);
      case 'moved':
        return store.moved(id, '9');
      case 'hold':
        return store.hold(id, 'tg:1', intent());
      case 'holdIntent':
        return store.holdIntent(id, asked, this.name, 1);
      case 'effectLater':
        return store.effectLater(id, asked, LONG);
      case 'effectFailed':
        return store.effectFailed(id, asked, LONG);
      case 'handedIn':
        return held && store.handedIn(held, 'wakeAt');
      case 'sweep':
        return held && store.rest(held);
      case 'putBack':
        return stuck.putBack(id, 'R-1');
      case 'drop':
        return stuck.drop(id, 'R-1');
      case 'reach':
        return stuck.reach(id);
      case 'look':
        return stuck.look(id);
      default:
        return this.upkeep.forgetDead(2);
    }
  }

  /** More than is taken; it is read in the end. */
  private async flood(): Promise<void> {
    const write = (update: mongo.UpdateFilter<ChatDoc>) => chats.updateOne({ _id: this.id }, counted(update));
    const { matchedCount } = await write({ $push: { inbox: { $each: Array.from({ length: 50 }, () => item('x')) } } });
    if (!matchedCount) return;
    await assert.rejects(this.store.accept(this.id, 'public', item('more'), LONG, true), ChatFull);
    await write({ $set: { inbox: [] } });
  }

  /** Out of its place and back, once nothing is under way: made anew in between. */
  private async carry(): Promise<void> {
    const { id } = this;
    await chats.updateOne({ _id: id }, counted({ $set: { inbox: [], intents: {}, outbox: {} } }));
    const carried = await this.carrier.mark(id);
    if (!carried) return;
    assert.ok(carried !== 'busy');
    await this.carrier.lift(carried);
    await this.carrier.put(id, 'public', carried);
  }
}

const HOT = ['accept', 'commit', 'sent', 'arrive'] as const;
const STEPS = [
  ...HOT,
  ...([
    'release',
    'takeEntry',
    'claim',
    'fault',
    'doubt',
    'forgetEntry',
    'setAside',
    'unreachable',
    'reachable',
    'handBack',
  ] as const),
  ...(['moved', 'hold', 'holdIntent', 'effectLater', 'effectFailed', 'handedIn', 'sweep', 'putBack', 'drop'] as const),
  ...(['reach', 'look', 'forgetDead', 'flood', 'carry', 'lookAgain'] as const),
] as const;

/** Changes of chats that the last step asked for, whether they met one or not. */
const changes = (): mongo.Document[] =>
  wire.commands.flatMap((command) => (command.collection === 'chats' ? command.changes : []));

/** Of what nobody goes on from. */
const isTidying = ({ $unset = {}, ...rest }: mongo.Document): boolean =>
  Object.keys(rest).length === 0 &&
  Object.keys($unset as object).every((field) => /^(sweepAt|outbox\.\w+)$/.test(field));

/** Without what nobody goes on from: when the sweeper looks, and what was sent. */
function essence({ sweepAt: _sweepAt, outbox, ...chat }: Chat): object {
  const waiting = Object.entries(outbox).filter(([, entry]) => isUnsent(entry));
  return { ...chat, outbox: Object.fromEntries(waiting) };
}

const step = fc.record({
  who: fc.constantFrom(0, 0, 0, 1),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...HOT) },
    { weight: 4, arbitrary: fc.constantFrom(...STEPS) },
  ),
});

test('whatever two processes do in turn, each goes on from what the database holds', async () => {
  let n = 0;
  let updates = 0;
  const unseen = new Set<string>(STEPS);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const id = `a:${(n += 1)}`;
      const processes = connections.map((connection, place) => new Process(connection, `process ${place}`, id));
      let before: Chat | null = null;
      for (const { who, what } of steps) {
        wire.commands.length = 0;
        const chat = await processes[who]!.step(what);
        // The test's own look is none of it.
        const own = wire.commands.filter(({ name }) => name !== 'aggregate');
        updates += Number(chat !== null && own.length === 1 && own[0]?.name === 'update');
        const after = (await chats.findOne({ _id: id }, { projection: { seen: 0 } })) as Chat | null;
        const told = `${what} after ${steps.map((one) => one.what).join(', ')}`;
        for (const change of changes()) {
          unseen.delete(what);
          assert.ok(
            change['$inc']?.writes === 1 || isTidying(change),
            `not counted in ${what}: ${JSON.stringify(change)}`,
          );
        }
        if (chat && after) assert.deepEqual(essence(chat), essence(after), told);
        if (before && after && before.writes === after.writes) assert.deepEqual(essence(after), essence(before), told);
        before = after;
      }
    }),
    { numRuns: 60, seed: 11 },
  );
  assert.deepEqual([...unseen], [], 'each of them has changed something');
  assert.ok(updates > 50, `${updates} changes read nothing back`);
});

for (const steps of [['accept', 'commit', 'sent'] as const, ['arrive', 'sent'] as const])
  test(`a conversation with one process is one plain update a write, nothing read back: ${steps.join(', ')}`, async () => {
    const process = new Process(connections[0]!, 'one', `b:${steps.length}`);
    for (const what of ['accept', 'commit', 'sent'] as const) await process.step(what);
    wire.commands.length = 0;
    for (let turn = 0; turn < 5; turn += 1) for (const what of steps) assert.ok(await process.step(what), what);
    assert.deepEqual(
      wire.commands.filter(({ name }) => name !== 'aggregate').map(({ name, collection }) => `${name} ${collection}`),
      Array.from({ length: 5 * steps.length }, () => 'update chats'),
    );
  });
