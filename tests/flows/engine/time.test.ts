/** Time in a flow is the item's: read once, kept, and never the clock's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DateTime } from 'luxon';
import { tx } from '#flows/engine/message.ts';
import { drive, flow, HOUR, ZONE } from '#tests/support/engine.ts';
import { asking, day, words } from './flows.ts';

const moment = (iso: string): number => DateTime.fromISO(iso, { zone: ZONE }).toMillis();

test('now(key) is the time of the item that first reached it, in every replay', async () => {
  const timed = flow('form', async (t) => {
    const begun = t.now('begun');
    await t.ask('a', words('a'));
    const later = t.now('later');
    await t.ask('b', words('b'));
    t.say(tx('end', { begun, later }));
  });
  const chat = drive({ flows: [timed] });
  await chat.start('form');
  chat.pass(HOUR);
  await chat.send('first');
  chat.pass(HOUR);
  await chat.send('second');
  assert.equal(chat.last.text, 'end {"begun":"2026-11-04T09:00:00.000+07:00","later":"2026-11-04T10:00:02.000+07:00"}');
});

test('now survives back', async () => {
  const timed = flow('form', async (t) => {
    await t.ask('a', words('a'));
    const at = t.now('at');
    await t.ask('when', day('when'));
    t.say(tx('end', { at }));
  });
  const chat = drive({ flows: [timed] });
  await chat.start('form');
  await chat.send('first');
  chat.pass(HOUR);
  await chat.sends('kembali', 'second', 'besok');
  assert.match(chat.last.text, /T09:00/);
});

for (const [at, expected] of [
  ['2026-11-04T23:59', '2026-11-05'],
  ['2026-11-05T00:01', '2026-11-06'],
] as const)
  test(`"besok" accepted at ${at} and read hours later is ${expected}`, async () => {
    const chat = drive({
      flows: [flow('form', async (t) => void (await t.ask('x', day('when')), await t.ask('y', words('y'))))],
    });
    await chat.start('form');
    chat.now = moment('2026-11-05T06:00');
    await chat.send('besok', { at: moment(at) });
    assert.equal(chat.answers['x'], expected);
  });

test('a date that was open for days is judged by the day of its answer', async () => {
  const chat = drive({ flows: [flow('form', async (t) => void (await t.ask('when', day('when'))))] });
  await chat.start('form');
  chat.pass(3 * 24 * HOUR);
  assert.match((await chat.send('5 november 2026')).text, /^prompts.date.past/);
});

test('the run keeps the version of the council’s data with which it began', async () => {
  const chat = drive({ flows: [asking('a', 'b')] });
  await chat.start('form');
  chat.env = { ...chat.env, council: 'medan-2' };
  await chat.send('first');
  assert.equal(chat.chat.run?.council, 'medan-1');
});
