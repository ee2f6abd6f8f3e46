import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPoller, type PollFault, type PollerWaits } from '#bots/poller.ts';
import { gate, logTo, settle, until, type Said } from './support.ts';

interface Update {
  update_id: number;
  chat: string;
}

const quick: PollerWaits = {
  accept: { from: 1, to: 5 },
  fetch: { from: 1, to: 5 },
  lease: 2,
  conflict: 1,
  empty: 0,
};

const one = (update_id: number, chat = 'a'): Update => ({ update_id, chat });

/** A Telegram of its own: answers scripted polls, then keeps every poll open until it is ended. */
const scene = (script: (Update[] | PollFault)[], accept: (update: Update) => Promise<void>) => {
  const offsets: number[] = [];
  const said: Said[] = [];
  const lease = { holds: true, looks: 0, held: () => (lease.looks++, lease.holds) };
  let open = 0;
  const poller = createPoller<Update>({
    getUpdates: async (offset, signal) => {
      offsets.push(offset);
      const next = script.shift();
      if (next && !Array.isArray(next)) throw next;
      if (next) return next;
      open += 1;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      open -= 1;
      throw new Error('aborted');
    },
    accept,
    key: ({ chat }) => chat,
    fault: (error) => error as PollFault,
    lease,
    log: logTo(said),
    waits: quick,
  });
  return { poller, offsets, said, lease, idle: () => open === 1, open: () => open };
};

describe('the poller', () => {
  it('moves the offset only after every update of the batch is accepted', async () => {
    const blocked = gate();
    const taken: number[] = [];
    const { poller, offsets, idle } = scene([[one(7, 'a'), one(8, 'b')]], async ({ update_id }) => {
      if (update_id === 7) await blocked.promise;
      taken.push(update_id);
    });
    poller.start();
    await until(() => taken.length === 1);
    await settle();
    assert.deepEqual([taken, offsets], [[8], [0]]);
    blocked.resolve();
    await until(idle);
    assert.deepEqual(offsets, [0, 9]);
    await poller.stop();
  });

  it('takes chats beside each other and one chat in its order', async () => {
    const first = gate();
    const taken: number[] = [];
    const batch = [one(1, 'a'), one(2, 'a'), one(3, 'b'), one(4, 'b'), one(5, 'a')];
    const { poller, idle } = scene([batch], async ({ update_id }) => {
      if (update_id === 1) await first.promise;
      taken.push(update_id);
    });
    poller.start();
    await until(() => taken.length === 2);
    first.resolve();
    await until(idle);
    assert.deepEqual(taken, [3, 4, 1, 2, 5]);
    await poller.stop();
  });

  it('tries an update again, in order, for as long as the database is away', async () => {
    const tries: number[] = [];
    const { poller, offsets, said, idle } = scene([[one(1), one(2)]], async ({ update_id }) => {
      tries.push(update_id);
      if (tries.length < 20) throw new Error('secret words of a person');
    });
    poller.start();
    await until(idle);
    assert.deepEqual(tries, [...Array<number>(20).fill(1), 2]);
    assert.deepEqual(offsets, [0, 3]);
    assert.equal(said.length, 1);
    assert.doesNotMatch(JSON.stringify(said), /secret/);
    await poller.stop();
  });

  it('acknowledges nothing of a batch that stop() found unaccepted', async () => {
    let away = true;
    const { poller, offsets } = scene([[one(1, 'a'), one(2, 'b')]], async ({ update_id }) => {
      if (away && update_id === 1) throw new Error('away');
    });
    poller.start();
    await until(() => offsets.length === 1);
    await settle();
    await poller.stop();
    away = false;
    assert.deepEqual(offsets, [0]);
  });

  it('stops only after what it has taken is accepted', async () => {
    const blocked = gate();
    const taken: number[] = [];
    const { poller } = scene([[one(1), one(2)]], async ({ update_id }) => {
      await blocked.promise;
      taken.push(update_id);
    });
    poller.start();
    await settle();
    let stopped = false;
    const stopping = poller.stop().then(() => (stopped = true));
    await settle();
    assert.equal(stopped, false);
    blocked.resolve();
    await stopping;
    assert.deepEqual(taken, [1, 2]);
  });

  it('ends an open poll at stop, and stops also if it never started', async () => {
    const { poller, idle, open } = scene([], async () => {});
    poller.start();
    await until(idle);
    await poller.stop();
    assert.equal(open(), 0);
    await scene([], async () => {}).poller.stop();
  });

  it('asks only while it holds the lease, and ends an open poll when it is lost', async () => {
    const { poller, offsets, lease, idle, open } = scene([], async () => {});
    lease.holds = false;
    poller.start();
    await until(() => lease.looks > 3);
    assert.equal(offsets.length, 0);
    lease.holds = true;
    await until(idle);
    lease.holds = false;
    await until(() => open() === 0);
    const asked = offsets.length;
    lease.holds = true;
    await until(idle);
    assert.equal(offsets.length, asked + 1);
    await poller.stop();
  });

  it('lives through every fault and says each kind once', async () => {
    const conflict: PollFault = { kind: 'conflict', what: '409' };
    const server: PollFault = { kind: 'fault', what: '502' };
    const network: PollFault = { kind: 'fault', what: 'ECONNRESET' };
    const script = [
      conflict,
      conflict,
      conflict,
      { kind: 'wait', retryAfter: 1 } as const,
      server,
      network,
      [one(4)],
      conflict,
    ];
    const taken: number[] = [];
    const { poller, said, idle } = scene(script, async ({ update_id }) => void taken.push(update_id));
    poller.start();
    await until(idle);
    assert.deepEqual(taken, [4]);
    const told = said.filter(({ level }) => level === 'warn').map(({ fields }) => (fields['fault'] as PollFault).kind);
    assert.deepEqual(told, ['conflict', 'wait', 'fault', 'conflict']);
    await poller.stop();
  });

  it('forgets the offset after an empty answer, since ids may begin anew', async () => {
    const { poller, offsets, idle } = scene([[one(900)], [], [one(3)]], async () => {});
    poller.start();
    await until(idle);
    assert.deepEqual(offsets, [0, 901, 0, 4]);
    await poller.stop();
  });
});
