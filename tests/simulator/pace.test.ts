import assert from 'node:assert/strict';
import { test } from 'node:test';
import { platformRates } from '#simulator/bot-api/pace.ts';
import type { GrammyError } from 'grammy';
import { Clock, lab } from './support.ts';

async function paced() {
  const clock = new Clock();
  const all = await lab({ now: clock.now, limits: platformRates });
  return { ...all, clock };
}

/** How many of `calls` are taken, and the wait that the first refused one names. */
async function taken(calls: (() => Promise<unknown>)[]): Promise<{ count: number; retryAfter: number | undefined }> {
  let count = 0;
  for (const call of calls) {
    try {
      await call();
      count += 1;
    } catch (error) {
      const { error_code, description, parameters } = error as GrammyError;
      assert.equal(error_code, 429);
      assert.equal(description, `Too Many Requests: retry after ${parameters.retry_after}`);
      return { count, retryAfter: parameters.retry_after };
    }
  }
  return { count, retryAfter: undefined };
}

test('one chat: a small burst, then one a second', async () => {
  const { api, people, world, clock } = await paced();
  const phone = people.phone('warga-1', 'first_bot');
  phone.start();
  const chat = world.person('warga-1').user.id;
  const sends = Array.from({ length: 9 }, (_, n) => () => api.sendMessage(chat, String(n)));
  assert.deepEqual(await taken(sends), { count: 5, retryAfter: 1 });
  clock.move(2000);
  assert.deepEqual(await taken(sends), { count: 2, retryAfter: 1 });
  assert.equal(phone.messages().length, 7);
});

test('one bot: thirty a second over all chats; other bots do not count', async () => {
  const { api, telegram, people, world } = await paced();
  const sends = Array.from({ length: 40 }, (_, n) => {
    people.phone(`warga-${n}`, 'first_bot').start();
    return () => api.sendMessage(world.person(`warga-${n}`).user.id, 'x');
  });
  assert.deepEqual(await taken(sends), { count: 30, retryAfter: 1 });
  people.phone('warga-1', 'second_bot').start();
  await telegram.sendMessage(world.person('warga-1').user.id, 'x');
});

test('one group: twenty a minute, and a wait of seconds', async () => {
  const { api, people, clock } = await paced();
  const group = people.group('RT 5', ['warga-1'], { bots: ['first_bot'] });
  const sends = Array.from({ length: 25 }, () => () => api.sendMessage(group.id, 'x'));
  assert.deepEqual(await taken(sends), { count: 20, retryAfter: 3 });
  clock.move(60_000);
  assert.equal((await taken(sends)).count, 20);
});

test('edits count, answers to presses and refused calls do not', async () => {
  const { api, people, world } = await paced();
  people.phone('warga-1', 'first_bot').start();
  const chat = world.person('warga-1').user.id;
  const { message_id } = await api.sendMessage(chat, 'x');
  for (let n = 0; n < 6; n++) await api.sendMessage(chat, '').catch(() => {});
  const edits = Array.from({ length: 6 }, (_, n) => () => api.editMessageText(chat, message_id, String(n)));
  assert.equal((await taken(edits)).count, 4);
});
