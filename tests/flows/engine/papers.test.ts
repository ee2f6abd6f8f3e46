/** What a command has for the chat that asked: behind what the flow says of the result, before the next question. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NoticeContent } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import { drive, flow } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { asking, count, officer } from './flows.ts';

const paper = (name: string): NoticeContent => ({ kind: 'notice', class: 'notice', text: tx(name) });
const papers = [paper('ticket'), paper('letter')];

const booking = flow('book', async (t) => {
  const many = await t.ask('many', count('many'));
  const more = await t.effect<boolean>('book', 'x.book', { many });
  t.say(tx('booked'));
  if (more) await t.ask('more', count('more'));
});

async function pending(): Promise<Driver> {
  const chat = drive({ flows: [booking, officer, asking('a')] });
  await chat.start('book');
  await chat.send('3');
  return chat;
}
const texts = ({ last }: Driver): string[] => last.messages.map(({ text }) => text);

test('at the end of a flow: its sentence, then the papers', async () => {
  const chat = await pending();
  await chat.result({ done: false }, undefined, papers);
  assert.deepEqual(texts(chat), ['booked', 'ticket', 'letter']);
});

test('where the flow goes on: its sentence, the papers, and last the open question', async () => {
  const chat = await pending();
  await chat.result({ done: true }, undefined, papers);
  assert.deepEqual(texts(chat), ['booked', 'ticket', 'letter', 'ask-more']);
  assert.equal(chat.open, 'more');
});

test('refused, and of a run that is gone: nothing of them is lost', async () => {
  const refused = await pending();
  await refused.result({ refused: { key: 'many', why: tx('taken') } }, undefined, [paper('list')]);
  assert.deepEqual(texts(refused), ['list', 'taken\n\nask-many']);
  const gone = await pending();
  gone.chat.run = null;
  await gone.result({ done: null }, undefined, papers);
  assert.deepEqual(texts(gone), ['engine.lateResult', 'ticket', 'letter']);
});

test('a flow that says nothing of its own: the papers are the answer, and no menu', async () => {
  const silent = flow('quiet', async (t) => void (await t.effect('x', 'x.x', {})));
  const chat = drive({ flows: [silent] });
  await chat.start('quiet');
  await chat.result({ done: null }, undefined, papers);
  assert.deepEqual(texts(chat), ['ticket', 'letter']);
});
