/** An open question is reminded of once and then given up; a timer of an older question does nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drive, flow, HOUR } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { asking, count, officer, pick, visit } from './flows.ts';

const DAY = 24 * HOUR;

async function inVisit(): Promise<Driver> {
  const chat = drive({ flows: [visit, officer] });
  await chat.start('visit');
  return chat;
}

/** Lets time pass until the chat wants to be woken, and wakes it as the sweeper does. */
async function wake(chat: Driver): Promise<string> {
  const { wakeAt, reminded } = chat.chat;
  assert.ok(wakeAt !== null);
  chat.now = wakeAt;
  return (await chat.timer(reminded ? 'expire' : 'remind')).text;
}

test('reminded after a day, closed after a week, and the menu comes', async () => {
  const chat = await inVisit();
  const asked = chat.now;
  assert.equal(await wake(chat), 'engine.remind\n\nask-who');
  assert.ok(chat.now - asked >= DAY - 5000 && chat.now - asked < DAY + 5000);
  assert.equal(await wake(chat), 'engine.expired {"title":"title-visit"}\n\nengine.menu');
  assert.ok(chat.now - asked >= 7 * DAY - 5000 && chat.now - asked < 7 * DAY + 5000);
  assert.deepEqual([chat.chat.run, chat.chat.wakeAt], [null, null]);
});

test('who goes on is reminded anew of the next question', async () => {
  const chat = await inVisit();
  await wake(chat);
  await chat.press('citizen');
  assert.equal(await wake(chat), 'engine.remind\n\nask-when');
});

test('who answers wrongly is there: the day counts from then', async () => {
  const chat = await inVisit();
  await chat.press('citizen');
  chat.pass(20 * HOUR);
  await chat.send('entah');
  assert.ok((chat.chat.wakeAt ?? 0) > chat.now + 23 * HOUR);
  await wake(chat);
  chat.pass(5 * DAY);
  await chat.send('entah');
  assert.equal(chat.chat.reminded, true);
  assert.ok((chat.chat.wakeAt ?? 0) > chat.now + 5 * DAY);
});

test('a timer of an older question, of no question, of a form that is over', async () => {
  const chat = await inVisit();
  const { askNo } = chat.chat;
  await chat.press('citizen');
  const before = chat.chat;
  for (const which of ['remind', 'expire'] as const) assert.equal((await chat.timer(which, askNo)).text, '');
  assert.deepEqual(chat.chat, before);
  await chat.send('batal');
  for (const which of ['remind', 'expire'] as const) assert.equal((await chat.timer(which)).text, '');
});

test('a question of the engine’s own is reminded of as it stands, once', async () => {
  const chat = await inVisit();
  await chat.send('bahasa');
  assert.equal(await wake(chat), 'engine.remind\n\nengine.whichLanguage');
  assert.match(await wake(chat), /^engine.expired/);
});

test('a question that looks different after a day is reminded of once all the same', async () => {
  let slots = ['09.00', '10.00'];
  const form = flow('form', async (t) => {
    const free = await t.read<string[]>('slots', 'slots', {}, { maxAge: HOUR });
    await t.ask('time', pick('time', ...free));
  });
  const chat = drive({ flows: [form], queries: { slots: () => slots } });
  await chat.start('form');
  slots = ['10.00'];
  assert.equal(await wake(chat), 'engine.remind\n\nask-time');
  assert.deepEqual(chat.choices, ['10.00']);
  assert.match(await wake(chat), /^engine.expired/);
});

test('a form whose flow ends by itself when it is reminded of', async () => {
  let open = true;
  const form = flow('form', async (t) => {
    if (await t.read<boolean>('open', 'open', {}, { maxAge: HOUR })) await t.ask('n', count('n'));
  });
  const chat = drive({ flows: [form], queries: { open: () => open } });
  await chat.start('form');
  open = false;
  await wake(chat);
  assert.deepEqual([chat.chat.run, chat.chat.wakeAt], [null, null]);
});

test('what is parked is taken up when the other expires', async () => {
  const chat = await inVisit();
  await chat.send('petugas');
  await wake(chat);
  assert.equal(
    await wake(chat),
    'engine.expired {"title":"title-petugas"}\n\nengine.takeUp {"title":"title-visit"}\n\nask-who',
  );
  assert.ok((chat.chat.wakeAt ?? 0) > chat.now);
});

test('the menu is never reminded of', async () => {
  const chat = drive({ flows: [asking('a')] });
  await chat.send('menu');
  assert.deepEqual([chat.open, chat.chat.wakeAt], ['menu', null]);
});

test('a form that ends by itself when reminded of: the parked one is taken up and has its own reminder', async () => {
  let open = true;
  const form = flow('form', async (t) => {
    if (await t.read<boolean>('open', 'open', {}, { maxAge: HOUR })) await t.ask('n', count('n'));
  });
  const chat = drive({ flows: [visit, form], queries: { open: () => open } });
  await chat.start('visit');
  await chat.start('form');
  open = false;
  await wake(chat);
  assert.deepEqual([chat.open, chat.chat.reminded], ['who', false]);
  assert.equal(await wake(chat), 'engine.remind\n\nask-who');
});
