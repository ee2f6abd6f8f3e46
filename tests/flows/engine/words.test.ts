/** Reserved words: as the whole message, in both languages, however they are written; asked about where they could be an answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { greetingAnswer, greetingBefore, plain, reservedWord } from '#flows/engine/words.ts';
import { tx } from '#flows/engine/message.ts';
import { slot } from '#flows/prompts/slot.ts';
import { drive, flow } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { asking, count, officer, pick, visit } from './flows.ts';

const SPELLINGS: [string, string | null][] = [
  ...['batal', 'Batal', 'BATAL!!', ' batal. ', '*batal*', '"batal"', 'batal 🙏', '/batal', 'batal ya pak'].map(
    (said): [string, string] => [said, 'cancel'],
  ),
  ...['cancel', 'Cancel.', 'gak jadi', 'tidak jadi ya'].map((said): [string, string] => [said, 'cancel']),
  ...['kembali', 'Back', 'BALIK!'].map((said): [string, string] => [said, 'back']),
  ...['menu', 'Menu Utama', '/start', 'main   menu'].map((said): [string, string] => [said, 'menu']),
  ...['bantuan', 'Bantuan?', 'HELP', 'help please'].map((said): [string, string] => [said, 'help']),
  ...['ulangi', 'Repeat'].map((said): [string, string] => [said, 'repeat']),
  ...['bahasa', 'English', 'Bahasa Indonesia', 'language'].map((said): [string, string] => [said, 'language']),
  ...['petugas', 'PETUGAS', 'admin', 'human', 'cs'].map((said): [string, string] => [said, 'person']),
  ...['STOP', 'berhenti', 'unsubscribe'].map((said): [string, string] => [said, 'stop']),
  ...['P', 'halo', 'Halo min', 'selamat pagi pak', 'Assalamu’alaikum', 'Assalamualaikum wr. wb.', 'Horas!'].map(
    (said): [string, string] => [said, 'greeting'],
  ),
  ['ba\u200btal', 'cancel'],
  ['batal\n', 'cancel'],
  ['ｂａｔａｌ', 'cancel'],
  ['batalkan pesanan saya', null],
  ['menu makan', null],
  ['petugasnya siapa', null],
  ['saya mau kembali besok', null],
  ['', null],
  ['...', null],
  ['🙏', 'thanks'],
  ['😡', null],
  ['ya', null],
  ['constructor', null],
];
for (const [said, word] of SPELLINGS)
  test(`word: ${JSON.stringify(said)}`, () => assert.equal(reservedWord(said), word));

const OPENINGS: [said: string, answer: string, rest: string][] = [
  ['Assalamualaikum, mau tanya kunjungan', 'salam', 'mau tanya kunjungan'],
  ['assalamualaikum wr. wb. pak, mau daftar kunjungan', 'salam', 'mau daftar kunjungan'],
  ['Assalamu’alaikum warahmatullahi wabarakatuh bapak/ibu. Kami dari SMA 3', 'salam', 'Kami dari SMA 3'],
  ['asalamualaikum pak mau kunjungan', 'salam', 'mau kunjungan'],
  ['Assalammualaikum min mau kunjungan', 'salam', 'mau kunjungan'],
  ['assalamu alaikum, selamat pagi bu. Mau berkunjung', 'salam', 'Mau berkunjung'],
  ['aslm mau kunjungan', 'salam', 'mau kunjungan'],
  ['Ass. wr. wb. mau kunjungan', 'salam', 'mau kunjungan'],
  ['selamat pagi pak, mau daftar kunjungan', 'pagi', 'mau daftar kunjungan'],
  ['Selamat siang bapak ibu semuanya\n\nMohon info kunjungan', 'siang', 'Mohon info kunjungan'],
  ['pagi pak mau kunjungan', 'pagi', 'mau kunjungan'],
  ['halo min, kunjungan dong', 'hello', 'kunjungan dong'],
  ['P, mau kunjungan', 'hello', 'mau kunjungan'],
  ['🙏 Horas! Mau kunjungan', 'horas', 'Mau kunjungan'],
  ['Mejuah-juah, kunjungan', 'mejuah', 'kunjungan'],
  ['Good morning, I would like to visit', 'pagi', 'I would like to visit'],
  ['Assalamualaikum wr wb', 'salam', ''],
  ['Assalamualaikum, selamat pagi pak', 'salam', ''],
  ['selamat pagi semua', 'pagi', ''],
  ['Selamat sore Bu', 'sore', ''],
  ['malam min, mau kunjungan', 'malam', 'mau kunjungan'],
  ['Good evening', 'malam', ''],
  ['halo, apa kabar?', 'hello', ''],
];
for (const [said, answer, rest] of OPENINGS)
  test(`begins with a greeting: ${JSON.stringify(said)}`, () => {
    const found = greetingBefore(said, false);
    assert.deepEqual([greetingAnswer(found?.greeting ?? ''), found?.rest], [`engine.${answer}`, rest]);
    assert.equal(reservedWord(said), rest ? null : 'greeting');
  });

for (const said of ['kunjungan', 'halobandung', 'pagina', 'pengantar', '5 orang', '', '🙏', 'saya Horas', 'hi5'])
  test(`begins with no greeting: ${JSON.stringify(said)}`, () => assert.equal(greetingBefore(said, false), null));

for (const said of ['pagi jam 9', 'malam Minggu', 'Siang', 'Horas Bangso Batak', 'P. Sidempuan', 'min 2', 'mau tanya'])
  test(`may be an answer: ${JSON.stringify(said)}`, () => assert.equal(greetingBefore(said, true), null));

for (const said of ['mau tanya', 'Mau tanya pak', 'boleh nanya?', 'izin bertanya min', 'May I ask'])
  test(`nothing is asked yet: ${JSON.stringify(said)}`, () => {
    assert.equal(reservedWord(said), 'greeting');
    assert.equal(greetingAnswer(said), 'engine.askAway');
  });

test('a flood of signs is looked at once', () => {
  assert.equal(plain(`${'!'.repeat(50_000)}a${'!'.repeat(50_000)}b`).length, 50_002);
  assert.equal(plain('!'.repeat(100_000)), '');
  assert.equal(reservedWord(`batal${'!'.repeat(100_000)}`), null);
});

const flows = [visit, officer, asking('a', 'b'), flow('number', async (t) => void (await t.ask('n', count('n'))))];

async function at(name: string): Promise<Driver> {
  const chat = drive({ flows });
  await chat.start(name);
  return chat;
}

test('at a question that takes no free text every word is obeyed at once', async () => {
  const after: [string, string | null, RegExp][] = [
    ['kembali', 'who', /^engine.backFirst\n\nask-who$/],
    ['menu', 'aside:leave', /^engine.leave$/],
    ['ulangi', 'who', /^ask-who$/],
    ['help', 'who', /^engine.help\n\nask-who$/],
    ['bantuan', 'aside:help', /^engine.whichHelp$/],
    ['bahasa', 'aside:language', /^engine.whichLanguage$/],
    ['English', 'who', /^en:engine.languageSet\n\nen:ask-who$/],
    ['stop', 'aside:stop', /^engine.whichStop$/],
    ['petugas', 'note', /^ask-note$/],
    ['batal', 'menu', /^engine.cancelled\n\nengine.menu$/],
    ['horas', 'who', /^engine.horas\n\nask-who$/],
  ];
  for (const [said, open, text] of after) {
    const chat = await at('visit');
    assert.match((await chat.send(said)).text, text, said);
    assert.equal(chat.open, open, said);
  }
});

for (const said of ['kembali', 'MENU!', 'ulangi', 'repeat', 'bahasa', 'english', 'Petugas', 'admin'])
  test(`in free text "${said}" is asked about: the answer, or the word?`, async () => {
    const chat = await at('form');
    assert.equal((await chat.send(said)).text, `engine.whichWord {"said":"${said}"}`);
    await chat.press('answer');
    assert.deepEqual([chat.open, chat.answers], ['b', { a: said }]);
  });

test('asked "answer or word?", another answer is the answer; yes or no is neither', async () => {
  for (const word of ['menu', 'bantuan']) {
    const chat = await at('form');
    await chat.send(word);
    assert.match((await chat.send('Ya!')).text, /^engine.pickOne/);
    assert.match((await chat.send('tidak')).text, /^engine.pickOne/);
    await chat.send('Rapat komisi', { message: 'm1' });
    assert.deepEqual([chat.open, chat.answers], ['b', { a: 'Rapat komisi' }]);
    await chat.edit('m1', 'Rapat fraksi');
    assert.deepEqual(chat.answers, { a: 'Rapat fraksi' });
  }
  const chat = await at('form');
  await chat.sends('menu', 'perintah');
  assert.equal(chat.open, 'aside:leave');
});

test('the same word again means the word', async () => {
  const chat = await at('form');
  await chat.sends('satu', 'menu', 'menu');
  assert.equal(chat.open, 'aside:leave');
});

for (const [said, open] of [
  ['kembali', 'a'],
  ['menu', 'aside:leave'],
  ['ulangi', 'b'],
  ['bahasa', 'aside:language'],
  ['petugas', 'note'],
] as const)
  test(`in free text "${said}" taken as the word acts on the question under it`, async () => {
    const chat = await at('form');
    await chat.send('satu');
    await chat.send(said);
    await chat.press('word');
    assert.equal(chat.open, open);
  });

test('cancel is never an answer, in free text either', async () => {
  const chat = await at('form');
  assert.match((await chat.send('batal')).text, /^engine.cancelled/);
});

test('a greeting is no answer to a free text; it is greeted and the question stands', async () => {
  const chat = await at('form');
  assert.equal((await chat.send('Assalamualaikum')).text, 'engine.salam\n\nask-a');
});

test('a greeting before an answer is answered, and the rest is the answer; own words stay as they were written', async () => {
  const chat = await at('visit');
  assert.equal((await chat.send('Assalamualaikum, citizen')).text, 'engine.salam\n\nask-when');
  assert.equal((await chat.send('selamat pagi pak, besok')).text, 'engine.pagi\n\nask-many');
  assert.equal((await chat.send('Assalamualaikum, batal')).text, 'engine.salam\n\nengine.cancelled\n\nengine.menu');
  const form = await at('form');
  assert.equal((await form.send('Assalamualaikum, mau audiensi')).text, 'engine.salam\n\nask-b');
  assert.deepEqual(form.answers, { a: 'Assalamualaikum, mau audiensi' });
  assert.equal((await form.send('Horas Bangso Batak')).text, 'end');
  assert.equal((await at('form').then((other) => other.send('mau tanya'))).text, 'engine.askAway\n\nask-a');
});

test('thanks and a nod do not lose the question: it stands again, in free text too', async () => {
  const form = await at('form');
  assert.equal((await form.send('terima kasih')).text, 'engine.pleasure\n\nask-a');
  assert.equal((await form.send('siap')).text, 'engine.nodded\n\nask-a');
  assert.equal((await form.send('👍')).text, 'engine.nodded\n\nask-a');
  await form.send('mantap');
  assert.deepEqual(form.answers, { a: 'mantap' }, 'how it was is an answer in own words');
  const chat = await at('visit');
  assert.equal((await chat.send('makasih')).text, 'engine.pleasure\n\nask-who');
  assert.equal((await chat.send('sip')).text, 'engine.nodded\n\nask-who');
  await chat.send('bahasa');
  assert.equal((await chat.send('oke')).text, 'engine.nodded\n\nengine.whichLanguage');
  assert.equal(chat.open, 'aside:language');
});

for (const said of ['oke', 'siap', 'sip', 'setujuuu', 'yaaa', 'okeee'])
  test(`"${said}" is the yes of a confirmation`, async () => {
    const chat = await at('visit');
    await chat.press('citizen');
    await chat.sends('besok', '3', said);
    assert.equal(chat.outstanding.length, 1);
  });

for (const [said, word] of [
  ['menuuu', 'menu'],
  ['Menuu', 'menu'],
  ['bataaal', 'cancel'],
  ['batall', 'cancel'],
  ['kembaliii', 'back'],
  ['petugasss', 'person'],
  ['halooo', 'greeting'],
  ['terima kasih', 'thanks'],
  ['makasihhh', 'thanks'],
  ['siappp', 'thanks'],
  ['siapa', null],
  ['okupansi', null],
  ['terima surat', null],
  ['makasar', null],
  ['baik sekali pelayanannya tapi lama', null],
  ['tema', null],
] as const)
  test(`held keys: ${said}`, () => assert.equal(reservedWord(said), word));

test('a word among the choices is asked about; as the answer it picks the choice', async () => {
  const chat = drive({ flows: [flow('form', async (t) => void (await t.ask('a', pick('a', 'menu', 'kembali'))))] });
  await chat.start('form');
  await chat.send('kembali');
  assert.equal(chat.open, 'aside:word');
  await chat.press('answer');
  assert.equal(chat.chat.run, null);
});

test('"pagi" is a time of day where one is asked, and a greeting elsewhere', async () => {
  const time = flow(
    'form',
    async (t) => void (await t.ask('a', pick('a', 'pagi', 'sore')), await t.ask('b', count('b'))),
  );
  const chat = drive({ flows: [time] });
  await chat.start('form');
  await chat.send('pagi');
  assert.deepEqual(chat.answers, { a: 'pagi' });
  assert.equal((await chat.send('pagi')).text, 'engine.pagi\n\nask-b');
  const slots = [
    { time: '09:00', free: 1 },
    { time: '15:00', free: 1 },
  ];
  const hours = flow('form', async (t) => {
    const at = await t.ask('at', slot({ text: tx('ask-at'), slots }));
    t.say(tx('end', { at }));
  });
  const other = drive({ flows: [hours] });
  await other.start('form');
  assert.equal((await other.send('pagi')).text, 'end {"at":"09:00"}');
});

test('bantuan: social aid, this service, or the answer where text is asked; help asks nothing', async () => {
  const chat = await at('form');
  await chat.send('bantuan');
  assert.deepEqual(chat.choices, ['social', 'service', 'answer']);
  await chat.press('social');
  assert.equal(chat.last.text, 'engine.socialAid\n\nask-a');
  await chat.send('Bantuan');
  await chat.press('service');
  assert.equal(chat.last.text, 'engine.help\n\nask-a');
  await chat.send('bantuan');
  await chat.press('answer');
  assert.deepEqual(chat.answers, { a: 'bantuan' });
  const outside = drive({ flows });
  await outside.send('bantuan');
  assert.deepEqual(outside.choices, ['social', 'service']);
  await outside.press('social');
  assert.equal(outside.last.text, 'engine.socialAid\n\nengine.menu');
});

test('STOP inside a form asks: the form, or the news? Outside it is the news', async () => {
  const chat = await at('visit');
  await chat.send('STOP');
  await chat.press('news');
  assert.equal(chat.last.text, 'engine.noNews\n\nask-who');
  await chat.send('berhenti');
  await chat.press('form');
  assert.match(chat.last.text, /^engine.cancelled/);
  assert.equal((await chat.send('STOP')).text, 'engine.noNews\n\nengine.menu');
});

test('the language switched in the middle of a question keeps every answer', async () => {
  const chat = await at('visit');
  await chat.press('citizen');
  await chat.send('besok');
  await chat.send('bahasa');
  await chat.press('en');
  assert.equal(chat.last.text, 'en:engine.languageSet\n\nen:ask-many');
  assert.deepEqual(chat.answers, { who: 'citizen', when: '2026-11-05' });
  await chat.send('3');
  assert.match(chat.last.text, /^en:prompts.confirm.summary/);
  await chat.send('Bahasa Indonesia');
  assert.match(chat.last.text, /^engine.languageSet\n\nprompts.confirm.summary/);
});

test('words inside a question of the engine’s own', async () => {
  for (const [said, open] of [
    ['kembali', 'who'],
    ['ulangi', 'who'],
    ['help', 'who'],
    ['petugas', 'note'],
    ['stop', 'aside:stop'],
    ['batal', 'menu'],
    ['entahlah', 'aside:language'],
  ] as const) {
    const chat = await at('visit');
    await chat.send('bahasa');
    await chat.send(said);
    assert.equal(chat.open, open, said);
  }
});

test('words where nothing runs', async () => {
  for (const [said, text] of [
    ['batal', 'engine.nothingToCancel\n\nengine.menu'],
    ['kembali', 'engine.menu'],
    ['menu', 'engine.menu'],
    ['ulangi', 'engine.menu'],
    ['help', 'engine.help\n\nengine.menu'],
    ['petugas', 'ask-note'],
  ] as const) {
    const chat = drive({ flows });
    assert.equal((await chat.send(said)).text, text);
  }
});

test('writing to a person already, "petugas" is no second form', async () => {
  const chat = await at('petugas');
  await chat.send('petugas');
  await chat.press('word');
  assert.deepEqual([chat.open, chat.chat.parked], ['note', []]);
});
