/** An announcement that cannot be carried out: tried ever more seldom, somebody hears of it once, and it goes on by itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { siaranCommands } from '#flows/siaran/effects.ts';
import type { Models } from '#models/models.ts';
import { CHANNEL, house, NUMBER } from '#tests/support/broadcasts.ts';
import { until } from '#tests/support/crash/until.ts';
import { waitBehind } from '#workers/broadcast-trouble.ts';

const AUDIENCE = { by: 'topik' as const, values: ['layanan'] };
const TICKS = 3500;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const bound = (models: Models, _id: string, roles: string[] = ['staf']) =>
  models.Person.create({
    ...{ _id, name: _id, requestKey: _id, roles, active: true },
    identities: [{ channel: CHANNEL, address: `77${_id}` }],
  } as never);

/** Its audience is of a kind that nobody knows. */
async function broken(t: TestContext, more = {}) {
  const its = await house(t, 5, { audience: { by: 'siapa' as never, values: [] }, ...more });
  const told: { chat: string; key: string; text: string }[] = [];
  its.services.notices.toChat = async (chat, { key, text }) => void told.push({ chat, key, text: text.key });
  const mend = () => its.models.Broadcast.updateOne({ _id: NUMBER }, { $set: { audience: AUDIENCE } });
  return { ...its, told, mend };
}

test('the wait behind each failure is twice the last, up to five minutes', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 8, 9, 500].map((tries) => waitBehind(tries)),
    [2000, 4000, 8000, 16_000, 256_000, 300_000, 300_000],
  );
});

test('it is not tried again before its time', async (t) => {
  const { worker, one, told } = await broken(t);
  worker('a');
  await until(async () => (await one())?.trouble?.tries === 1);
  const first = (await one())!.trouble!;
  assert.ok(first.again > Date.now() && first.again <= Date.now() + 2000);
  await pause(TICKS + 2000);
  assert.ok((await one())!.trouble!.tries <= 3, 'not once a second');
  assert.deepEqual(told, [], 'what passes in a moment disturbs nobody');
});

test('its author hears of it once, it goes on by itself when the fault is gone, and they hear that too', async (t) => {
  const { models, worker, one, told, mend, reaches, states } = await broken(t);
  await bound(models, 'p');
  worker('a', {}, { firstWaitMs: 1 });
  await until(() => told.length > 0);
  await pause(TICKS);
  assert.deepEqual(
    told.map(({ chat, text }) => [chat, text]),
    [[`${CHANNEL}:77p`, 'siaran.troubled']],
  );
  assert.ok((await one())!.trouble!.told);
  await mend();
  await reaches('selesai');
  assert.deepEqual(await states(), { sent: 5 });
  assert.equal((await one())?.trouble, null);
  assert.deepEqual(
    told.map(({ text }) => text),
    ['siaran.troubled', 'siaran.untroubled', 'siaran.over-selesai'],
  );
});

test('its author has left: the desk hears of it', async (t) => {
  const { models, worker, told } = await broken(t);
  await bound(models, 'desk', ['kasubag']);
  worker('a', {}, { firstWaitMs: 1 });
  await until(() => told.length > 0);
  assert.deepEqual(told[0]?.chat, `${CHANNEL}:77desk`);
});

test('a person of staff tries it again at once, or stops it', async (t) => {
  const { models, services, worker, one, mend, reaches } = await broken(t);
  const who = await bound(models, 'p');
  worker('a', {}, { firstWaitMs: 600_000 });
  await until(async () => (await one())?.trouble?.tries === 1);
  const press = (step: string) =>
    siaranCommands['siaran.steer']!(
      { requestKey: step, args: { number: NUMBER, step } as never, locale: 'id', who: who as never, chat: 'x' },
      services,
    );
  await press('coba');
  await until(async () => (await one())?.trouble?.tries === 1 && (await one())!.history.length === 1);
  await press('henti');
  await until(async () => (await one())?.finishedAt !== null);
  assert.equal((await one())?.status, 'dihentikan');
  await mend();
  await reaches('dihentikan');
});

test('one row that makes the worker throw holds up no other: its fate is unknown, and all end', async (t) => {
  const { worker, answers, reaches, states, one } = await house(t, 40);
  answers((address) => {
    if (address.endsWith('3')) throw new Error('bad address');
    return { sent: '1' };
  });
  worker('a');
  await until(async () => (await states()).sent === 36);
  assert.equal((await one())?.trouble ?? null, null);
  await reaches('selesai');
  assert.deepEqual(await states(), { sent: 36, unknown: 4 });
});
