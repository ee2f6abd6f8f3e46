import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ceiling, CEILING, Hand } from '#bots/whatsapp/pace.ts';

/** A clock that stands until somebody waits on it. */
const clockAt = (random: number) => {
  const clock = {
    at: 0,
    now: () => clock.at,
    sleep: async (ms: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      clock.at += Math.max(0, ms);
    },
    random: () => random,
  };
  return clock;
};
const never = new AbortController().signal;

test('a message is typed as long as a person would, and the next one waits', async () => {
  const clock = clockAt(0.5);
  const hand = new Hand(clock);
  const typedAt: number[] = [];
  const send = async (text: string, of: 'reply' | 'notice'): Promise<number> => {
    await hand.turn(text, of, never, () => typedAt.push(clock.at));
    return clock.at;
  };
  assert.equal(await send('x'.repeat(50), 'reply'), 900);
  assert.equal(await send('x'.repeat(1000), 'notice'), 900 + 2500 + 3000);
  assert.equal(await send('', 'reply'), 900 + 2500 + 3000 + 900);
  assert.deepEqual(typedAt, [0, 3400, 7300]);
});

/** Time that goes on to the next moment at which somebody wakes, whenever nothing else is left to do. */
const passing = () => {
  const sleepers = new Set<{ at: number; wake(): void }>();
  const clock = {
    at: 0,
    now: () => clock.at,
    random: () => 0.5,
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const one = { at: clock.at + Math.max(0, ms), wake: resolve };
        sleepers.add(one);
        signal.addEventListener('abort', () => (sleepers.delete(one), reject(signal.reason as Error)), { once: true });
      }),
    async until(end: number): Promise<void> {
      for (;;) {
        await new Promise(setImmediate);
        const next = [...sleepers].toSorted((a, b) => a.at - b.at)[0];
        if (!next || next.at > end) return;
        sleepers.delete(next);
        clock.at = next.at;
        next.wake();
      }
    },
  };
  return clock;
};

test('however many ask at once and give up waiting, all are answered; announcements neither hold them up nor are forgotten', async () => {
  const clock = passing();
  const hand = new Hand(clock);
  const went: { of: string; at: number }[] = [];
  /** As the outbox does: gives up after a while, and comes again. */
  const sends = async (of: 'reply' | 'broadcast'): Promise<void> => {
    for (;;) {
      const patience = new AbortController();
      void clock.sleep(23_000, patience.signal).then(
        () => patience.abort(new Error('too long')),
        () => {},
      );
      const ended = await hand
        .turn('x'.repeat(150), of, patience.signal, () => {})
        .then(
          () => true,
          () => false,
        );
      if (ended) return void went.push({ of, at: clock.at });
      await clock.sleep(2_000, never);
    }
  };
  for (let n = 0; n < 8; n += 1) void sends('broadcast');
  for (let n = 0; n < 40; n += 1) void sends('reply');
  await clock.until(200_000);
  const replies = went.filter(({ of }) => of === 'reply');
  assert.equal(replies.length, 40);
  assert.ok(replies.at(-1)!.at < 80_000, `the last was answered after ${replies.at(-1)!.at} ms`);
  assert.deepEqual(
    [went.length, went[0]?.of, new Set(went.slice(1, 41).map(({ of }) => of)).size],
    [48, 'broadcast', 1],
  );
  // In the middle of the pause before an announcement somebody asks.
  for (let n = 0; n < 2; n += 1) void sends('broadcast');
  await clock.until(clock.at + 20_000);
  const asked = clock.at;
  void sends('broadcast');
  await clock.until(asked + 1_000);
  void sends('reply');
  await clock.until(asked + 6_000);
  assert.equal(went.at(-1)?.of, 'reply');
});

test('a wait that is ended sends nothing', async () => {
  await assert.rejects(new Hand(clockAt(0)).turn('x', 'reply', AbortSignal.abort(), () => {}));
});

test('announcements end at the ceiling and go on the next day; answers never end', async () => {
  let day = '2026-11-25';
  const sent = new Map<string, number>();
  const reached: number[] = [];
  const memory = {
    sent: async (of: string) => sent.get(of) ?? 0,
    countSent: async (of: string) => {
      sent.set(of, (sent.get(of) ?? 0) + 1);
      return sent.get(of)!;
    },
  };
  const ceiling = new Ceiling(
    () => day,
    memory,
    (count) => reached.push(count),
  );
  for (let n = 0; n < CEILING; n += 1) {
    assert.ok(await ceiling.allows('broadcast'));
    await ceiling.count(n % 2 ? 'broadcast' : 'notice');
  }
  assert.equal(await ceiling.allows('broadcast'), false);
  assert.ok((await ceiling.allows('reply')) && (await ceiling.allows('question')) && (await ceiling.allows('notice')));
  // Another process takes the number over in the middle of the day.
  assert.equal(
    await new Ceiling(
      () => day,
      memory,
      () => {},
    ).allows('broadcast'),
    false,
  );
  day = '2026-11-26';
  assert.ok(await ceiling.allows('broadcast'));
  assert.deepEqual(reached, [CEILING]);
});
