/** Any answer may be changed from the summary; what follows is held against the change, and only what fails is asked again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { choices } from '#flows/prompts/choices.ts';
import { drive, flow, HOUR } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { asking, confirmed, count, day, pick, sure, visit } from './flows.ts';

async function atSummary(chat: Driver = drive({ flows: [visit] })): Promise<Driver> {
  await chat.start('visit');
  await chat.press('school');
  await chat.sends('SMA 1', 'besok', '40');
  assert.equal(chat.open, 'sure');
  return chat;
}

async function change(chat: Driver, key: string): Promise<void> {
  await chat.press('change');
  assert.equal(chat.open, 'aside:change');
  await chat.press(key);
}

test('the list of what can be changed has every labelled answer, in the flow’s order', async () => {
  const chat = await atSummary();
  await change(chat, 'who');
  await chat.press('school');
  await chat.press('change');
  assert.deepEqual(chat.choices, ['who', 'school', 'when', 'many']);
});

test('one answer changed, the others stay, the summary comes again with a number of its own', async () => {
  const chat = await atSummary();
  const first = chat.chat.askNo;
  await change(chat, 'when');
  assert.equal(chat.last.text, 'ask-when');
  await chat.send('lusa');
  assert.equal(chat.open, 'sure');
  assert.deepEqual(chat.answers, { who: 'school', school: 'SMA 1', when: '2026-11-06', many: 40 });
  assert.ok(chat.chat.askNo > first);
  assert.match((await chat.press(0, first)).text, /^engine.stalePress/);
  assert.deepEqual(chat.outstanding, []);
});

test('only the later answer that no longer holds is asked again, with the reason', async () => {
  const chat = await atSummary();
  await change(chat, 'who');
  await chat.press('citizen');
  assert.equal(chat.open, 'many');
  assert.equal(chat.last.text, 'prompts.people.range {"min":1,"max":5}\n\nask-many');
  await chat.send('4');
  assert.deepEqual(chat.answers, { who: 'citizen', when: '2026-11-05', many: 4 });
});

test('a second change is held against what follows as well', async () => {
  const chat = await atSummary();
  await change(chat, 'who');
  await chat.press('school');
  await change(chat, 'who');
  await chat.press('citizen');
  assert.equal(chat.open, 'many');
});

test('an answer of a branch comes back with the branch, and never reaches an effect without it', async () => {
  const chat = await atSummary();
  await change(chat, 'who');
  await chat.press('citizen');
  await chat.send('4');
  await change(chat, 'who');
  await chat.press('school');
  assert.equal(chat.open, 'sure');
  assert.deepEqual(chat.answers, { who: 'school', school: 'SMA 1', when: '2026-11-05', many: 4 });
  await change(chat, 'who');
  await chat.press('citizen');
  await chat.press('yes');
  assert.deepEqual(Object.keys(chat.chat.run?.answers ?? {}).sort(), ['many', 'sure', 'when', 'who']);
  assert.deepEqual(chat.outstanding[0]?.args, { who: 'citizen', school: null, when: '2026-11-05', many: 4 });
});

test('"besok" held against a change after midnight is still the day it meant', async () => {
  const chat = await atSummary();
  chat.pass(20 * HOUR);
  await change(chat, 'school');
  await chat.send('SMA 2');
  assert.equal(chat.answers['when'], '2026-11-05');
});

test('a change offers nothing where no answer has a label', async () => {
  const plain = flow('form', async (t) => {
    await t.ask('a', choice({ text: tx('a'), choices: [{ id: 'x', label: tx('x') }] }));
    await t.ask('sure', sure());
  });
  const chat = drive({ flows: [plain] });
  await chat.start('form');
  await chat.press('x');
  assert.match((await chat.press('change')).text, /^engine.nothingToChange\n\nprompts.confirm.summary/);
});

test('change stops behind a done effect', async () => {
  const twice = flow('form', async (t) => {
    await t.ask('a', count('a'));
    await t.effect('first', 'x.first', null);
    const b = await t.ask('b', count('b'));
    await confirmed(t, { b });
  });
  const chat = drive({ flows: [twice] });
  await chat.start('form');
  await chat.send('1');
  await chat.done();
  await chat.send('2');
  await chat.press('change');
  assert.deepEqual(chat.choices, ['b']);
});

test('an answer that was picked among readings holds while it is one of them', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.press('school');
  await chat.sends('SMA 1', 'tanggal 10 atau 12 november');
  assert.equal(chat.open, 'aside:which');
  await chat.press(1);
  await chat.send('40');
  const { when } = chat.answers;
  assert.equal(when, '2026-11-12');
  await change(chat, 'school');
  await chat.send('SMA 2');
  assert.deepEqual([chat.open, chat.answers['when']], ['sure', when]);
});

test('the question changed was taken out of the flow meanwhile: the flow goes on where it can', async () => {
  const chat = await atSummary();
  await chat.press('change');
  chat.release(flow('visit', async (t) => void (await t.ask('day', day('day')))));
  await chat.press('when');
  assert.equal(chat.open, 'day');
});

test('reopening the only question that is left leaves nothing behind', async () => {
  const chat = drive({
    flows: [asking('a'), flow('other', async (t) => void (await t.ask('p', pick('p', 'x', 'y'))))],
  });
  await chat.start('other');
  await chat.press('x');
  assert.equal(chat.chat.run, null);
});

test('an answer is the flow’s own copy: what it does to it is not kept', async () => {
  const seen: string[][] = [];
  const form = flow('form', async (t) => {
    const some = await t.ask('some', several);
    seen.push([...some]);
    some.push('x');
    await t.ask('many', count('many'));
    await t.ask('day', day('day'));
  });
  const several = choices({ text: tx('some'), choices: ['a', 'b'].map((id) => ({ id, label: tx(id) })) });
  const chat = drive({ flows: [form] });
  await chat.start('form');
  await chat.sends('1 dan 2', '3', 'besok');
  assert.deepEqual(seen, [
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
});
