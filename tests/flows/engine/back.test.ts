/** Back drops the last answer, as far as the first question or a done effect. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tx } from '#flows/engine/message.ts';
import { drive, flow } from '#tests/support/engine.ts';
import { count, day, pick, visit } from './flows.ts';

const counting = flow('form', async (t) => {
  await t.ask('a', count('a'));
  await t.ask('b', count('b'));
  await t.effect('book', 'x.book', null);
  await t.ask('c', count('c'));
  await t.ask('d', count('d'));
  t.say(tx('end'));
});

test('back goes to the question before, and again', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.press('citizen');
  await chat.sends('besok', '3');
  await chat.send('kembali');
  assert.deepEqual([chat.open, chat.answers], ['many', { who: 'citizen', when: '2026-11-05' }]);
  await chat.send('kembali');
  assert.equal(chat.open, 'when');
  await chat.send('BACK.');
  assert.deepEqual([chat.open, chat.answers], ['who', {}]);
});

test('back at the first question says so and repeats it', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  assert.equal((await chat.send('kembali')).text, 'engine.backFirst\n\nask-who');
});

test('back stops behind a done effect and says so', async () => {
  const chat = drive({ flows: [counting] });
  await chat.start('form');
  await chat.sends('1', '2');
  await chat.done();
  assert.equal((await chat.send('kembali')).text, 'engine.backDone\n\nask-c');
  await chat.send('3');
  await chat.send('kembali');
  assert.deepEqual([chat.open, chat.answers], ['c', { a: 1, b: 2 }]);
  assert.equal((await chat.send('kembali')).text, 'engine.backDone\n\nask-c');
});

test('back after a change goes to the question before the open one, not to the one that was changed', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.press('citizen');
  await chat.sends('besok', '3');
  await chat.press('change');
  await chat.press('when');
  await chat.send('lusa');
  assert.equal(chat.open, 'sure');
  await chat.send('kembali');
  assert.equal(chat.open, 'many');
});

test('back from a branch leads to where it began, and the other branch may be taken', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.press('school');
  await chat.send('kembali');
  await chat.press('word');
  assert.equal(chat.open, 'who');
  await chat.press('citizen');
  assert.equal(chat.open, 'when');
});

test('back never lands on an answer of a branch that is not taken', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.press('school');
  await chat.sends('SMA 1', 'besok', '3');
  await chat.press('change');
  await chat.press('who');
  await chat.press('citizen');
  for (const expected of ['many', 'when', 'who']) {
    await chat.send('kembali');
    assert.equal(chat.open, expected);
  }
});

test('back where nothing runs opens the menu', async () => {
  const chat = drive({ flows: [visit] });
  assert.equal((await chat.send('kembali')).text, 'engine.menu');
});

test('back inside a loop drops the last item', async () => {
  const loop = flow('form', async (t) => {
    const names: number[] = [];
    for (let more = true; more; more = (await t.ask(`more:${names.length}`, pick('more', 'yes', 'no'))) === 'yes')
      names.push(await t.ask(`item:${names.length}`, count('item')));
    await t.ask('day', day('day'));
  });
  const chat = drive({ flows: [loop] });
  await chat.start('form');
  await chat.send('1');
  await chat.press('yes');
  await chat.send('2');
  await chat.press('no');
  for (const expected of ['more:2', 'item:1', 'more:1']) {
    await chat.send('kembali');
    assert.equal(chat.open, expected);
  }
  await chat.press('no');
  assert.deepEqual(chat.answers, { 'item:0': 1, 'more:1': 'no' });
});
