/** Bounds: 200 answers a run, 50 new steps a turn. Within them a long form stays quick to replay. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAPS, FlowBug } from '#flows/engine/caps.ts';
import { tx } from '#flows/engine/message.ts';
import { drive, flow } from '#tests/support/engine.ts';
import { count } from './flows.ts';

const loop = flow('form', async (t) => {
  for (let i = 0; ; i += 1) await t.ask(`item:${i}`, count('item'));
});

test('200 answers are kept and replayed; the next is a mistake, and the form stands as it was', async () => {
  const chat = drive({ flows: [loop] });
  await chat.start('form');
  for (let i = 0; i < CAPS.answers; i += 1) await chat.send('1');
  assert.equal(chat.open, `item:${CAPS.answers}`);
  assert.equal(chat.chat.run?.order.length, CAPS.answers);
  await assert.rejects(chat.send('1'), FlowBug);
  await chat.send('kembali');
  assert.equal(chat.open, `item:${CAPS.answers - 1}`);
  await chat.send('batal');
  assert.equal(chat.chat.run, null);
});

test('a flow that never stops is stopped', async () => {
  const endless: [string, Parameters<typeof flow>[1]][] = [
    ['says', async (t) => void (await Promise.resolve(Array.from({ length: 60 }, (_, i) => t.say(tx('x', { i })))))],
    [
      'reads',
      async (t) => {
        for (let i = 0; ; i += 1) await t.read('x', 'x', { i });
      },
    ],
  ];
  for (const [name, run] of endless) {
    const chat = drive({ flows: [flow('form', run as never)], queries: { x: () => 1 } });
    await assert.rejects(
      chat.start('form'),
      { name: 'FlowBug', message: `more than ${CAPS.steps} new steps in one turn` },
      name,
    );
  }
});

test('what is only replayed is no new step', async () => {
  const long = flow('form', async (t) => {
    for (let i = 0; i < 60; i += 1) {
      await t.read('x', 'x', { i });
      t.say(tx('x', { i }));
      await t.ask(`item:${i}`, count('item'));
    }
    t.say(tx('end'));
  });
  const chat = drive({ flows: [long], queries: { x: () => 1 } });
  await chat.start('form');
  for (let i = 0; i < 60; i += 1) await chat.send('1');
  assert.equal(chat.last.text, 'end');
});
