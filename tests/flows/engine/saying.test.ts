/** What a flow says is said once: not by replay, not when a question is put again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tx } from '#flows/engine/message.ts';
import { drive, flow } from '#tests/support/engine.ts';
import { asking, count, day, words } from './flows.ts';

const chatty = flow('form', async (t) => {
  t.say(tx('hello'));
  await t.ask('a', words('a'));
  t.say(tx('thanks-a'));
  await t.ask('many', count('many'));
  t.say(tx('thanks-many'));
  await t.effect('book', 'x.book', null);
  t.say(tx('thanks-book'));
  await t.ask('b', words('b'));
  t.say(tx('end'));
});

test('each say is heard once, in its place', async () => {
  const chat = drive({ flows: [chatty] });
  assert.equal((await chat.start('form')).text, 'hello\n\nask-a');
  assert.equal((await chat.send('first')).text, 'thanks-a\n\nask-many');
  const { text, intents } = await chat.send('2');
  assert.deepEqual([text, intents.length], ['thanks-many', 1]);
  assert.equal((await chat.done()).text, 'thanks-book\n\nask-b');
  assert.match((await chat.send('last')).text, /^end$/);
});

test('a refused answer repeats the question with the reason, and nothing else', async () => {
  const chat = drive({ flows: [chatty] });
  await chat.start('form');
  await chat.send('first');
  assert.equal((await chat.send('banyak')).text, 'prompts.people.range {"min":1,"max":50}\n\nask-many');
});

test('ulangi repeats the question alone, with its choices', async () => {
  const chat = drive({ flows: [chatty] });
  await chat.start('form');
  await chat.send('first');
  assert.equal((await chat.send('ulangi')).text, 'ask-many');
});

test('back repeats nothing that was said', async () => {
  const chat = drive({ flows: [chatty] });
  await chat.start('form');
  await chat.send('first');
  assert.equal((await chat.send('kembali')).text, 'ask-a');
});

test('a result that is not the flow’s end says what follows it, once', async () => {
  const chat = drive({ flows: [chatty] });
  await chat.start('form');
  await chat.sends('first', '2');
  await chat.done();
  assert.equal((await chat.send('ulangi')).messages.length, 1);
  await chat.press('word');
  assert.equal(chat.last.text, 'ask-b');
});

test('after a change only what says something new is heard', async () => {
  const telling = flow('form', async (t) => {
    const when = await t.ask('when', day('when'));
    t.say(tx('day', { when }));
    await t.ask('many', count('many'));
    t.say(tx('many'));
    await t.ask('c', words('c'));
  });
  const chat = drive({ flows: [telling] });
  await chat.start('form');
  await chat.send('besok', { message: 'm1' });
  await chat.send('3');
  assert.equal((await chat.edit('m1', 'lusa')).text, 'engine.editTaken\n\nday {"when":"2026-11-06"}\n\nask-c');
});

test('long sayings go ahead of the question as a message of their own, short ones stand above it', async () => {
  const long = flow('form', async (t) => {
    t.say(tx('long', { x: 'x'.repeat(2000) }));
    await t.ask('a', words('a'));
  });
  const { messages } = await drive({ flows: [long] }).start('form');
  assert.deepEqual(
    messages.map((m) => m.class),
    ['reply', 'question'],
  );
  assert.equal(messages[1]?.text, 'ask-a');
});

test('the same words after each item of a loop are heard each time', async () => {
  const loop = flow('form', async (t) => {
    for (let i = 0; i < 3; i += 1) {
      await t.ask(`item:${i}`, count('item'));
      t.say(tx('noted'));
    }
  });
  const chat = drive({ flows: [loop] });
  await chat.start('form');
  assert.equal((await chat.send('1')).text, 'noted\n\nask-item');
  assert.equal((await chat.send('1')).text, 'noted\n\nask-item');
  assert.equal((await chat.send('1')).text, 'noted');
});

test('a greeting put at the head of a flow is not heard in the middle of open conversations', async () => {
  const chat = drive({ flows: [asking('a', 'b', 'c')] });
  await chat.start('form');
  await chat.send('first');
  const late = flow('form', async (t) => {
    t.say(tx('welcome'));
    for (const key of ['a', 'b', 'c']) await t.ask(key, words(key));
  });
  chat.release(late);
  assert.equal((await chat.send('second')).text, 'ask-c');
});

test('nor are its buttons shown under what is said there', async () => {
  const chat = drive({ flows: [asking('a', 'b', 'c')] });
  await chat.start('form');
  await chat.send('first');
  const late = flow('form', async (t) => {
    t.say(tx('welcome'), { label: tx('why'), flow: 'why', arg: '' });
    for (const key of ['a', 'b']) await t.ask(key, words(key));
    t.say(tx('thanks'));
    await t.ask('c', words('c'));
  });
  chat.release(late);
  const { messages } = await chat.send('second');
  assert.deepEqual(
    messages.map(({ text, buttons }) => [text, buttons]),
    [['thanks\n\nask-c', undefined]],
  );
});

test('a flow that ends without a word leaves nobody with silence', async () => {
  const silent = flow('form', async (t) => {
    await t.ask('a', words('a'));
    await t.effect('book', 'x.book', null);
  });
  const chat = drive({ flows: [silent] });
  await chat.start('form');
  await chat.send('first');
  assert.equal((await chat.done()).text, 'engine.menu');
});

test('what is said behind a result is heard, though an answered question was moved behind it meanwhile', async () => {
  const chat = drive({ flows: [chatty] });
  await chat.start('form');
  await chat.sends('first', '2');
  const moved = flow('form', async (t) => {
    await t.ask('a', words('a'));
    await t.effect('book', 'x.book', null);
    t.say(tx('thanks-book'));
    await t.ask('many', count('many'));
    await t.ask('b', words('b'));
  });
  chat.release(moved);
  assert.equal((await chat.done()).text, 'thanks-book\n\nask-b');
});

test('buttons stand under what is said, never among the answers to a question, and each once', async () => {
  const why = { label: tx('why'), flow: 'why', arg: 'A-1' };
  const form = flow('form', async (t) => {
    t.say(tx('hello'), why);
    t.say(tx('again'), why, { ...why, arg: 'A-2' });
    await t.ask('a', words('a'));
    t.say(tx('thanks'));
    await t.ask('b', words('b'));
  });
  const chat = drive({ flows: [form] });
  await chat.start('form');
  assert.deepEqual(
    chat.last.messages.map(({ class: kind, text, buttons }) => [kind, text, buttons?.map(({ arg }) => arg)]),
    [
      ['reply', 'hello\n\nagain', ['A-1', 'A-2']],
      ['question', 'ask-a', undefined],
    ],
  );
  await chat.send('first');
  assert.deepEqual(
    chat.last.messages.map(({ text, buttons }) => [text, buttons]),
    [['thanks\n\nask-b', undefined]],
    'what was said before is not offered again',
  );
});
