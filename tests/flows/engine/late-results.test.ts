/** Results of runs that are parked or gone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tx } from '#flows/engine/message.ts';
import { drive, flow } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { asking, count, officer } from './flows.ts';

const booking = flow('book', async (t) => {
  const many = await t.ask('many', count('many'));
  const { number } = await t.effect<{ number: string }>('book', 'x.book', { many });
  t.say(tx('booked', { number }));
  await t.ask('more', count('more'));
  t.say(tx('end'));
});

async function parked(): Promise<Driver> {
  const chat = drive({ flows: [booking, officer] });
  await chat.start('book');
  await chat.sends('3', 'petugas');
  assert.deepEqual([chat.open, chat.chat.parked.length], ['note', 1]);
  return chat;
}

async function gone(): Promise<Driver> {
  const chat = await parked();
  chat.chat.parked = [];
  return chat;
}

test('done, of a run that is gone: a notice beside the open question', async () => {
  const chat = await gone();
  const { messages } = await chat.result({ done: null, notice: tx('late', { number: 'K-1' }) });
  assert.deepEqual(messages, [{ class: 'notice', text: 'late {"number":"K-1"}' }]);
  assert.equal(chat.open, 'note');
});

test('done without words of its own, refused, failed: each is told as what it is', async () => {
  assert.equal((await (await gone()).done()).text, 'engine.lateResult');
  assert.equal((await (await gone()).refuse('many', 'taken')).text, 'taken');
  const chat = await gone();
  assert.equal((await chat.result({ failed: 'G-1' })).text, 'engine.fault {"reference":"G-1"}');
  assert.deepEqual(
    chat.outstanding.map((i) => i.command),
    ['desk.fault'],
  );
});

test('the flow was taken out of the house while its effect was pending', async () => {
  const chat = drive({ flows: [booking, asking('a')] });
  await chat.start('book');
  await chat.send('3');
  chat.release(asking('a'));
  assert.equal((await chat.result({ done: null, notice: tx('late') })).text, 'late');
  assert.equal(chat.chat.run, null);
  assert.equal((await chat.send('entahlah')).text, 'engine.notUnderstood\n\nengine.menu');
});

test('done, of a parked run: what it says is told, its next question waits', async () => {
  const chat = await parked();
  const { messages } = await chat.done({ number: 'K-1' });
  assert.deepEqual(messages, [{ class: 'notice', text: 'booked {"number":"K-1"}' }]);
  assert.equal(chat.open, 'note');
  await chat.send('tolong saya');
  await chat.done();
  assert.match(chat.last.text, /^passed-on\n\nengine.takeUp {"title":"title-book"}\n\nask-more$/);
  await chat.send('4');
  assert.equal(chat.last.text, 'end');
});

test('refused, of a parked run: the reason is told, its question is open when it is taken up', async () => {
  const chat = await parked();
  assert.equal((await chat.refuse('many', 'full')).text, 'full');
  await chat.send('batal');
  assert.deepEqual([chat.open, chat.answers], ['many', {}]);
  await chat.send('2');
  assert.equal(chat.outstanding[0]?.requestKey, 'run1/book/2');
});

test('failed, of a parked run: told, passed on to staff, the run is over', async () => {
  const chat = await parked();
  assert.equal((await chat.result({ failed: 'G-1' })).text, 'engine.fault {"reference":"G-1"}');
  assert.deepEqual(chat.chat.parked, []);
  assert.deepEqual(
    chat.outstanding.map((i) => i.requestKey),
    ['dead/G-1'],
  );
});

test('done, of a parked run that ends with it', async () => {
  const short = flow('book', async (t) => {
    await t.ask('many', count('many'));
    await t.effect('book', 'x.book', null);
    t.say(tx('end'));
  });
  const chat = drive({ flows: [short, officer] });
  await chat.start('book');
  await chat.sends('3', 'petugas');
  assert.equal((await chat.done()).text, 'end');
  assert.deepEqual([chat.chat.parked, chat.open], [[], 'note']);
});

test('a parked run’s next effect is asked for at once', async () => {
  const two = flow('book', async (t) => {
    await t.effect('first', 'x.first', null);
    await t.effect('second', 'x.second', null);
    t.say(tx('end'));
  });
  const chat = drive({ flows: [two, officer] });
  await chat.start('book');
  await chat.send('petugas');
  await chat.done();
  assert.deepEqual(
    chat.outstanding.map((i) => i.requestKey),
    ['run1/second/1'],
  );
  assert.equal((await chat.done()).text, 'end');
});

test('cancelled while pending, then parked: the cancel still acts after the result', async () => {
  for (const [result, told] of [
    [{ done: { number: 'K-1' } }, 'booked {"number":"K-1"}\nengine.cancelledRest'],
    [{ refused: { key: 'many', why: tx('full') } }, 'engine.cancelled'],
  ] as const) {
    const chat = drive({ flows: [booking, officer] });
    await chat.start('book');
    await chat.sends('3', 'batal', 'petugas');
    assert.equal((await chat.result(result)).text, told);
    assert.deepEqual(chat.chat.parked, []);
  }
});

test('a result for nobody that ever was is told and settles', async () => {
  const chat = drive({ flows: [booking] });
  const { text, settled } = await chat.result({ done: null }, 'other/x/1');
  assert.deepEqual([text, settled], ['engine.lateResult', ['other/x/1']]);
});
