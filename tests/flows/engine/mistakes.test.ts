/** Mistakes of a flow's author are found when it runs, not when a conversation has jumped. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { FlowBug } from '#flows/engine/caps.ts';
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { guardFlows } from '#flows/engine/purity.ts';
import { drive, flow } from '#tests/support/engine.ts';
import { asking, count, pick, words } from './flows.ts';

guardFlows();

async function breaks(run: Flow<null>['run'], message: RegExp, then: readonly string[] = []): Promise<void> {
  const chat = drive({ flows: [flow('form', run)], queries: { x: () => 1 } });
  const steps = async (): Promise<void> => {
    await chat.start('form');
    await chat.sends(...then);
  };
  await assert.rejects(steps(), (error: Error) => {
    assert.ok(error instanceof FlowBug, String(error));
    assert.match(error.message, message);
    return true;
  });
}

const swallow = async (work: () => unknown): Promise<void> => {
  try {
    await work();
  } catch {
    // A flow that catches everything.
  }
};

test('an ask without await, before another step', () =>
  breaks(async (t) => {
    void t.ask('a', words('a'));
    await t.ask('b', words('b'));
  }, /^ask\(b\) while ask\(a\) is open$/));

test('an ask without await at the end', () =>
  breaks(async (t) => void t.ask('a', words('a')), /^flow form ended while ask\(a\) was open/));

test('an effect without await', () =>
  breaks(async (t) => void t.effect('a', 'x.a', null), /^flow form ended while effect\(a\) was open/));

for (const [name, step] of [
  ['say', (t: Handle) => t.say(tx('x'))],
  ['now(n)', (t: Handle) => t.now('n')],
  ['read(r)', (t: Handle) => t.read('r', 'x', {})],
  ['effect(e)', (t: Handle) => t.effect('e', 'x.e', null)],
] as const)
  test(`${name} while a question is open`, () =>
    breaks(
      async (t) => {
        void t.ask('a', words('a'));
        await step(t);
      },
      new RegExp(`^${name.replace(/[()]/g, '\\$&')} while ask\\(a\\) is open$`),
    ));

test('two questions at once', () =>
  breaks(
    async (t) => void (await Promise.all([t.ask('a', words('a')), t.ask('b', words('b'))])),
    /while ask\(a\) is open/,
  ));

test('something is awaited that the engine cannot see; what comes of it later touches nothing', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const late: unknown[] = [];
  await breaks(async (t) => {
    await promise;
    await swallow(() => late.push(t.say(tx('late'))));
    await swallow(async () => late.push(await t.ask('a', words('a'))));
    late.push('went on');
  }, /^flow form awaited something outside the engine$/);
  resolve();
  await new Promise((later) => setImmediate(later));
  assert.deepEqual(late, ['went on']);
});

test('a key with signs that no field may have', () =>
  breaks(async (t) => void (await t.ask('a.b', words('a'))), /^key "a.b" has signs other than/));

for (const key of ['constructor', 'toString', '__proto__'])
  test(`a key that every object has: ${key}`, () =>
    breaks(async (t) => void (await t.ask(key, words('a'))), new RegExp(`^key "${key}" is a name of the language$`)));

test('an empty key', () => breaks(async (t) => void (await t.ask('', words('a'))), /^key "" has signs/));

test('a key twice', () =>
  breaks(
    async (t) => {
      await t.ask('a', words('a'));
      await t.ask('a', words('a'));
    },
    /^key "a" is used twice; in a loop it carries an item id$/,
    ['first'],
  ));

test('a key of a question used for an effect', () =>
  breaks(
    async (t) => {
      await t.ask('a', words('a'));
      await t.effect('a', 'x.a', null);
    },
    /^key "a" is used twice/,
    ['first'],
  ));

test('a part called twice under one key', () =>
  breaks(
    async (t) => {
      await t.call('part', asking('a'), null);
      await t.call('part', asking('a'), null);
    },
    /^key "part\/a" is used twice/,
    ['first'],
  ));

test('a part twice under its own keys is fine', async () => {
  const chat = drive({
    flows: [
      flow('form', async (t) => {
        await t.call('one', asking('a'), null);
        await t.call('two', asking('a'), null);
      }),
    ],
  });
  await chat.start('form');
  await chat.sends('first');
  assert.equal(chat.open, 'two/a');
});

for (const [name, use] of [
  ['Date.now', () => Date.now()],
  ['new Date()', () => new Date()],
  ['Date()', () => Date()],
  ['Math.random', () => Math.random()],
] as const) {
  test(`${name} in a flow`, () =>
    breaks(async () => void use(), new RegExp(`^flow form used ${name.replace(/[().]/g, '\\$&')};`)));

  test(`${name} behind a question, in a helper, caught by the flow`, () =>
    breaks(
      async (t) => {
        await t.ask('a', words('a'));
        await swallow(use);
        await t.ask('b', words('b'));
      },
      new RegExp(`^flow form used ${name.replace(/[().]/g, '\\$&')};`),
      ['first'],
    ));
}

test('a moment that is given may be written as a date; outside a flow the clock is read as ever', async () => {
  const fine = flow('form', async (t) => t.say(tx('end', { day: new Date(0).toISOString() })));
  assert.match((await drive({ flows: [fine] }).start('form')).text, /1970/);
  assert.ok(Date.now() > 0 && Math.random() >= 0 && new Date() instanceof Date);
});

test('labels may be made by what looks at the clock: they are matched outside the flow', async () => {
  const match = (said: string): string | null => (Date.now() > 0 && said === 'dua' ? 'y' : null);
  const form = flow('form', async (t) => void (await t.ask('p', pick('p', 'x', 'y')), await t.ask('n', count('n'))));
  const chat = drive({ flows: [form], env: { match } });
  await chat.start('form');
  await chat.send('1', { message: 'm1' });
  await chat.edit('m1', 'dua');
  assert.deepEqual(chat.answers, { p: 'y' });
});

test('queries and prompts may read the clock: they run outside the flow', async () => {
  const clock = { ...count('a'), parse: () => ({ ok: Date.now() }) };
  const fine = flow('form', async (t) => {
    await t.read('x', 'x', {});
    await t.ask('a', clock);
    t.say(tx('end'));
  });
  const chat = drive({ flows: [fine], queries: { x: async () => (await sleep(1), Date.now()) } });
  await chat.start('form');
  assert.equal((await chat.send('x')).text, 'end');
});

test('a flow that catches what the engine throws has not got away with it', () =>
  breaks(async (t) => {
    await swallow(() => t.ask('bad key', words('a')));
    await t.ask('b', words('b'));
  }, /^key "bad key"/));

test('an error of the flow’s own is the turn’s fault, and the chat stays as it was', async () => {
  const chat = drive({
    flows: [
      flow('form', async (t) => {
        await t.ask('a', words('a'));
        throw new RangeError('mine');
      }),
    ],
  });
  await chat.start('form');
  const before = chat.chat;
  await assert.rejects(chat.send('first'), RangeError);
  assert.equal(chat.chat, before);
});
