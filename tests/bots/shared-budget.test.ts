/** Two processes of one bot on a real Valkey: the limit is kept together, and a pause is one pause. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { Redis } from 'ioredis';
import { ALL, OTHERS, PACE_CLASSES, type PaceClass } from '#bots/budget.ts';
import { createPace, type Pace } from '#bots/pace.ts';
import { SharedBudgets } from '#bots/shared-budget.ts';
import { platformRates } from '#simulator/bot-api/pace.ts';
import { OwnServers } from '#tests/support/crash/servers.ts';
import { until } from '#tests/support/crash/until.ts';
import { BOT, house, never, words, LIBRARIES } from './telegram/house.ts';
import { logTo } from './support.ts';

const alive = new AbortController().signal;
const shared = process.env['REDIS_URL'] ?? '';

/** Two that share a bot as two processes do: each has a connection and a line of its own. */
const two = (redisUrl: string) => {
  const prefix = `{test-${randomUUID()}}`;
  const budgets = [1, 2].map(
    () => new SharedBudgets({ redisUrl, prefix, self: randomUUID(), senders: 2, log: logTo([]) }),
  );
  const start = performance.now();
  const turns: { paceClass: PaceClass; at: number }[] = [];
  const count = (...classes: PaceClass[]): number => turns.filter((one) => classes.includes(one.paceClass)).length;
  let asked = 0;
  const ask = (pace: Pace, paceClass: PaceClass, times: number): Promise<unknown> =>
    Promise.all(
      Array.from({ length: times }, () =>
        pace.turn(`a${(asked += 1)}`, paceClass, alive).then(() => turns.push({ paceClass, at: performance.now() })),
      ),
    );
  /** More than this the platform never sees, however slow or fast the machine is. */
  const most = ({ every, burst }: typeof ALL): number => (performance.now() - start) / every + burst;
  return {
    prefix,
    budgets,
    turns,
    count,
    ask,
    most,
    paces: budgets.map((budget) => createPace(undefined, budget.of('bot'))) as [Pace, Pace],
    connected: () => sleep(100),
    close: () => budgets.forEach((budget) => budget.close()),
  };
};

test('together they keep a broadcast to its rate, and replies pass it', async (t) => {
  const { paces, ask, count, most, close, connected } = two(shared);
  t.after(close);
  await connected();
  const broadcasts = paces.map((pace) => ask(pace, 'broadcast', 40));
  await until(() => count('broadcast') > 4);
  await Promise.all(paces.map((pace) => ask(pace, 'reply', 8)));
  assert.ok(count('broadcast') < 80, 'a reply waited for the broadcast');
  await Promise.all(broadcasts);
  assert.equal(count('broadcast'), 80);
  assert.ok(count('broadcast') <= most(OTHERS), `${count('broadcast')} of ${most(OTHERS)}`);
  assert.ok(count(...PACE_CLASSES) <= most(ALL));
});

test('a notice of one passes the broadcast of the other, and replies without end starve nobody', async (t) => {
  const { paces, ask, turns, count, close, connected } = two(shared);
  t.after(close);
  await connected();
  const broadcast = ask(paces[0], 'broadcast', 60);
  await until(() => count('broadcast') > 2);
  await ask(paces[1], 'notice', 20);
  const last = turns.findLastIndex(({ paceClass }) => paceClass === 'notice');
  const among = turns.slice(0, last).filter(({ paceClass }) => paceClass === 'broadcast').length;
  assert.ok(among < 20, `${among} of the broadcast went before 20 notices`);
  const replies = ask(paces[1], 'reply', 120);
  const left = count('broadcast');
  await replies;
  assert.ok(count('broadcast') - left >= 2, 'the broadcast was starved');
  await broadcast;
});

test('one pause stops both, and both go on after it', async (t) => {
  const { paces, ask, turns, close, connected } = two(shared);
  t.after(close);
  await connected();
  paces[0].pause(1500);
  const over = performance.now() + 1500;
  await sleep(50);
  await Promise.all(paces.map((pace) => ask(pace, 'reply', 3)));
  assert.ok(turns.every(({ at }) => at >= over - 60));
  assert.equal(turns.length, 6);
});

test('Valkey flushed and killed in between: the limit holds, and nobody waits for it', async (t) => {
  const servers = new OwnServers({ MONGODB_URI: process.env['MONGODB_URI'] ?? '' });
  const { REDIS_URL } = await servers.start();
  t.after(() => servers.stop());
  const { paces, ask, count, most, close, connected } = two(REDIS_URL);
  t.after(close);
  await connected();
  const all = Promise.all(paces.flatMap((pace) => [ask(pace, 'broadcast', 40), ask(pace, 'notice', 10)]));
  const redis = new Redis(REDIS_URL);
  redis.on('error', () => {});
  t.after(() => redis.disconnect());
  const flushes = 3;
  for (let n = 1; n <= flushes; n += 1) {
    await until(() => count('broadcast', 'notice') > n * 8);
    await redis.flushall();
  }
  await servers.kill();
  const then = count('broadcast', 'notice');
  await until(() => count('broadcast', 'notice') > then + 8);
  await servers.start();
  await all;
  assert.equal(count('broadcast', 'notice'), 100);
  // A flush forgets a burst; beside the shared bucket each may have one of its own.
  const forgotten = (flushes + 4) * OTHERS.burst;
  assert.ok(count('broadcast', 'notice') <= most(OTHERS) + forgotten, `${most(OTHERS)}`);
});

test('no Valkey at all: each keeps to less than its half', async (t) => {
  const { paces, ask, count, most, close } = two('redis://127.0.0.1:1');
  t.after(close);
  await Promise.all(paces.map((pace) => ask(pace, 'reply', 20)));
  assert.equal(count('reply'), 40);
  assert.ok(count('reply') <= most(ALL) * 0.8 + 2 * ALL.burst);
});

for (const [library, create] of LIBRARIES)
  test(`the platform's limits on, two processes on ${library} at full load: not one 429; a forced one is one pause`, async (t) => {
    const at = await house(create, { limits: platformRates });
    const { budgets, close, connected } = two(shared);
    t.after(() => (close(), at.close()));
    await connected();
    const bots = budgets.map((all) => at.bot({ budget: all.of('bot') }));
    const addresses = Array.from({ length: 60 }, (_, n) => {
      at.people.phone(`warga-${n}`, BOT).start();
      return String(at.world.person(`warga-${n}`).user.id);
    });
    const load = (paceClass: 'reply' | 'broadcast', to: string[]) =>
      Promise.all(to.map((address, n) => bots[n % 2]!.send(address, { ...words('Halo'), class: paceClass }, never)));
    const outcomes = (await Promise.all([load('broadcast', addresses), load('reply', addresses)])).flat();
    assert.ok(outcomes.every((outcome) => 'sent' in outcome));
    assert.equal(at.faults.counts.answers['429'], undefined);

    at.faults.add({ method: 'sendMessage', fault: { kind: 'answer', code: 429, retryAfter: 1 } });
    assert.deepEqual(await bots[0]!.send(addresses[0]!, words('Halo'), never), { retryAfter: 1000, scope: 'bot' });
    await sleep(50);
    assert.ok((await load('reply', addresses.slice(1, 9))).every((each) => 'sent' in each || 'retryAfter' in each));
    assert.equal(at.faults.counts.answers['429'], 1);
  });
