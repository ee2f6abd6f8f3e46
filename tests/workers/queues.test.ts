/** What a fault says may be what a person wrote: a wake-up that fails is told in the log, without a word of it, and nowhere in Valkey. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Redis } from 'ioredis';
import { createLog } from '#services/log.ts';
import { EFFECTS, WakeUps } from '#workers/queues.ts';
import { until } from '#tests/support/crash/until.ts';

test('a wake-up that fails leaves nothing of its fault in the queue, nor in what the queue publishes', async (t) => {
  const url = process.env['REDIS_URL'] ?? '';
  const lines: string[] = [];
  const log = createLog('info', 'a key that only the tests have, 32 signs', { write: (line) => void lines.push(line) });
  const wakeUps = new WakeUps(url, randomBytes(6).toString('hex'), log);
  t.after(() => wakeUps.close());
  const name = 'Rahasia';
  wakeUps.on(EFFECTS, () => Promise.reject(new Error(`no such ${name}`)), 1);
  await until(() => wakeUps.state === 'ready');
  wakeUps.wake(EFFECTS, 'telegram-public:1');
  await until(() => lines.some((line) => line.includes('a wake-up failed')));

  const redis = new Redis(url);
  t.after(() => redis.disconnect());
  const events = async (): Promise<string> =>
    JSON.stringify(await redis.xrange(`${wakeUps.prefix}:${EFFECTS}:events`, '-', '+'));
  await until(async () => (await events()).includes('completed'));
  await wakeUps.rest();
  assert.ok(!(await events()).includes(name), await events());
  assert.ok(!lines.join('').includes(name), lines.join(''));
});
