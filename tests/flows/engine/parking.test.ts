/** One form runs in a chat; up to three wait beside it and are taken up again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drive, flow, HOUR } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { count, officer, pick, visit, words } from './flows.ts';

const small = (name: string) => flow(name, async (t) => void (await t.ask(name, count(name))));
const flows = [
  { flow: visit, words: ['kunjungan'] },
  officer,
  ...['rapat', 'surat', 'aset', 'usul'].map((name) => ({ flow: small(name), words: [`mau ${name}`] })),
  { flow: small('secret'), who: ['staf'], words: ['rahasia'], hidden: true },
];

async function inVisit(): Promise<Driver> {
  const chat = drive({ flows });
  await chat.start('visit');
  await chat.press('citizen');
  return chat;
}

test('words of another flow in the middle of one ask: go on, keep for later, or cancel', async () => {
  const chat = await inVisit();
  assert.equal((await chat.send('Mau rapat!')).text, 'engine.leave');
  assert.deepEqual(chat.choices, ['keep', 'park', 'drop']);
  await chat.press('keep');
  assert.deepEqual([chat.open, chat.last.text], ['when', 'ask-when']);
  assert.deepEqual(chat.answers, { who: 'citizen' });
});

test('kept for later: the other runs, then the first goes on where it was', async () => {
  const chat = await inVisit();
  await chat.send('mau rapat');
  await chat.press('park');
  assert.equal(chat.last.text, 'engine.parked\n\nask-rapat');
  await chat.send('3');
  assert.equal(chat.last.text, 'engine.takeUp {"title":"title-visit"}\n\nask-when');
  assert.deepEqual(chat.answers, { who: 'citizen' });
});

test('a question that only shows how something stands gives way for good; one that holds words of somebody waits', async () => {
  const look = flow('look', async (t) => {
    await t.ask('stands', pick('stands', 'again', 'change'));
    await t.ask('note', words('note'));
  });
  const chat = drive({ flows: [...flows, { flow: look, passing: (key: string) => key === 'stands' }] });
  await chat.start('look');
  await chat.start('rapat');
  assert.equal(chat.last.text, 'ask-rapat');
  await chat.send('3');
  assert.doesNotMatch(chat.last.text, /takeUp/);
  await chat.start('look');
  await chat.press('change');
  await chat.start('surat');
  await chat.send('3');
  assert.equal(chat.last.text, 'engine.takeUp {"title":"title-look"}\n\nask-note');
});

test('what else is wanted, said where it is asked whether to leave: that begins, and the first waits', async () => {
  const chat = await inVisit();
  await chat.take({ kind: 'start', flow: '', arg: '' });
  assert.equal((await chat.send('mau surat')).text, 'ask-surat');
  await chat.send('3');
  assert.deepEqual([chat.open, chat.answers], ['when', { who: 'citizen' }]);
  // What says nothing of the kind is asked again.
  await chat.take({ kind: 'start', flow: '', arg: '' });
  assert.match((await chat.send('entahlah')).text, /engine\.pickOne/);
});

test('cancelled: the other begins, nothing waits', async () => {
  const chat = await inVisit();
  await chat.send('mau rapat');
  await chat.press('drop');
  assert.equal(chat.last.text, 'engine.cancelled\n\nask-rapat');
  assert.deepEqual(chat.chat.parked, []);
});

test('the flow’s own words, a flow that one may not start, and an answer that holds words, are no other wish', async () => {
  const chat = await inVisit();
  for (const said of ['rahasia', 'kunjungan']) {
    await chat.send(said);
    assert.match(chat.last.text, /^prompts.date.expects/);
  }
  const eager = drive({
    flows: [
      flow('form', async (t) => void (await t.ask('a', pick('a', 'yes', 'arsip')), await t.ask('b', words('b')))),
      ...flows,
      { flow: small('arsip'), words: ['arsip'] },
    ],
  });
  await eager.start('form');
  await eager.send('arsip');
  assert.deepEqual(eager.answers, { a: 'arsip' });
  await eager.send('mau surat');
  assert.equal(eager.chat.run, null);
});

test('a right of theirs is heard where any words could be the answer, and in the question whether to leave', async () => {
  const chat = drive({ flows: [flow('form', async (t) => void (await t.ask('a', words('a')))), small('erase')] });
  const insisted = (said: string) => (said === 'hapus data saya' ? { flow: 'erase', arg: '' } : null);
  chat.env = { ...chat.env, book: { ...chat.env.book, insisted } };
  await chat.start('form');
  assert.equal((await chat.send('hapus data saya')).text, 'engine.leave');
  await chat.press('keep');
  await chat.send('menu');
  await chat.press('word');
  assert.equal(chat.last.text, 'engine.leave');
  assert.equal((await chat.send('hapus data saya')).text, 'ask-erase');
  await chat.send('hapus data saya');
  assert.match(chat.last.text, /^prompts\.\S*number|^prompts/);
  await chat.send('3');
  assert.equal(chat.last.text, 'engine.takeUp {"title":"title-form"}\n\nask-a');
  await chat.send('hapus data saya dari buku tamu');
  assert.equal(chat.chat.run, null);
});

test('words of another flow that answer the question are the answer', async () => {
  const chat = drive({ flows: [visit, { flow: small('besok'), words: ['besok'] }] });
  await chat.start('visit');
  await chat.press('citizen');
  await chat.send('besok');
  assert.deepEqual([chat.open, chat.answers['when']], ['many', '2026-11-05']);
});

test('menu in the middle: keep, and find it in the menu', async () => {
  const chat = await inVisit();
  await chat.send('menu');
  await chat.press('park');
  assert.equal(chat.last.text, 'engine.parked\n\nengine.menu');
  assert.equal(chat.choices[0], '.resume');
  for (const said of ['lanjut', '1']) {
    await chat.send(said);
    assert.deepEqual([chat.open, chat.last.text], ['when', 'engine.takeUp {"title":"title-visit"}\n\nask-when']);
    await chat.send('menu');
    await chat.press('park');
  }
  await chat.press('.resume');
  assert.equal(chat.chat.run?.id, 'run1');
  assert.deepEqual(chat.chat.parked, []);
});

test('menu in the middle: cancel, and the menu comes', async () => {
  const chat = await inVisit();
  await chat.send('menu');
  await chat.press('drop');
  assert.equal(chat.last.text, 'engine.cancelled\n\nengine.menu');
  assert.ok(!chat.choices.includes('.resume'));
});

test('a stateless button, and petugas, set aside without asking, and what was set aside comes back', async () => {
  const chat = await inVisit();
  assert.equal((await chat.start('rapat')).text, 'ask-rapat');
  assert.equal((await chat.send('petugas')).text, 'ask-note');
  assert.deepEqual(
    chat.chat.parked.map((r) => r.flow),
    ['visit', 'rapat'],
  );
  await chat.send('batal');
  assert.match(chat.last.text, /^engine.cancelled\n\nengine.takeUp {"title":"title-rapat"}\n\nask-rapat$/);
  await chat.send('1');
  assert.match(chat.last.text, /title-visit/);
});

test('three wait at most: no fourth is set aside, and the open question stands', async () => {
  const chat = await inVisit();
  for (const name of ['rapat', 'surat', 'aset']) await chat.start(name);
  assert.equal(chat.chat.parked.length, 3);
  assert.equal((await chat.start('usul')).text, 'engine.tooManyOpen\n\nask-aset');
  assert.equal((await chat.send('mau usul')).text, 'engine.leave');
  assert.deepEqual(chat.choices, ['keep', 'drop']);
  await chat.press('drop');
  assert.deepEqual([chat.open, chat.chat.parked.length], ['usul', 3]);
  for (const name of ['surat', 'rapat', 'when']) {
    await chat.send('3');
    assert.equal(chat.open, name);
  }
});

test('the same button again is the same wish; with another argument it is another', async () => {
  const cards = {
    flow: flow('card', async (t) => void (await t.ask('a', count('a')))),
    args: (arg: string) => ({ arg }),
  };
  const chat = drive({ flows: [cards] });
  await chat.start('card', 'K-1');
  assert.equal((await chat.start('card', 'K-1')).text, 'ask-a');
  assert.equal(chat.chat.run?.id, 'run1');
  await chat.start('card', 'K-2');
  assert.deepEqual([chat.chat.run?.args, chat.chat.parked.length], [{ arg: 'K-2' }, 1]);
});

test('a button for whom it is not for: one sentence, nothing is set aside', async () => {
  const chat = await inVisit();
  assert.equal((await chat.start('secret')).text, 'engine.notForYou\n\nask-when');
  assert.equal((await chat.start('no-such-flow')).text, 'engine.notForYou\n\nask-when');
  assert.deepEqual(chat.chat.parked, []);
});

test('a right that was lost between the asking and the picking: what was set aside is not', async () => {
  const chat = drive({ flows, roles: ['staf'] });
  await chat.start('visit');
  await chat.send('rahasia');
  chat.chat.roles = [];
  await chat.press('park');
  assert.match(chat.last.text, /^engine.parked\n\nengine.notForYou\n\nengine.menu/);
  await chat.press('.resume');
  assert.equal(chat.open, 'who');
});

test('a start link in the middle is taken, a bare start asks, an unknown one says so', async () => {
  const chat = await inVisit();
  assert.equal((await chat.take({ kind: 'start', flow: '', arg: '' })).text, 'engine.leave');
  await chat.press('keep');
  assert.equal((await chat.take({ kind: 'start', flow: '', arg: 'xyz' })).text, 'engine.unknownLink\n\nengine.leave');
  await chat.press('keep');
  await chat.take({ kind: 'start', flow: '', arg: 'to-surat' });
  assert.deepEqual([chat.open, chat.chat.parked.length], ['surat', 1]);
});

test('the flow of a form that was set aside is gone when it is taken up', async () => {
  const chat = await inVisit();
  await chat.start('rapat');
  chat.release(small('rapat'));
  assert.match((await chat.send('3')).text, /^engine.takeUp {"title":"engine.form"}\n\nengine.formGone\n\nengine.menu/);
  assert.equal(chat.chat.run, null);
});

const DAY = 24 * HOUR;

test('what is set aside is given up after a week, without a word until the person returns', async () => {
  const chat = await inVisit();
  await chat.sends('mau rapat', 'simpan');
  chat.pass(3 * DAY);
  await chat.sends('mau surat', 'simpan', '3');
  assert.equal(chat.open, 'rapat', 'the one set aside last was taken up');
  const { lapseAt } = chat.chat;
  assert.ok(lapseAt !== null && lapseAt <= chat.now + 4 * DAY);
  chat.now = lapseAt - 1;
  await chat.lapse();
  assert.equal(chat.chat.parked.length, 1, 'not before its time');
  chat.now = lapseAt;
  assert.equal((await chat.lapse()).text, '');
  assert.deepEqual([chat.chat.parked, chat.chat.lapseAt, chat.open], [[], null, 'rapat']);
  assert.match((await chat.send('entah')).text, /^engine.lapsed\n\nprompts.people/);
  assert.doesNotMatch((await chat.send('entah')).text, /engine.lapsed/);
});

test('the week counts from when it was set aside last', async () => {
  const chat = await inVisit();
  await chat.sends('mau rapat', 'simpan');
  chat.pass(6 * DAY);
  await chat.send('3');
  assert.deepEqual([chat.open, chat.chat.lapseAt], ['when', null]);
  await chat.sends('mau rapat', 'simpan');
  assert.ok((chat.chat.lapseAt ?? 0) > chat.now + 6 * DAY);
});

test('the menu offered to go on with what was given up since: the menu as it is now', async () => {
  const chat = await inVisit();
  await chat.sends('menu', 'simpan');
  assert.equal(chat.choices[0], '.resume');
  chat.pass(8 * DAY);
  await chat.lapse();
  assert.equal((await chat.press('.resume')).text, 'engine.lapsed\n\nengine.menu');
  assert.equal(chat.choices.includes('.resume'), false);
});

test('one whose effect is pending is not given up before that is told', async () => {
  const chat = await inVisit();
  await chat.sends('besok', '3', 'ya', 'petugas');
  chat.pass(8 * DAY);
  await chat.lapse();
  assert.deepEqual([chat.chat.parked.length, chat.chat.lapsed], [1, false]);
  await chat.done({ number: 'K-1' });
  assert.match(chat.last.text, /booked/);
});

test('the form’s own word at its first question puts it again, without a reproach', async () => {
  const chat = drive({
    flows: [
      { flow: flow('milik', async (t) => void (await t.ask('a', pick('a', 'satu', 'dua')))), words: ['milik saya'] },
    ],
  });
  const first = await chat.send('milik saya');
  const again = await chat.send('milik saya');
  assert.equal(again.text, first.text);
  await chat.send('entah');
  assert.notEqual(chat.last.text, first.text);
});
