import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PaceClass } from '#bots/budget.ts';
import { createPace, unpaced, type PaceClock } from '#bots/pace.ts';
import { settle } from './support.ts';

/** Time that moves only when told, from sleeper to sleeper. */
const standing = () => {
  let now = 1_000_000;
  const sleepers: { at: number; wake: () => void; fail: (error: unknown) => void }[] = [];
  const clock: PaceClock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise<void>((wake, fail) => {
        sleepers.push({ at: now + ms, wake, fail });
        signal.addEventListener('abort', () => fail(signal.reason));
      }),
  };
  const run = async (ms: number): Promise<void> => {
    const end = now + ms;
    for (await settle(); ; await settle()) {
      sleepers.sort((a, b) => a.at - b.at);
      if (!sleepers[0] || sleepers[0].at > end) break;
      const next = sleepers.shift()!;
      now = Math.max(now, next.at);
      next.wake();
    }
    now = end;
  };
  return { clock, run, now: () => now };
};

/** ms between two messages of a bot, whomever they go to, once its burst of two is used up. */
const BOTS_OWN = 34;

const alive = new AbortController().signal;

const scene = () => {
  const time = standing();
  const pace = createPace(time.clock);
  const start = time.now();
  const turns: [string, number][] = [];
  const ask = (address: string, signal = alive, paceClass: PaceClass = 'reply'): Promise<void> =>
    pace.turn(address, paceClass, signal).then(() => void turns.push([address, Math.round(time.now() - start)]));
  return { ...time, pace, turns, ask };
};

const busiestSecond = (times: number[]): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));

describe('pace', () => {
  it('lets a chat have three at once, then one a second', async () => {
    const { ask, run, turns } = scene();
    for (let n = 0; n < 6; n += 1) void ask('1');
    await run(10_000);
    assert.deepEqual(
      turns.map(([, at]) => at),
      [0, 0, BOTS_OWN, 1000, 2000, 3000],
    );
  });

  it('gives a chat its burst back while it is quiet', async () => {
    const { ask, run, turns } = scene();
    for (let n = 0; n < 3; n += 1) void ask('1');
    await run(60_000);
    for (let n = 0; n < 4; n += 1) void ask('1');
    await run(10_000);
    assert.deepEqual(
      turns.slice(3).map(([, at]) => at),
      [60_000, 60_000, 60_000 + BOTS_OWN, 61_000],
    );
  });

  it('keeps a group to 20 a minute', async () => {
    const { ask, run, turns } = scene();
    for (let n = 0; n < 30; n += 1) void ask('-100');
    await run(60_000);
    assert.ok(turns.length <= 23 && turns.length >= 20);
  });

  it('gives no place of a group to who gave up waiting for it', async () => {
    const { ask, run, turns } = scene();
    const gone = new AbortController();
    const waiting = Array.from({ length: 40 }, () => ask('-100', gone.signal).catch(() => {}));
    await run(7000);
    gone.abort(new Error('no time left'));
    await Promise.all(waiting);
    const before = turns.length;
    for (let n = 0; n < 3; n += 1) void ask('-100');
    await run(12_000);
    assert.equal(before, 5);
    assert.equal(turns.length, 8, 'one place at most is lost');
  });

  it('sends no more than 30 in any second, and everybody in the order of asking', async () => {
    const { ask, run, turns } = scene();
    for (let n = 0; n < 200; n += 1) void ask(String(n));
    await run(20_000);
    assert.equal(turns.length, 200);
    assert.deepEqual(
      turns.map(([address]) => Number(address)),
      Array.from({ length: 200 }, (_, n) => n),
    );
    assert.ok(busiestSecond(turns.map(([, at]) => at)) <= 30);
  });

  it('does not let one talkative chat keep others waiting', async () => {
    const { ask, run, turns } = scene();
    for (let n = 0; n < 50; n += 1) void ask('1');
    void ask('2');
    await run(500);
    assert.ok(turns.some(([address]) => address === '2'));
  });

  it('stops everybody for a pause, and does not let them all go at once after it', async () => {
    const { ask, run, turns, pace } = scene();
    pace.pause(5_000);
    assert.equal(pace.paused(), 5_000);
    for (let n = 0; n < 60; n += 1) void ask(String(n));
    await run(4_999);
    assert.equal(turns.length, 0);
    pace.pause(1_000);
    await run(10_000);
    assert.equal(turns.length, 60);
    assert.equal(turns[0]![1], 5_999);
    assert.ok(busiestSecond(turns.map(([, at]) => at)) <= 30);
    assert.equal(pace.paused(), 0);
  });

  it('lets replies pass whatever waits, and notices pass a broadcast', async () => {
    const { ask, run, turns } = scene();
    for (const paceClass of ['broadcast', 'document', 'notice'] as const)
      for (let n = 0; n < 100; n += 1) void ask(`${paceClass} ${n}`, alive, paceClass);
    await run(500);
    for (let n = 0; n < 8; n += 1) void ask(`reply ${n}`);
    await run(600);
    assert.equal(turns.filter(([address]) => address.startsWith('reply')).length, 8);
    await run(4_000);
    const first = turns.filter(([address]) => !address.startsWith('reply')).slice(0, 80);
    assert.ok(first.filter(([address]) => address.startsWith('notice')).length > 70);
    assert.ok(busiestSecond(turns.map(([, at]) => at)) <= 30);
  });

  it('keeps a broadcast to 22 in any second, and the rest for whoever waits for an answer', async () => {
    const { ask, run, turns } = scene();
    for (let n = 0; n < 300; n += 1) void ask(String(n), alive, 'broadcast');
    await run(10_000);
    assert.ok(busiestSecond(turns.map(([, at]) => at)) <= 22);
    assert.ok(turns.length >= 200);
  });

  it('starves nobody: with replies without end, each other class still gets one a second', async () => {
    const { ask, run, turns } = scene();
    for (const paceClass of ['broadcast', 'document', 'notice'] as const)
      for (let n = 0; n < 10; n += 1) void ask(paceClass, alive, paceClass);
    for (let n = 0; n < 600; n += 1) void ask(`reply ${n}`);
    await run(8_000);
    for (const paceClass of ['broadcast', 'document', 'notice'])
      assert.ok(turns.filter(([address]) => address === paceClass).length >= 5, paceClass);
  });

  it('rejects a turn whose signal ends, also one that has ended before', async () => {
    const { ask, run, turns } = scene();
    const ending = new AbortController();
    for (let n = 0; n < 3; n += 1) void ask('1');
    const late = assert.rejects(ask('1', ending.signal));
    await settle();
    ending.abort();
    await late;
    await assert.rejects(ask('2', ending.signal));
    await run(5_000);
    assert.equal(turns.length, 3);
  });

  it('keeps order and limits over very many chats', async () => {
    const { ask, run, turns } = scene();
    for (let n = 0; n < 2500; n += 1) void ask(`a${n}`);
    await run(200_000);
    for (let n = 0; n < 4; n += 1) void ask('a1');
    await run(10_000);
    assert.deepEqual(
      turns.slice(-4).map(([, at]) => at),
      [200_000, 200_000, 200_000 + BOTS_OWN, 201_000],
    );
  });

  it('switched off holds nothing back, but still knows of a pause and of an end', async () => {
    const { clock, run } = standing();
    const pace = unpaced(clock);
    for (let n = 0; n < 100; n += 1) await pace.turn('1', 'reply', alive);
    pace.pause(1_000);
    assert.equal(pace.paused(), 1_000);
    await run(1_001);
    assert.equal(pace.paused(), 0);
    await assert.rejects(pace.turn('1', 'reply', AbortSignal.abort()));
  });
});
