/** The first message of a chat, greetings, and what a person wants where nothing runs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drive } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { asking, officer, visit } from './flows.ts';

const flows = [{ flow: visit, words: ['kunjungan'] }, officer];
const stranger = (side: 'public' | 'members' = 'public'): Driver => drive({ flows, greeted: false, side });
const MENU = /\n\nengine.menu$/;

for (const [said, answer] of [
  ['P', 'engine.hello'],
  ['halo', 'engine.hello'],
  ['Selamat pagi, Bu', 'engine.pagi'],
  ['Assalamualaikum', 'engine.salam'],
  ['Assalamu’alaikum wr. wb.', 'engine.salam'],
  ['Horas!', 'engine.horas'],
  ['ahoi', 'engine.ahoi'],
  ['Mejuah-juah', 'engine.mejuah'],
  ['njuah-njuah', 'engine.njuah'],
  ["Ya'ahowu", 'engine.yaahowu'],
] as const)
  test(`"${said}" first: answered in kind, who we are, the menu; later without who we are`, async () => {
    const chat = stranger();
    const plainSaid = said.replace(',', '');
    assert.equal((await chat.send(plainSaid)).text, `${answer}\n\nengine.welcome\n\nengine.menu`);
    assert.equal((await chat.send(plainSaid)).text, `${answer}\n\nengine.menu`);
  });

test('a wish in the very first message is carried out behind the welcome', async () => {
  const chat = stranger();
  assert.equal((await chat.send('Kunjungan')).text, 'engine.welcome\n\nask-who');
});

for (const [said, text] of [
  ['Assalamualaikum, kunjungan', 'engine.salam\n\nengine.welcome\n\nask-who'],
  ['selamat pagi pak, kunjungan', 'engine.pagi\n\nengine.welcome\n\nask-who'],
  ['Assalamualaikum, mau tanya', 'engine.salam\n\nengine.askAway\n\nengine.welcome\n\nengine.menu'],
  ['Assalamualaikum, petugas', 'engine.salam\n\nengine.welcome\n\nask-note'],
  ['Horas! lapor', 'engine.horas\n\nengine.welcome\n\nengine.comingLater {"name":"lapor"}\n\nengine.menu'],
  ['halo, parit sumbat di gang mawar', 'engine.hello\n\nengine.welcome\n\nengine.menu'],
] as const)
  test(`a greeting and a wish: "${said}": both are answered, first and later`, async () => {
    const chat = drive({ flows, greeted: false, later: ['lapor'] });
    assert.equal((await chat.send(said)).text, text);
    const later = drive({ flows, later: ['lapor'] });
    const words = (await later.send(said)).text.replace('engine.notUnderstood\n\n', '');
    assert.equal(words, text.replace('engine.welcome\n\n', ''));
  });

test('a story in the very first message: welcome and the menu', async () => {
  assert.equal((await stranger().send('parit sumbat di gang mawar')).text, 'engine.welcome\n\nengine.menu');
});

test('a photo first', async () => {
  const chat = stranger();
  assert.match(
    (await chat.take({ kind: 'photo', file: { ref: 'f' }, caption: 'parit' })).text,
    /^engine.welcome\n\nengine.notNow/,
  );
});

test('a reserved word first', async () => {
  assert.match((await stranger().send('STOP')).text, /^engine.welcome\n\nengine.noNews/);
  assert.equal((await stranger().send('petugas')).text, 'engine.welcome\n\nask-note');
});

test('start greets every time nothing runs, and offers the menu', async () => {
  const chat = stranger();
  assert.equal((await chat.take({ kind: 'start', flow: '', arg: '' })).text, 'engine.welcome\n\nengine.menu');
  assert.equal((await chat.take({ kind: 'start', flow: '', arg: '' })).text, 'engine.welcome\n\nengine.menu');
});

test('a start link first goes straight to what it names', async () => {
  assert.equal((await stranger().take({ kind: 'start', flow: '', arg: 'to-visit' })).text, 'engine.welcome\n\nask-who');
});

for (const [language, text] of [
  ['id', /^engine/],
  ['id-ID', /^engine/],
  ['in', /^engine/],
  ['jv', /^engine/],
  ['ms', /^engine/],
  ['en-GB', /^en:engine/],
  ['nl', /^en:engine/],
  ['idx', /^en:engine/],
] as const)
  test(`a phone in ${language} is spoken to accordingly, until the person says otherwise`, async () => {
    const chat = stranger();
    assert.match((await chat.take({ kind: 'text', text: 'halo' }, { language })).text, text);
    await chat.take({ kind: 'text', text: 'bahasa indonesia' }, { language });
    assert.match((await chat.take({ kind: 'text', text: 'halo' }, { language })).text, /^engine/);
  });

test('the menu is answered by number, word, label and press', async () => {
  for (const said of ['1', 'satu', 'kunjungan', 'title visit', 'yang pertama']) {
    const chat = drive({ flows });
    await chat.send('menu');
    await chat.send(said);
    assert.equal(chat.open, 'who', said);
  }
  const chat = drive({ flows });
  await chat.send('menu');
  await chat.press('visit');
  assert.equal(chat.open, 'who');
});

test('a number from before the menu was sent means nothing; a word means the same whenever it was written', async () => {
  const chat = drive({ flows });
  chat.arrives = false;
  await chat.send('menu');
  assert.equal((await chat.send('1')).text, 'engine.menu');
  await chat.send('kunjungan');
  assert.equal(chat.open, 'who');
});

test('what is not understood is answered kindly, with the menu', async () => {
  const chat = drive({ flows });
  for (const said of ['asdfgh', '99', '   ', '😡', 'x'.repeat(10_000), '\u202edunia halo'])
    assert.equal((await chat.send(said)).text, 'engine.notUnderstood\n\nengine.menu', said.slice(0, 10));
});

test('what is not built yet is coming; what there is follows, in the first message too', async () => {
  const later = ['lapor'];
  const chat = drive({ flows, later });
  assert.equal((await chat.send('lapor')).text, 'engine.comingLater {"name":"lapor"}\n\nengine.menu');
  const first = drive({ flows, later, greeted: false });
  assert.equal(
    (await first.send('Lapor')).text,
    'engine.welcome\n\nengine.comingLater {"name":"lapor"}\n\nengine.menu',
  );
  await chat.send('1');
  assert.equal(chat.open, 'who', 'the menu behind it is answered as ever');
  await chat.sends('school', 'lapor');
  assert.equal(chat.open, 'when', 'an answer is an answer');
});

for (const [said, text] of [
  ['terima kasih', 'engine.pleasure'],
  ['Makasih banyak ya pak', 'engine.pleasure'],
  ['mksh', 'engine.pleasure'],
  ['ok, thanks', 'engine.pleasure'],
  ['Terimakasih atas bantuannya 🙏', 'engine.pleasure'],
  ['🙏🙏', 'engine.pleasure'],
  ['oke', 'engine.nodded'],
  ['okeee', 'engine.nodded'],
  ['siap pak', 'engine.nodded'],
  ['sip', 'engine.nodded'],
  ['baik', 'engine.nodded'],
  ['👍🏽', 'engine.nodded'],
] as const)
  test(`"${said}" where nothing runs: one short word, and the menu is still answered`, async () => {
    const chat = drive({ flows });
    await chat.send('menu');
    const told = await chat.send(said);
    assert.equal(told.text, text);
    assert.equal(told.messages.length, 1);
    await chat.send('1');
    assert.equal(chat.open, 'who');
  });

test('thanks first of all: who we are, and the menu', async () => {
  assert.equal((await stranger().send('terima kasih')).text, 'engine.welcome\n\nengine.menu');
});

test('a bound member for whose role nothing is built is not asked for an invitation', async () => {
  const staffOnly = [{ flow: visit, words: ['kunjungan'], who: ['staf'] }];
  const member = drive({ flows: staffOnly, side: 'members', roles: ['anggota'] });
  for (const said of ['menu', 'apa saja', '1']) assert.equal((await member.send(said)).text, 'engine.nothingForRole');
  const nobody = drive({ flows: staffOnly, side: 'members' });
  assert.equal((await nobody.send('menu')).text, 'engine.bindFirst');
});

test('members: who is not bound hears how to be, and nothing else', async () => {
  const staffOnly = [
    { flow: visit, who: ['staf'], sides: ['members'] as const, words: ['kunjungan'] },
    { flow: asking('a'), hidden: true },
  ];
  const chat = drive({ flows: staffOnly, side: 'members', greeted: false, later: ['lapor'] });
  assert.equal((await chat.send('halo')).text, 'engine.hello\n\nengine.welcomeMembers\n\nengine.bindFirst');
  for (const said of ['kunjungan', 'lapor', 'entah', 'menu'])
    assert.equal((await chat.send(said)).text, 'engine.bindFirst');
  assert.equal((await chat.start('visit')).text, 'engine.bindFirst');
  chat.chat.roles = ['staf'];
  await chat.send('kunjungan');
  assert.equal(chat.open, 'who');
});

test('nothing is open to the public: they hear whom to call', async () => {
  const chat = drive({ flows: [{ flow: visit, who: ['staf'] }] });
  assert.equal((await chat.send('menu')).text, 'engine.nothingOpen');
  assert.equal((await chat.start('visit')).text, 'engine.notForYou\n\nengine.nothingOpen');
});

test('a button of another day where nothing runs', async () => {
  assert.match((await drive({ flows }).press(3, 7)).text, /^engine.stalePress/);
  assert.match((await drive({ flows }).press(3, 7)).text, MENU);
});
