/** Reads are remembered by key and arguments, dropped by a change, and a read that fails is a fault, never an empty answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Forbidden, ReadFault } from '#flows/engine/caps.ts';
import { tx } from '#flows/engine/message.ts';
import { drive, flow, HOUR } from '#tests/support/engine.ts';
import { asking, count, day, officer, pick, words } from './flows.ts';

const free = flow('form', async (t) => {
  const when = await t.ask('when', day('when'));
  const slots = await t.read<string[]>('slots', 'slots', { when }, { maxAge: HOUR });
  const time = await t.ask('time', pick('time', ...slots));
  const many = await t.ask('many', count('many'));
  t.say(tx('end', { when, time, many }));
});

function counted(answer: () => unknown = () => ['09.00', '10.00']) {
  const asked: unknown[] = [];
  const slots = (args: unknown): unknown => {
    asked.push(args);
    return answer();
  };
  return { asked, queries: { slots } };
}

test('read once for the same key and arguments, however often the flow runs', async () => {
  const { asked, queries } = counted();
  const chat = drive({ flows: [free], queries });
  await chat.start('form');
  await chat.sends('besok', 'banyak', 'ulangi');
  await chat.press('09.00');
  await chat.sends('banyak', '3');
  assert.deepEqual(asked, [{ when: '2026-11-05' }]);
  assert.equal(chat.last.text, 'end {"when":"2026-11-05","time":"09.00","many":3}');
});

test('the word of a list, said again at the list, shows what it holds now', async () => {
  let waiting = ['a'];
  const list = flow('list', async (t) => {
    const one = await t.ask('one', pick('one', ...(await t.read<string[]>('waiting', 'waiting', {}))));
    t.say(tx('end', { one }));
  });
  const chat = drive({ flows: [{ flow: list, words: ['antrean'] }], queries: { waiting: () => waiting } });
  const shown = () => chat.last.messages[0]?.choices?.map(({ id }) => id);
  await chat.send('antrean');
  assert.deepEqual(shown(), ['a']);
  waiting = ['b', 'c'];
  await chat.send('antrean');
  assert.deepEqual(shown(), ['b', 'c']);
});

test('read again with other arguments', async () => {
  const { asked, queries } = counted();
  const chat = drive({ flows: [free], queries });
  await chat.start('form');
  await chat.send('besok', { message: 'm1' });
  await chat.edit('m1', 'lusa');
  assert.deepEqual(asked, [{ when: '2026-11-05' }, { when: '2026-11-06' }]);
});

test('read again when it is older than its maxAge of business time, and remembered anew', async () => {
  const { asked, queries } = counted();
  const chat = drive({ flows: [free], queries });
  await chat.start('form');
  await chat.send('besok');
  chat.pass(HOUR / 2);
  await chat.send('entah');
  assert.equal(asked.length, 1);
  chat.pass(HOUR);
  await chat.send('entah');
  assert.equal(asked.length, 2);
  await chat.send('entah');
  assert.equal(asked.length, 2);
});

const stages = flow('form', async (t) => {
  const known = await t.read<boolean>('known', 'known', null, { maxAge: HOUR });
  if (known) await t.ask('same', words('same'));
  else await t.ask('name', words('name'));
  await t.effect('keep', 'x.keep', null);
  t.say(tx('kept'));
  await t.effect('send', 'x.send', null);
  t.say(tx('end', { now: await t.read<boolean>('known', 'known', null, { maxAge: 0 }) }));
});

test('what led to an effect is not read anew, or the flow would turn off before it', async () => {
  let known = false;
  const chat = drive({ flows: [stages], queries: { known: () => known } });
  await chat.start('form');
  await chat.send('Rina');
  known = true;
  chat.pass(2 * HOUR);
  assert.equal((await chat.done()).text, 'kept');
  chat.pass(2 * HOUR);
  assert.equal((await chat.done()).text, 'end {"now":true}');
});

test('after a refusal it is read anew', async () => {
  let known = false;
  const chat = drive({ flows: [stages], queries: { known: () => known } });
  await chat.start('form');
  await chat.send('Rina');
  known = true;
  chat.pass(2 * HOUR);
  await chat.refuse('name', 'why');
  assert.equal(chat.open, 'same');
});

test('back drops what was read', async () => {
  const { asked, queries } = counted();
  const chat = drive({ flows: [free], queries });
  await chat.start('form');
  await chat.send('besok');
  await chat.press('09.00');
  await chat.send('kembali');
  assert.equal(asked.length, 2);
});

test('an answer is held against what is read anew: a slot that is gone is asked again, with the reason', async () => {
  let slots = ['09.00', '10.00'];
  const { queries } = counted(() => slots);
  const chat = drive({ flows: [free], queries });
  await chat.start('form');
  await chat.send('besok', { message: 'm1' });
  await chat.press('09.00');
  slots = ['10.00'];
  await chat.edit('m1', 'lusa');
  assert.deepEqual([chat.open, chat.choices], ['time', ['10.00']]);
  assert.match(chat.last.text, /prompts.choice.expects\n\nask-time$/);
});

test('what was read is the flow’s own copy, and JSON: the first run sees what every replay sees', async () => {
  const seen: unknown[] = [];
  const reading = flow('form', async (t) => {
    const read = await t.read<{ at: unknown; none?: undefined; list: number[] }>('x', 'x', {});
    seen.push(structuredClone(read));
    read.list.push(99);
    await t.ask('a', words('a'));
    await t.ask('b', words('b'));
  });
  const at = new Date(0);
  const chat = drive({ flows: [reading], queries: { x: () => ({ at, none: undefined, list: [1] }) } });
  await chat.start('form');
  await chat.send('first');
  const json = { at: at.toISOString(), list: [1] };
  assert.deepEqual(seen, [json, json]);
});

test('nothing found is null, first and later', async () => {
  const seen: unknown[] = [];
  const reading = flow('form', async (t) => {
    seen.push(await t.read('x', 'x', {}));
    await t.ask('a', words('a'));
    await t.ask('b', words('b'));
  });
  const chat = drive({ flows: [reading], queries: { x: () => undefined } });
  await chat.start('form');
  await chat.send('first');
  assert.deepEqual(seen, [null, null]);
});

test('reads side by side', async () => {
  const both = flow('form', async (t) => {
    const [a, b] = await Promise.all([t.read<number>('a', 'x', 1), t.read<number>('b', 'x', 2)]);
    t.say(tx('end', { a, b }));
  });
  const chat = drive({ flows: [both], queries: { x: (n: number) => n * 10 } });
  assert.equal((await chat.start('form')).text, 'end {"a":10,"b":20}');
});

const swallowing = flow('form', async (t) => {
  let found: unknown = [];
  try {
    found = await t.read('x', 'x', {});
  } catch {
    // What a flow must not get away with.
  }
  t.say(tx('found', { found }));
});

const FAULTS: [string, () => unknown][] = [
  ['rejects', () => Promise.reject(new Error('database away'))],
  [
    'throws',
    () => {
      throw new Error('database away');
    },
  ],
  ['never answers', () => new Promise(() => {})],
];
for (const [name, x] of FAULTS)
  test(`a read that ${name} is a fault of the turn, though the flow catches it`, async () => {
    const chat = drive({ flows: [swallowing], queries: { x }, env: { readLimit: 5 } });
    const before = chat.chat;
    await assert.rejects(chat.start('form'), ReadFault);
    assert.equal(chat.chat, before);
  });

test('a query that nobody answers is a fault as well', async () => {
  await assert.rejects(drive({ flows: [swallowing] }).start('form'), { name: 'ReadFault', message: 'read x' });
});

test('after a fault the same turn may be tried again', async () => {
  let away = true;
  const x = (): unknown => (away ? Promise.reject(new Error('away')) : 'here');
  const chat = drive({ flows: [swallowing], queries: { x } });
  await assert.rejects(chat.start('form'));
  away = false;
  assert.equal((await chat.start('form')).text, 'found {"found":"here"}');
});

test('a read that is not for who asks: the form ends and says so, and what was parked goes on', async () => {
  let may = true;
  const list = flow('list', async (t) => {
    const names = await t.read<string[]>('names', 'names', null, { maxAge: 0 });
    const name = await t.ask('name', pick('name', ...names));
    t.say(tx('end', { name }));
  });
  const queries = {
    names: () => {
      if (!may) throw new Forbidden('no');
      return ['ani', 'budi'];
    },
  };
  const chat = drive({ flows: [list, asking('a')], queries });
  await chat.start('form');
  await chat.start('list');
  assert.equal(chat.open, 'name');
  may = false;
  assert.equal((await chat.send('ani')).text, 'engine.notForYou\n\nengine.takeUp {"title":"title-form"}\n\nask-a');
  assert.equal((await chat.start('list')).text, 'engine.notForYou\n\nengine.takeUp {"title":"title-form"}\n\nask-a');
  assert.deepEqual(chat.chat.parked, []);
});

test('a result that leads a parked form to what is no longer for it ends that form with a word', async () => {
  const list = flow('list', async (t) => {
    await t.effect('go', 'x.go', null);
    await t.read('names', 'names', null);
    await t.ask('b', words('b'));
  });
  const names = (): never => {
    throw new Forbidden('no');
  };
  const chat = drive({ flows: [list, officer], queries: { names } });
  await chat.start('list');
  await chat.send('petugas');
  assert.equal((await chat.done()).text, 'engine.notForYou');
  assert.deepEqual([chat.open, chat.chat.parked], ['note', []]);
});
