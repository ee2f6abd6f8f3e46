/** A changed flow under an open conversation: answers are found by key, never by position. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tx } from '#flows/engine/message.ts';
import { photo } from '#flows/prompts/photo.ts';
import { drive, flow } from '#tests/support/engine.ts';
import { asking, visit } from './flows.ts';

test('questions come one after the other, answers are kept by key', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  assert.deepEqual([chat.open, chat.last.text], ['who', 'ask-who']);
  assert.deepEqual(chat.last.messages[0]?.choices, [
    { id: 'school', label: 'school' },
    { id: 'citizen', label: 'citizen' },
  ]);
  await chat.press('school');
  await chat.sends('SMA 1', 'besok', '40 orang');
  assert.equal(chat.open, 'sure');
  assert.deepEqual(chat.answers, { who: 'school', school: 'SMA 1', when: '2026-11-05', many: 40 });
});

test('whom a question refuses three times in a row is told the ways out; an answer ends the count', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  for (const _ of [1, 2]) assert.doesNotMatch((await chat.send('entah')).text, /engine.stuck/);
  assert.match((await chat.send('entah')).text, /\n\nengine.stuck\n\nask-who$/);
  await chat.press('citizen');
  assert.doesNotMatch((await chat.send('entah')).text, /engine.stuck/);
});

test('a question inserted before the open one is asked first, and the answer just given waits for its own', async () => {
  const chat = drive({ flows: [asking('a', 'b')] });
  await chat.start('form');
  await chat.send('first');
  chat.release(asking('a', 'new', 'b', 'c'));
  await chat.send('second');
  assert.deepEqual([chat.open, chat.last.text], ['new', 'ask-new']);
  await chat.send('third');
  assert.equal(chat.open, 'c');
  assert.deepEqual(chat.answers, { a: 'first', new: 'third', b: 'second' });
});

test('a question inserted among the answered ones is asked next, the answers behind it stay', async () => {
  const chat = drive({ flows: [asking('a', 'b', 'c')] });
  await chat.start('form');
  await chat.sends('first', 'second');
  chat.release(asking('a', 'new', 'b', 'c'));
  await chat.send('third');
  assert.equal(chat.open, 'new');
  await chat.send('fourth');
  assert.equal(chat.last.text, 'end');
});

test('a question that was taken out is passed over; what was answered to it does no harm', async () => {
  const chat = drive({ flows: [asking('a', 'b', 'c')] });
  await chat.start('form');
  await chat.sends('first', 'second');
  chat.release(asking('a', 'd'));
  await chat.send('third');
  assert.equal(chat.open, 'd');
  assert.deepEqual(chat.answers, { a: 'first' });
  await chat.send('kembali');
  await chat.press('word');
  assert.equal(chat.open, 'a');
});

test('the open question was taken out: its answer is not fed to another', async () => {
  const chat = drive({ flows: [asking('a', 'b')] });
  await chat.start('form');
  await chat.send('first');
  chat.release(asking('a', 'other'));
  await chat.send('meant for b');
  assert.equal(chat.open, 'other');
  assert.deepEqual(chat.answers, { a: 'first' });
});

test('questions moved about keep their answers', async () => {
  const chat = drive({ flows: [asking('a', 'b', 'c', 'd')] });
  await chat.start('form');
  await chat.sends('first', 'second', 'third');
  chat.release(asking('c', 'd', 'b', 'a'));
  await chat.send('fourth');
  assert.equal(chat.last.text, 'end');
});

test('moved questions: back goes to the one that stands before now', async () => {
  const chat = drive({ flows: [asking('a', 'b', 'c')] });
  await chat.start('form');
  await chat.sends('first', 'second');
  chat.release(asking('b', 'a', 'c'));
  await chat.send('kembali');
  await chat.press('word');
  assert.equal(chat.open, 'a');
  assert.deepEqual(chat.answers, { b: 'second' });
});

test('an album is one answer, with its caption', async () => {
  const album = flow('form', async (t) => {
    const { ref, more, caption } = await t.ask('p', photo({ text: tx('ask'), count: 3 }));
    t.say(tx('end', { ref, more: more?.map((m) => m.ref), caption }));
  });
  const chat = drive({ flows: [album] });
  await chat.start('form');
  await chat.take({ kind: 'photo', file: { ref: 'a' }, caption: 'parit', more: [{ ref: 'b' }, { ref: 'c' }] });
  assert.equal(chat.last.text, 'end {"ref":"a","more":["b","c"],"caption":"parit"}');
});
