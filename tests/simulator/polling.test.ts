import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Polls } from '#simulator/bot-api/polling.ts';
import { World } from '#simulator/world.ts';
import { lab, refusal, TOKEN } from './support.ts';

test('updates stay until the offset passes them; a limit and a negative offset hold', async () => {
  const { api, people } = await lab();
  const phone = people.phone('warga-1', 'first_bot');
  phone.start();
  for (const text of ['satu', 'dua', 'tiga']) phone.text(text);
  const all = await api.getUpdates();
  assert.equal(all.length, 4);
  assert.equal((await api.getUpdates({ limit: 2 })).length, 2);
  const rest = await api.getUpdates({ offset: all[1]!.update_id + 1 });
  assert.deepEqual(
    rest.map((update) => update.message!.text),
    ['dua', 'tiga'],
  );
  const last = await api.getUpdates({ offset: -1 });
  assert.deepEqual(
    last.map((update) => update.message!.text),
    ['tiga'],
  );
  assert.equal((await api.getUpdates()).length, 1);
});

test('a long poll waits for the first update', async () => {
  const { api, people } = await lab();
  const phone = people.phone('warga-1', 'first_bot');
  const poll = api.getUpdates({ timeout: 30 });
  phone.start();
  assert.equal((await poll).length, 1);
});

test('the second of two polls wins, the first gets the conflict', async () => {
  const { api, people } = await lab();
  const first = refusal(api.getUpdates({ timeout: 30 }));
  await api.getMe();
  const second = api.getUpdates({ timeout: 30 });
  assert.match(await first, /^Conflict: terminated by other getUpdates request/);
  people.phone('warga-1', 'first_bot').start();
  assert.equal((await second).length, 1);
});

test('a poller that died does not stand in the way, and takes no update with it', async () => {
  const { api, people } = await lab();
  const dead = new AbortController();
  const gone = api.getUpdates({ timeout: 30 }, dead.signal as never).catch(() => 'gone');
  await api.getMe();
  dead.abort();
  assert.equal(await gone, 'gone');
  people.phone('warga-1', 'first_bot').start();
  assert.equal((await api.getUpdates({ timeout: 1 })).length, 1);
});

test('only the kinds asked for are queued, until others are asked for', async () => {
  const { api, people } = await lab();
  await api.getUpdates({ allowed_updates: ['message'] });
  const phone = people.phone('warga-1', 'first_bot');
  phone.start();
  phone.block();
  const [start, ...others] = await api.getUpdates();
  assert.equal(start!.message!.text, '/start');
  assert.equal(others.length, 0);
  await api.getUpdates({ offset: start!.update_id + 1, allowed_updates: [] });
  phone.unblock();
  assert.ok((await api.getUpdates())[0]!.my_chat_member);
});

test('delivered twice: the same update comes again although it was acknowledged, once', async () => {
  const { api, people } = await lab();
  const phone = people.phone('warga-1', 'first_bot');
  phone.start();
  phone.text('dua kali', { twice: true });
  const [start, text] = await api.getUpdates();
  const again = await api.getUpdates({ offset: text!.update_id + 1 });
  assert.deepEqual(again, [text]);
  assert.deepEqual(await api.getUpdates({ offset: text!.update_id + 1 }), []);
  phone.again();
  assert.deepEqual(await api.getUpdates({ offset: text!.update_id + 1 }), [text]);
  assert.ok(start);
});

test('a poll gives up with its connection and leaves even a repeat to the next', async () => {
  const bot = new World().addBot({ token: TOKEN, username: 'first_bot' });
  const id = bot.updates.push({ message: {} as never })!;
  bot.updates.acknowledge(id + 1);
  const polls = new Polls();
  const connection = new AbortController();
  const poll = polls.poll(bot, { timeout: 30 }, connection.signal);
  connection.abort();
  bot.updates.repeat(id);
  assert.deepEqual(await poll, []);
  const next = await polls.poll(bot, {}, new AbortController().signal);
  assert.deepEqual(
    next.map((update) => update.update_id),
    [id],
  );
});
