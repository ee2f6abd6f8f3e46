/** What somebody forwards and nothing else is known of goes to the flow that looks at it; a confidential flow says first who can see it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tx } from '#flows/engine/message.ts';
import { drive } from '#tests/support/engine.ts';
import { asking, visit } from './flows.ts';

const setup = { flows: [visit, { flow: asking('a', 'b'), confidential: true, words: ['form'] }] };

test('a forwarded message is the answer to the question for it, unless it is a wish', async () => {
  const chat = drive(setup);
  const book = { ...chat.env.book, byForward: () => ({ flow: 'form', key: 'a' }) };
  chat.env = { ...chat.env, book };
  await chat.take({ kind: 'text', text: 'Anda menang undian', forwarded: true });
  assert.deepEqual([chat.open, chat.answers], ['b', { a: 'Anda menang undian' }]);
  // In the middle of a form it answers the form, like anything that is said.
  await chat.take({ kind: 'text', text: 'Kunci', forwarded: true });
  assert.equal(chat.chat.run, null);
  const other = drive(setup);
  other.env = { ...other.env, book };
  await other.take({ kind: 'text', text: 'form', forwarded: true });
  assert.deepEqual([other.open, other.answers], ['a', {}]);
});

test('where others see who writes, a confidential flow says so before its first question, and only then', async () => {
  const chat = drive({ ...setup, env: { seen: tx('seen') } });
  assert.equal((await chat.send('form')).text, 'seen\n\nask-a');
  assert.equal((await chat.send('satu')).text, 'ask-b');
  assert.equal((await drive({ ...setup, env: { seen: tx('seen') } }).start('visit')).text, 'ask-who');
  assert.equal((await drive(setup).send('form')).text, 'ask-a');
});

test('what the question refuses was not meant for it, and begins no form', async () => {
  const chat = drive({ flows: [visit, asking('a', 'b')] });
  chat.env = { ...chat.env, book: { ...chat.env.book, byTelling: () => ({ flow: 'form', key: 'a', before: 'none' }) } };
  for (const said of ['???', '\u{1F600}', '...'])
    assert.match((await chat.send(said)).text, /^engine\.notUnderstood\n+engine\.menu/, said);
  assert.equal(chat.chat.run, null);
  await chat.send('parit sumbat');
  assert.deepEqual([chat.open, chat.answers], ['b', { a: 'parit sumbat' }]);
});
