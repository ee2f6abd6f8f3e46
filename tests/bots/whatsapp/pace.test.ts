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
  assert.equal(await send('x'.repeat(1000), 'notice'), 900 + 900 + 3000);
  assert.equal(await send('', 'reply'), 900 + 900 + 3000 + 2500);
  assert.deepEqual(typedAt, [0, 1800, 7300]);
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
