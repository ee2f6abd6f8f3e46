/** Effects run once. A refusal opens the question it names again; only a done effect is a barrier. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FlowBug } from '#flows/engine/caps.ts';
import { tx } from '#flows/engine/message.ts';
import { drive, flow } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { confirmed, count, day, pick, sure, visit } from './flows.ts';

async function booking(chat: Driver = drive({ flows: [visit] })): Promise<Driver> {
  await chat.start('visit');
  await chat.press('citizen');
  await chat.sends('besok', '3');
  await chat.press('yes');
  return chat;
}

test('a confirmed form asks for its effect once, and its result ends it', async () => {
  const chat = await booking();
  assert.deepEqual(chat.outstanding, [
    {
      requestKey: 'run1/book/1',
      command: 'visit.book',
      args: { who: 'citizen', school: null, when: '2026-11-05', many: 3 },
    },
  ]);
  assert.equal(chat.open, null);
  const { text, settled, intents } = await chat.done({ number: 'K-1' });
  assert.deepEqual([text, settled, intents], ['booked {"number":"K-1"}', ['run1/book/1'], []]);
  assert.equal(chat.chat.run, null);
});

test('refused: the question it names again, with the reason; the confirmation again; a request key of its own', async () => {
  const chat = await booking();
  assert.equal((await chat.refuse('when', 'taken')).text, 'taken\n\nask-when');
  assert.equal(chat.open, 'when');
  await chat.send('lusa');
  assert.equal(chat.open, 'sure');
  assert.match(chat.last.text, /"when":"2026-11-06"/);
  await chat.press('yes');
  assert.deepEqual(
    chat.outstanding.map((i) => i.requestKey),
    ['run1/book/2'],
  );
  await chat.done({ number: 'K-2' });
  assert.equal(chat.last.text, 'booked {"number":"K-2"}');
});

test('refused twice, and again: each attempt has its own key', async () => {
  const chat = await booking();
  for (const attempt of [2, 3, 4]) {
    await chat.refuse('many', 'full');
    await chat.send('2');
    await chat.press('yes');
    assert.equal(chat.outstanding[0]?.requestKey, `run1/book/${attempt}`);
  }
});

test('a refused effect is no barrier to back or change', async () => {
  const chat = await booking();
  await chat.refuse('when');
  await chat.send('kembali');
  assert.equal(chat.open, 'who');
  await chat.press('citizen');
  await chat.send('lusa');
  await chat.press('change');
  assert.deepEqual(chat.choices, ['who', 'when', 'many']);
});

test('refused: a later answer that no longer holds is asked again as well', async () => {
  const chat = await booking();
  await chat.refuse('who');
  await chat.press('school');
  assert.equal(chat.open, 'school');
});

test('reads are fresh after a refusal', async () => {
  let free = ['09.00', '10.00'];
  const slots = flow('visit', async (t) => {
    const open = await t.read<string[]>('slots', 'slots', {});
    const time = await t.ask('time', pick('time', ...open));
    await confirmed(t, { time });
  });
  const chat = drive({ flows: [slots], queries: { slots: () => free } });
  await chat.start('visit');
  await chat.press('09.00');
  await chat.press('yes');
  free = ['10.00'];
  await chat.refuse('time', 'taken');
  assert.deepEqual(chat.choices, ['10.00']);
});

test('an effect that is done is never asked for again, whatever is changed behind it', async () => {
  const two = flow('visit', async (t) => {
    const a = await t.ask('a', count('a'));
    await t.effect('first', 'x.first', { a });
    const b = await t.ask('b', count('b'));
    await t.effect('second', 'x.second', { a, b });
    t.say(tx('end'));
  });
  const chat = drive({ flows: [two] });
  await chat.start('visit');
  await chat.send('1');
  await chat.done();
  await chat.send('2');
  await chat.refuse('b');
  await chat.send('3');
  assert.deepEqual(chat.outstanding, [{ requestKey: 'run1/second/2', command: 'x.second', args: { a: 1, b: 3 } }]);
});

test('effects one right after the other run in their order', async () => {
  const two = flow('visit', async (t) => {
    const a = await t.effect('first', 'x.first', null);
    const b = await t.effect('second', 'x.second', { a });
    t.say(tx('end', { b }));
  });
  const chat = drive({ flows: [two] });
  await chat.start('visit');
  await chat.done('A');
  assert.deepEqual(chat.outstanding[0]?.args, { a: 'A' });
  assert.equal((await chat.done('B')).text, 'end {"b":"B"}');
});

test('the same result twice is taken in once', async () => {
  const after = flow('visit', async (t) => {
    await t.effect('first', 'x.first', null);
    t.say(tx('said'));
    await t.ask('a', count('a'));
  });
  const chat = drive({ flows: [after] });
  await chat.start('visit');
  await chat.done();
  const before = chat.chat;
  const { text, settled } = await chat.result({ done: 'again' }, 'run1/first/1');
  assert.deepEqual([text, settled], ['', ['run1/first/1']]);
  assert.deepEqual(chat.chat, before);
});

test('the result of a refused attempt that comes twice does not refuse the next attempt', async () => {
  const chat = await booking();
  await chat.refuse('when');
  await chat.send('lusa');
  await chat.press('yes');
  await chat.result({ refused: { key: 'when', why: tx('late') } }, 'run1/book/1');
  assert.equal(chat.last.text, '');
  assert.equal(chat.chat.run?.pending?.requestKey, 'run1/book/2');
});

test('failed: the form ends, the person has a reference, staff are told, and nobody hears of that twice', async () => {
  const chat = await booking();
  const { text } = await chat.result({ failed: 'G-1' });
  assert.equal(text, 'engine.fault {"reference":"G-1"}');
  assert.equal(chat.chat.run, null);
  assert.deepEqual(chat.outstanding, [
    { requestKey: 'dead/G-1', command: 'desk.fault', args: { reference: 'G-1', kind: 'effect' } },
  ]);
  assert.equal((await chat.done()).text, '');
  assert.deepEqual(chat.outstanding, []);
});

test('a refusal of a key that nobody answered is a mistake of the command, not a question for ever', async () => {
  const chat = await booking();
  await assert.rejects(chat.refuse('nothing'), FlowBug);
});

test('in a part of a flow the refused key is the part’s own', async () => {
  const part = flow('part', async (t) => {
    const when = await t.ask('when', day('when'));
    await t.effect('book', 'x.book', { when });
  });
  const whole = flow('visit', async (t) => {
    await t.ask('when', day('outer'));
    await t.call('inner', part, null);
    t.say(tx('end'));
  });
  const chat = drive({ flows: [whole] });
  await chat.start('visit');
  await chat.sends('besok', 'lusa');
  await chat.refuse('when');
  assert.deepEqual([chat.open, chat.answers], ['inner/when', { when: '2026-11-05' }]);
});

test('a result may change who the chat is: a binding gives roles', async () => {
  const bind = flow('bind', async (t) => {
    await t.effect('bind', 'x.bind', null);
    t.say(tx('bound'));
  });
  const chat = drive({
    flows: [bind, { flow: visit, who: ['staf'], sides: ['members'] }],
    side: 'members',
  });
  assert.match((await chat.start('visit')).text, /engine.notForYou/);
  await chat.start('bind');
  await chat.result({ done: null, chat: { roles: ['staf'] } });
  await chat.start('visit');
  assert.equal(chat.open, 'who');
});

test('refused while another question came before the refused one: the reason is said all the same', async () => {
  const body = (first: boolean) =>
    flow('form', async (t) => {
      if (first) await t.ask('first', count('first'));
      const a = await t.ask('a', count('a'));
      await t.effect('book', 'x.book', { a });
    });
  const chat = drive({ flows: [body(false)] });
  await chat.start('form');
  await chat.send('1');
  chat.release(body(true));
  assert.equal((await chat.refuse('a', 'taken')).text, 'taken\n\nask-first');
});

test('refused because of an answer that a done effect had: what that effect was confirmed with is not asked again', async () => {
  const two = flow('form', async (t) => {
    const a = await t.ask('a', count('a'));
    await t.ask('sure-a', sure({ a }));
    await t.effect('first', 'x.first', { a });
    const b = await t.ask('b', count('b'));
    await t.ask('sure-b', sure({ a, b }));
    await t.effect('second', 'x.second', { a, b });
  });
  const chat = drive({ flows: [two] });
  await chat.start('form');
  await chat.send('1');
  await chat.press('yes');
  await chat.done();
  await chat.send('2');
  await chat.press('yes');
  await chat.refuse('a');
  assert.equal(chat.open, 'a');
  await chat.send('3');
  assert.equal(chat.open, 'sure-b');
  assert.deepEqual(chat.outstanding, []);
});
