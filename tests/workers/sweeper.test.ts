/** The order of a sweep's work, with a store that only notes what it is asked: nothing that takes its time keeps the rest waiting. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyChat } from '#models/chat-doc.ts';
import type { Chat, OutboxEntry } from '#models/chat-doc.ts';
import type { ChatStore } from '#models/chat.store.ts';
import type { Leases } from '#models/lease.ts';
import type { BusinessClock } from '#services/clock.ts';
import type { Conversation } from '#services/conversation.ts';
import { createLog } from '#services/log.ts';
import type { Outbox } from '#services/outbox.ts';
import { Sweeper } from '#workers/sweeper.ts';
import type { SweeperParts } from '#workers/sweeper.ts';
import { until } from '#tests/support/crash/until.ts';

const LEASE = 1000;
const message = { class: 'notice', text: 'Kabar' } as const;

/** `look` is told of each chat that is looked at, and until when it is left alone. */
function sweeperOf(parts: {
  chats?: Chat[];
  due?: SweeperParts['due'];
  look?: (chat: Chat, sweepAt: number) => Promise<void>;
}) {
  const counts = { sweeper: 0, due: 0, cleaning: 0, looks: 0 };
  const store = {
    due: async () => ((counts.looks += 1), parts.chats ?? []),
    timed: async () => [],
    rest: (chat: Chat) => parts.look?.(chat, 0),
    lookAgain: (chat: Chat, sweepAt: number) => parts.look?.(chat, sweepAt),
  } as Partial<ChatStore>;
  const take = async (name: string): Promise<number> => (counts[name as 'sweeper' | 'due' | 'cleaning'] += 1);
  const leases = { take, free: async () => {} } as Partial<Leases>;
  const sweeper = new Sweeper({
    ...{ store: store as ChatStore, leases: leases as Leases, due: parts.due ?? {}, lease: 'sweeper', self: 'self' },
    ...{ outbox: { deliver: () => {} } as unknown as Outbox, conversation: {} as Conversation },
    ...{ clock: { now: () => 0 } as BusinessClock, wakeEffects: () => {}, leaseMs: LEASE, patienceMs: LEASE },
    log: createLog('fatal', 'a key that only the tests have, 32 signs'),
  });
  return { sweeper, counts };
}

const chatWith = (id: string, outbox: Record<string, OutboxEntry> = {}): Chat => ({
  ...emptyChat(`telegram-public:${id}`, 'public'),
  outbox,
});

test('while what is due takes its time, chats are looked at; it is not begun twice, and its lease runs out', async (t) => {
  const done = Promise.withResolvers<number>();
  let [begun, cleaned] = [0, 0];
  const { sweeper, counts } = sweeperOf({
    due: { due: [() => ((begun += 1), done.promise)], cleaning: [async () => (cleaned += 1)] },
  });
  t.after(() => (done.resolve(0), sweeper.stop()));
  sweeper.start();
  await until(() => begun === 1, 5000);
  const before = { ...counts };
  await until(() => counts.looks >= before.looks + 5 && counts.sweeper >= before.sweeper + 5, 5000);
  assert.deepEqual([begun, counts.due], [1, before.due]);
  assert.ok(cleaned > 1, 'what is due of another kind goes on');
  let stopped = false;
  const stopping = sweeper.stop().then(() => (stopped = true));
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(stopped, false, 'it is stopped when nothing runs in it');
  done.resolve(0);
  await stopping;
});

test('a chat that takes its time keeps none behind it waiting', async (t) => {
  const other = Promise.withResolvers<void>();
  t.after(() => other.resolve());
  const looked: string[] = [];
  const { sweeper } = sweeperOf({
    chats: [chatWith('1'), chatWith('2')],
    look: async ({ _id }) => {
      if (_id.endsWith('1')) await other.promise;
      else other.resolve();
      looked.push(_id);
    },
  });
  sweeper.kick();
  await until(() => looked.length === 2, 5000);
  await sweeper.stop();
});

test('a message in the hands of another is looked at again when its time is up, and not a lease later', async () => {
  const now = Date.now();
  const cases: [OutboxEntry, number][] = [
    [{ message, state: 'sending', by: 'dead', until: now + LEASE / 2 }, now + LEASE / 2],
    [{ message, state: 'ready', notBefore: now + LEASE / 4 }, now + LEASE / 4],
    [{ message, state: 'sending', by: 'dead', until: now + 5 * LEASE }, now + LEASE],
    [{ message, state: 'ready' }, now + LEASE],
  ];
  for (const [entry, at] of cases) {
    const looks: number[] = [];
    const look = async (_: Chat, sweepAt: number): Promise<void> => void looks.push(sweepAt);
    const { sweeper } = sweeperOf({ chats: [chatWith('1', { m1: entry })], look });
    sweeper.kick();
    await sweeper.stop();
    assert.ok(Math.abs(looks[0]! - at) < LEASE / 5, `${entry.state}: ${looks[0]! - now} ms`);
  }
});
