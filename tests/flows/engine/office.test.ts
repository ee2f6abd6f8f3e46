/** What somebody of the office writes by hand, at the handset: kept as the office's, and the bot gives way from when it was written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tx } from '#flows/engine/message.ts';
import { text } from '#flows/prompts/text.ts';
import { drive, flow, MORNING } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';

const MINUTE = 60_000;
const visit = flow('visit', async (t) => {
  await t.ask('purpose', text({ text: tx('ask-purpose') }));
  t.say(tx('done'));
});

const asking = async (): Promise<Driver> => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  return chat;
};
const byHand = (chat: Driver, ago?: number) =>
  chat.take({ kind: 'office', text: 'Selamat siang' }, ago === undefined ? {} : { ago });

test('the bot gives way for a quarter of an hour, and one of its own words calls it back', async () => {
  const chat = await asking();
  const { text, intents } = await byHand(chat);
  assert.equal(text, '');
  assert.deepEqual(
    intents.map(({ command }) => command),
    ['desk.office'],
  );
  chat.pass(14 * MINUTE);
  assert.equal((await chat.send('Baik Bu')).text, '');
  assert.equal((await chat.send('Terima kasih, siang Bu')).text, '', 'for the person, not the bot');
  assert.match((await chat.send('ulangi')).text, /whichWord/);
});

test('a life in danger is heard at once, though the office has just written', async () => {
  const chat = await asking();
  chat.env = { ...chat.env, book: { ...chat.env.book, isUrgent: (said) => said.includes('kebakaran') } };
  await byHand(chat);
  assert.equal((await chat.send('Baik Bu')).text, '');
  assert.equal((await chat.send('tolong rumah saya kebakaran')).text, 'done');
});

test('who clearly asks the bot is answered once the office has been silent for a while, and no officer is spoken over before', async () => {
  const wishing = async (): Promise<Driver> => {
    const chat = drive({ flows: [visit] });
    const byWords = (said: string): string | null => (/kunjungan/.test(said) ? 'visit' : null);
    const byPayload = (said: string) => (said === 'A-1001' ? { flow: 'visit', arg: said } : null);
    chat.env = { ...chat.env, book: { ...chat.env.book, byWords, byPayload } };
    await byHand(chat);
    return chat;
  };
  for (const said of ['A-1001', 'mau kunjungan']) {
    const chat = await wishing();
    chat.pass(2 * MINUTE);
    assert.equal((await chat.send(said)).text, '', 'it may be the answer to what the officer asked');
    chat.pass(2 * MINUTE);
    assert.equal((await chat.send('Baik, saya tunggu Bu')).text, '');
    assert.equal(
      (await chat.send('saya sudah bilang mau kunjungan minggu lalu Bu')).text,
      '',
      'a story, told to a person',
    );
    assert.match((await chat.send(said)).text, /ask-purpose/);
    await chat.send('Menyampaikan usul');
    assert.ok(!chat.chat.run, 'it goes on');
  }
  const quoting = await wishing();
  const card = { flow: 'visit', arg: '', sure: true };
  assert.match(
    (await quoting.take({ kind: 'text', text: 'sudah', card })).text,
    /ask-purpose/,
    'a card of ours, quoted',
  );
});

test('what is read back later counts from when it was written', async () => {
  const long = await asking();
  const { intents } = await byHand(long, 60 * MINUTE);
  const { on } = intents[0]!.args as { on: number };
  assert.ok(Math.abs(on - (MORNING - 60 * MINUTE)) < MINUTE, 'kept under its own time');
  assert.equal((await long.send('Lapor')).text, 'done', 'they left long ago');

  const late = await asking();
  await byHand(late, 10 * MINUTE);
  assert.equal((await late.send('Baik Bu')).text, '');
  await byHand(late, 60 * MINUTE);
  assert.equal((await late.send('Terima kasih')).text, '', 'an older word ends no silence');
  late.pass(5 * MINUTE);
  assert.equal((await late.send('Menyampaikan usul')).text, 'done');
});

test('who answered the office within its quarter of an hour is not answered by the bot an hour later', async () => {
  const chat = await asking();
  await byHand(chat, 60 * MINUTE);
  assert.equal((await chat.take({ kind: 'text', text: 'Baik, saya datang' }, { ago: 50 * MINUTE })).text, '');
  assert.equal((await chat.take({ kind: 'text', text: 'Menyampaikan usul' }, { ago: 30 * MINUTE })).text, 'done');
});
