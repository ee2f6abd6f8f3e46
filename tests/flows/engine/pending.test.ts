/** While an effect is pending: every message is kept and answered, cancel acts after it, a person can be reached. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAPS } from '#flows/engine/caps.ts';
import type { Content } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import { drive, flow } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { asking, confirmed, count, day, officer, visit, words } from './flows.ts';

const two = flow('two', async (t) => {
  await t.effect('first', 'x.first', null);
  const name = await t.ask('name', words('name'));
  const many = await t.ask('many', count('many'));
  await confirmed(t, { name, many });
});

async function pending(name = 'two'): Promise<Driver> {
  const chat = drive({
    flows: [
      two,
      visit,
      officer,
      { flow: flow('other', async (t) => void (await t.ask('o', words('o')))), words: ['lain'] },
    ],
  });
  await chat.start(name);
  return chat;
}

const file = { ref: 'f' };
const KINDS: Content[] = [
  { kind: 'text', text: 'halo?' },
  { kind: 'text', text: 'menu' },
  { kind: 'text', text: 'kembali' },
  { kind: 'text', text: 'bantuan' },
  { kind: 'text', text: 'STOP' },
  { kind: 'text', text: 'English' },
  { kind: 'press', run: 'run1', askNo: 1, choice: 0 },
  { kind: 'start', flow: 'visit', arg: '' },
  { kind: 'start', flow: '', arg: '' },
  { kind: 'photo', file },
  { kind: 'voice', file },
  { kind: 'location', lat: 3.59, lon: 98.67, live: false },
  { kind: 'contact', phone: '+628123456789', own: true },
  { kind: 'other', what: 'sticker' },
  { kind: 'edit', message: 'm1', text: 'x' },
];

for (const content of KINDS)
  test(`kept and answered: ${JSON.stringify(content)}`, async () => {
    const chat = await pending();
    const { text } = await chat.take(content);
    assert.equal(text, 'engine.processing');
    assert.equal(chat.chat.run?.held.length, 1);
    assert.deepEqual(chat.outstanding.length, 1);
  });

test('an effect that takes its time: one word, unless the person heard one already or it is over', async () => {
  const chat = await pending();
  assert.equal((await chat.slow()).text, 'engine.slow');
  assert.equal((await pending().then((other) => other.slow('another/effect/1'))).text, '');
  for (const said of ['halo?', 'batal']) {
    const impatient = await pending();
    await impatient.send(said);
    assert.equal((await impatient.slow()).text, '', said);
  }
  const key = chat.outstanding[0]!.requestKey;
  await chat.done();
  assert.equal((await chat.slow(key)).text, '');
  await chat.send('Ani');
  assert.equal(chat.open, 'many', 'the question that came meanwhile stands');
});

test('messages that were kept answer the questions that follow, at their own time', async () => {
  const chat = await pending();
  await chat.send('Rina');
  await chat.send('12');
  await chat.done();
  assert.equal(chat.open, 'sure');
  assert.deepEqual(chat.answers, { name: 'Rina', many: 12 });
  assert.deepEqual(chat.chat.run?.held, []);
});

test('the form was taken out of the house meanwhile: what was kept is taken in all the same', async () => {
  const chat = await pending();
  await chat.send('other');
  chat.release({ flow: asking('a'), words: ['other'] });
  await chat.done();
  assert.deepEqual([chat.chat.run?.flow, chat.open], ['form', 'a']);
});

test('"besok" that was kept over midnight means the day it was said for', async () => {
  const waiting = flow('two', async (t) => {
    await t.effect('first', 'x.first', null);
    await t.ask('when', day('when'));
    await t.ask('sure', words('sure'));
  });
  const chat = drive({ flows: [waiting] });
  await chat.start('two');
  await chat.send('besok');
  chat.pass(20 * 3_600_000);
  await chat.done();
  assert.equal(chat.answers['when'], '2026-11-05');
});

test('a kept number never answers choices or a confirmation that were not seen', async () => {
  const chat = await pending();
  await chat.sends('Rina', '12', '1', 'ya');
  await chat.done();
  assert.equal(chat.open, 'sure');
  assert.deepEqual(chat.outstanding, []);
});

test('a kept wish is carried out when the form is over', async () => {
  const chat = await pending('visit');
  await chat.press('citizen');
  await chat.sends('besok', '3');
  await chat.press('yes');
  await chat.send('lain');
  await chat.done({ number: 'K-1' });
  assert.equal(chat.open, 'o');
  assert.match(chat.last.text, /^booked/);
});

test('kept words that mean nothing are not answered a second time', async () => {
  const chat = await pending('visit');
  await chat.press('citizen');
  await chat.sends('besok', '3');
  await chat.press('yes');
  await chat.send('cepat dong');
  assert.equal((await chat.done({ number: 'K-1' })).text, 'booked {"number":"K-1"}');
});

test('two effects in a row: what was kept waits for both, and is not answered again', async () => {
  const row = flow('row', async (t) => {
    await t.effect('first', 'x.first', null);
    await t.effect('second', 'x.second', null);
    await t.ask('name', words('name'));
    await t.ask('end', words('end'));
  });
  const chat = drive({ flows: [row] });
  await chat.start('row');
  await chat.send('Rina');
  assert.equal((await chat.done()).text, '');
  assert.equal(chat.chat.run?.held.length, 1);
  await chat.done();
  assert.deepEqual(chat.answers, { name: 'Rina' });
});

test('a kept answer that leads to the next effect: the rest goes on waiting, in order', async () => {
  const row = flow('row', async (t) => {
    await t.effect('first', 'x.first', null);
    await t.ask('a', words('a'));
    await t.effect('second', 'x.second', null);
    await t.ask('b', words('b'));
    await t.ask('c', words('c'));
    await t.ask('d', words('d'));
  });
  const chat = drive({ flows: [row] });
  await chat.start('row');
  await chat.sends('satu-a', 'dua-b', 'tiga-c');
  await chat.done();
  await chat.done();
  assert.deepEqual(chat.answers, { a: 'satu-a', b: 'dua-b', c: 'tiga-c' });
});

test('no more is kept than the cap; the person is told to send it again', async () => {
  const chat = await pending();
  for (let i = 0; i < CAPS.held; i += 1) await chat.send(`pesan ${i}`);
  assert.equal((await chat.send('one more')).text, 'engine.holdFull');
  assert.equal(chat.chat.run?.held.length, CAPS.held);
  assert.equal((await chat.send('batal')).text, 'engine.cancelAfter');
});

test('cancel while pending, then done, and that was all: the person hears that it was too late', async () => {
  const chat = await pending('visit');
  await chat.press('citizen');
  await chat.sends('besok', '3');
  await chat.press('yes');
  assert.equal((await chat.send('Batal!')).text, 'engine.cancelAfter');
  assert.equal((await chat.done({ number: 'K-1' })).text, 'booked {"number":"K-1"}\n\nengine.cancelTooLate');
  assert.equal(chat.chat.run, null);
});

test('cancel while pending, then done, with questions left: the rest is cancelled', async () => {
  const chat = await pending();
  await chat.send('batal');
  assert.match((await chat.done()).text, /^engine.cancelledRest\n\nengine.menu/);
  assert.equal(chat.chat.run, null);
});

test('cancel while pending, then refused: cancelled, nothing is asked again', async () => {
  const chat = await pending('visit');
  await chat.press('citizen');
  await chat.sends('besok', '3');
  await chat.press('yes');
  await chat.send('batal');
  assert.match((await chat.refuse('when')).text, /^engine.cancelled\n\nengine.menu/);
  assert.deepEqual([chat.chat.run, chat.outstanding], [null, []]);
});

test('cancel behind a done effect does not claim that it was undone', async () => {
  const chat = await pending();
  await chat.done();
  assert.match((await chat.send('batal')).text, /^engine.cancelledRest/);
});

test('petugas is reached at once, and what was pending is taken up afterwards', async () => {
  const chat = await pending();
  assert.equal((await chat.send('PETUGAS')).text, 'ask-note');
  assert.equal(chat.chat.parked.length, 1);
  await chat.send('tolong saya');
  await chat.result({ done: null }, 'run1/first/1');
  assert.equal(chat.last.text, '');
  await chat.done();
  assert.match(chat.last.text, /^passed-on\n\nengine.takeUp .*\n\nask-name$/);
  assert.equal(chat.chat.run?.id, 'run1');
});

test('petugas finished first: the other form is still in the works and says so', async () => {
  const chat = await pending();
  await chat.sends('petugas', 'tolong saya');
  await chat.result({ done: null }, 'run2/send/1');
  assert.match(chat.last.text, /^passed-on\n\nengine.takeUp .*\n\nengine.processing$/);
  await chat.done();
  assert.equal(chat.open, 'name');
});

test('petugas while a request to petugas is under way is not a second request', async () => {
  const chat = await pending('petugas');
  assert.equal((await chat.send('tolong saya')).text, '');
  assert.equal((await chat.send('petugas')).text, 'engine.processing');
  assert.deepEqual([chat.chat.run?.id, chat.chat.parked], ['run1', []]);
});

test('what was kept before petugas came between is not lost', async () => {
  const chat = await pending();
  await chat.sends('Rina', 'petugas', 'tolong saya');
  await chat.result({ done: null }, 'run1/first/1');
  await chat.done();
  assert.equal(chat.open, 'many');
  assert.deepEqual(chat.answers, { name: 'Rina' });
});

test('what was kept for a form that ended meanwhile is taken afterwards', async () => {
  const chat = await pending('visit');
  await chat.press('citizen');
  await chat.sends('besok', '3');
  await chat.press('yes');
  await chat.sends('lain', 'petugas', 'tolong saya');
  await chat.result({ done: { number: 'K-1' } }, 'run1/book/1');
  assert.equal(chat.last.text, 'booked {"number":"K-1"}');
  await chat.done();
  assert.equal(chat.open, 'o');
  assert.match(chat.last.text, /passed-on/);
});

test('a timer of the question before does nothing', async () => {
  const chat = await pending('visit');
  await chat.press('citizen');
  await chat.sends('besok', '3');
  await chat.press('yes');
  assert.equal((await chat.timer('expire')).text, '');
  assert.equal(chat.chat.run?.id, 'run1');
});

test('a notice that arrives meanwhile is told', async () => {
  const chat = await pending();
  assert.equal((await chat.take({ kind: 'notice', text: tx('news'), class: 'notice' })).text, 'news');
});

test('what was kept for a form that ended is taken, though the one between was cancelled', async () => {
  const chat = await pending('visit');
  await chat.press('citizen');
  await chat.sends('besok', '3');
  await chat.press('yes');
  await chat.sends('lain', 'petugas');
  await chat.done({ number: 'K-1' });
  await chat.send('batal');
  assert.equal(chat.open, 'o');
});
