/** A message edited afterwards, and what no question takes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Content } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import { phone } from '#flows/prompts/phone.ts';
import { drive, flow } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { asking, visit } from './flows.ts';

async function inVisit(): Promise<Driver> {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.send('school', { message: 'm1' });
  await chat.send('SMA 1', { message: 'm2' });
  await chat.send('besok', { message: 'm3' });
  return chat;
}

test('the edit of an answer changes it, and what follows is held against it', async () => {
  const chat = await inVisit();
  assert.equal((await chat.edit('m2', 'SMA 2')).text, 'engine.editTaken\n\nask-many');
  assert.deepEqual(chat.answers, { who: 'school', school: 'SMA 2', when: '2026-11-05' });
});

test('the edit of an answer that was typed as a label picks the other label', async () => {
  const chat = await inVisit();
  await chat.edit('m1', 'citizen');
  assert.deepEqual(chat.answers, { who: 'citizen', when: '2026-11-05' });
  await chat.edit('m1', '1');
  assert.deepEqual([chat.answers['who'], chat.open], ['school', 'many']);
});

test('edited into something that does not do: the question again, with the reason; edited once more, it is the answer', async () => {
  const chat = await inVisit();
  assert.match((await chat.edit('m3', 'kemarin')).text, /^engine.editTaken\n\nprompts.date.past .*\n\nask-when$/);
  await chat.edit('m3', 'entah');
  assert.equal(chat.open, 'when');
  await chat.edit('m3', 'lusa');
  assert.deepEqual([chat.open, chat.answers['when']], ['many', '2026-11-06']);
});

test('the edit of an answer that was refused is the answer now', async () => {
  const chat = await inVisit();
  await chat.send('banyak', { message: 'm4' });
  await chat.edit('m4', '12');
  assert.deepEqual([chat.open, chat.answers['many']], ['sure', 12]);
  await chat.edit('m4', '13');
  assert.equal(chat.answers['many'], 13);
});

test('a refused answer edited into a reserved word is that word', async () => {
  const chat = await inVisit();
  await chat.send('banyak', { message: 'm4' });
  assert.match((await chat.edit('m4', 'batal')).text, /^engine.cancelled/);
});

test('edited while it is asked what was meant', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.press('citizen');
  await chat.send('10 atau 12 november', { message: 'm1' });
  assert.equal(chat.open, 'aside:which');
  await chat.edit('m1', '12 november');
  assert.deepEqual([chat.open, chat.answers['when']], ['many', '2026-11-12']);
  const form = drive({ flows: [asking('a', 'b')] });
  await form.start('form');
  await form.send('menu', { message: 'm1' });
  await form.edit('m1', 'menu makan siang');
  assert.deepEqual([form.open, form.answers], ['b', { a: 'menu makan siang' }]);
});

test('the edit of an answer picked among readings changes it', async () => {
  const chat = drive({ flows: [visit] });
  await chat.start('visit');
  await chat.press('citizen');
  await chat.send('10 atau 12 november', { message: 'm1' });
  await chat.press(0);
  await chat.edit('m1', '13 november');
  assert.equal(chat.answers['when'], '2026-11-13');
});

test('an old message edited: too late, and the open question again', async () => {
  const chat = await inVisit();
  assert.equal((await chat.edit('m0', 'x')).text, 'engine.editTooLate\n\nask-many');
  await chat.send('bahasa');
  assert.equal((await chat.edit('m0', 'x')).text, 'engine.editTooLate\n\nengine.whichLanguage');
  const idle = drive({ flows: [visit] });
  assert.equal((await idle.edit('m0', 'x')).text, 'engine.editTooLate\n\nengine.menu');
});

test('an answer that an effect was done with is edited too late', async () => {
  const done = flow('form', async (t) => {
    await t.call('a', asking('a'), null);
    await t.effect('book', 'x.book', null);
    await t.call('b', asking('b'), null);
  });
  const chat = drive({ flows: [done] });
  await chat.start('form');
  await chat.send('first', { message: 'm1' });
  await chat.done();
  assert.match((await chat.edit('m1', 'x')).text, /^engine.editTooLate/);
  assert.deepEqual(chat.answers, { 'a/a': 'first' });
});

const file = { ref: 'f' };
const KINDS: Content[] = [
  { kind: 'photo', file },
  { kind: 'video', file },
  { kind: 'voice', file },
  { kind: 'document', file, caption: 'besok' },
  { kind: 'location', lat: 3.59, lon: 98.67, live: false },
  { kind: 'contact', phone: '+628123456789', own: true },
  { kind: 'other', what: 'sticker' },
  { kind: 'other', what: 'poll' },
];
for (const content of KINDS)
  test(`${'what' in content ? content.what : content.kind} where a date is asked: what is expected, and the question`, async () => {
    const chat = drive({ flows: [visit] });
    await chat.start('visit');
    await chat.press('citizen');
    assert.equal((await chat.take(content)).text, 'prompts.date.expects\n\nask-when');
    await chat.send('bahasa');
    assert.equal((await chat.take(content)).text, 'engine.pickOne\n\nengine.whichLanguage');
    const idle = drive({ flows: [visit] });
    assert.equal((await idle.take(content)).text, 'engine.notNow\n\nengine.menu');
  });

test('what is shown once was not seen, and nobody is told that it was kept', async () => {
  const once = { kind: 'other', what: 'view_once' } as const;
  const chat = drive({ flows: [visit] });
  assert.equal((await chat.take(once)).text, 'engine.viewOnce\n\nengine.menu');
  await chat.start('visit');
  assert.equal((await chat.take(once)).text, 'engine.viewOnce\n\nask-who');
});

test('a contact where a number is asked is the answer; another person’s is refused with the reason', async () => {
  const form = flow('form', async (t) => {
    const number = await t.ask('phone', phone({ text: tx('ask'), ownOnly: true }));
    t.say(tx('end', { number }));
  });
  const chat = drive({ flows: [form] });
  const { messages } = await chat.start('form');
  assert.equal(messages[0]?.shareContact, 'prompts.phone.share');
  assert.match(
    (await chat.take({ kind: 'contact', phone: '0812-3456-7890', own: false })).text,
    /^prompts.phone.notOwn/,
  );
  await chat.take({ kind: 'contact', phone: '0812-3456-7890', own: true });
  assert.equal(chat.last.text, 'end {"number":"+6281234567890"}');
});

test('an update that is refused gets its word and leaves the question alone', async () => {
  const chat = await inVisit();
  assert.equal((await chat.take({ kind: 'refused', why: 'too-old' })).text, 'engine.tooOld');
  assert.equal((await chat.take({ kind: 'refused', why: 'group' })).text, 'engine.group');
  assert.equal(chat.open, 'many');
});
