/** An answer with several readings: asked once which is meant, answered by number, press, or saying it better. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drive } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { visit } from './flows.ts';

async function whichDay(): Promise<Driver> {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.press('citizen');
  await chat.send('tanggal 10 atau 12 november');
  assert.deepEqual([chat.open, chat.last.text, chat.choices], ['aside:which', 'engine.which', ['0', '1']]);
  return chat;
}

const PICKS: [string, (chat: Driver) => Promise<unknown>][] = [
  ['a press', (chat) => chat.press(1)],
  ['its number', (chat) => chat.send('2')],
  ['words for its place', (chat) => chat.send('yang kedua')],
  ['saying it better', (chat) => chat.send('12 November')],
];
for (const [name, pick] of PICKS)
  test(`picked by ${name}`, async () => {
    const chat = await whichDay();
    await pick(chat);
    assert.deepEqual([chat.open, chat.answers], ['many', { who: 'citizen', when: '2026-11-12' }]);
  });

test('said in yet another way that does not do: the question itself, with the reason', async () => {
  const chat = await whichDay();
  assert.match((await chat.send('kemarin')).text, /^prompts.date.past .*\n\nask-when$/);
});

test('said with other readings again: asked again, and buttons of the first are stale', async () => {
  const chat = await whichDay();
  const { askNo } = chat.chat;
  await chat.send('13 atau 14 november');
  assert.equal(chat.open, 'aside:which');
  assert.match((await chat.press(0, askNo)).text, /^engine.stalePress\n\nengine.which$/);
  await chat.press(0);
  assert.equal(chat.answers['when'], '2026-11-13');
});

test('a number from before the readings were sent picks none', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.press('citizen');
  chat.arrives = false;
  await chat.sends('10 atau 12 november', '1');
  assert.deepEqual([chat.open, chat.last.text], ['aside:which', 'engine.which']);
});

test('a press twice picks once, and the second is stale', async () => {
  const chat = await whichDay();
  const { askNo } = chat.chat;
  await chat.press(1);
  assert.match((await chat.press(1, askNo)).text, /^engine.stalePress\n\nask-many$/);
  assert.equal(chat.answers['when'], '2026-11-12');
});

for (const [said, open, when] of [
  ['ya', 'many', '2026-11-05'],
  ['Iya betul', 'many', '2026-11-05'],
  ['entahlah', 'when', undefined],
  ['1', 'many', '2026-11-05'],
  ['tidak', 'when', undefined],
  ['bukan', 'when', undefined],
  ['9 November', 'many', '2026-11-09'],
] as const)
  test(`the only reading that can be is asked about: "${said}"`, async () => {
    const chat = drive({ flows: [visit] });
    await chat.start('visit');
    await chat.press('citizen');
    await chat.send('kemarin atau besok');
    assert.deepEqual([chat.open, chat.choices], ['aside:which', ['0']]);
    assert.match(chat.last.text, /^prompts.date.only .*2026-11-05/);
    await chat.send(said);
    assert.deepEqual([chat.open, chat.answers['when']], [open, when]);
  });
