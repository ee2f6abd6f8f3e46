/** While people talk with people the bot carries, keeps silent, and takes up afterwards what was interrupted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TalkNews } from '#flows/engine/talk.ts';
import { tx } from '#flows/engine/message.ts';
import { text } from '#flows/prompts/text.ts';
import { drive, flow } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';

const visit = flow('visit', async (t) => {
  await t.ask('purpose', text({ text: tx('ask-purpose') }));
  t.say(tx('done'));
});
const person = flow('petugas', async (t) => {
  await t.ask('note', text({ text: tx('ask-note') }));
  await t.effect('ask', 'ask', {});
  t.say(tx('asked'));
});

function open(side: 'public' | 'members' = 'public'): Driver {
  const chat = drive({ flows: [visit, person], side });
  const talk = {
    ...{ speak: 'speak', end: 'end', named: (said: string) => /^C-\d+/.exec(said)?.[0] ?? null },
    anytime: (said: string) => (said === 'cek' ? 'visit' : null),
  };
  chat.env = { ...chat.env, book: { ...chat.env.book, talk } };
  return chat;
}

const news = (chat: Driver, talk: TalkNews, buttons = false) =>
  chat.take({
    ...{ kind: 'notice', class: 'notice', text: tx('news'), talk },
    ...(buttons && { buttons: [{ label: tx('answer'), flow: 'visit', arg: '' }] }),
  });

/** In the middle of a visit's form they asked for a person, and talk. */
async function talking(): Promise<Driver> {
  const chat = open();
  await chat.start('visit');
  await chat.send('petugas');
  await chat.press('word');
  await chat.send('Di mana?');
  await chat.result({ done: null, chat: { talk: { number: 'C-1', as: 'asks' } } });
  return chat;
}

const buttons = (chat: Driver): number => chat.last.messages[0]?.buttons?.length ?? 0;
const asked = (chat: Driver) => chat.last.intents.map(({ command, args }) => [command, args]);

test('what to tell the person whom they called may be "ada orang?": nobody asks whether it was a command', async () => {
  const chat = open();
  await chat.send('petugas');
  await chat.send('Ada orang?');
  assert.deepEqual(asked(chat), [['ask', {}]]);
});

test('the form waits without its timers, and nothing of it is said', async () => {
  const chat = await talking();
  assert.equal(chat.last.text, 'asked');
  assert.deepEqual([chat.chat.wakeAt, chat.open, chat.chat.parked.length], [null, null, 1]);
});

const CONTAINED = [
  'ada orang?',
  'bisa bahasa Batak?',
  'stop dulu ya pak',
  'apa sudah selesai?',
  'tolong cek lagi',
  'menu makannya apa',
];

for (const said of ['1', 'halo', 'terima kasih', 'ya', 'kembali', 'bantuan', 'visit', '/apa saja', ...CONTAINED])
  test(`"${said}" is handed on, and nothing is answered`, async () => {
    const chat = await talking();
    await chat.send(said);
    assert.deepEqual(asked(chat), [['speak', { number: 'C-1', said: { kind: 'text', text: said } }]]);
    assert.equal(chat.last.text, '');
  });

for (const [said, menu] of [
  ['selesai', false],
  ['DONE', false],
  ['batal', false],
  ['menu', true],
  ['stop', false],
] as const)
  test(`"${said}" ends it for who asked; the word itself is not handed on`, async () => {
    const chat = await talking();
    await chat.send(said);
    assert.deepEqual(asked(chat), [['end', { number: 'C-1', menu }]]);
  });

test('"bahasa" says which word changes it, and leaves no question that would take the next "2"', async () => {
  const chat = await talking();
  await chat.send('Bahasa');
  assert.equal(chat.last.text, 'engine.talkLanguage');
  await chat.send('2');
  assert.deepEqual(asked(chat)[0]?.[1], { number: 'C-1', said: { kind: 'text', text: '2' } });
  await chat.send('english');
  assert.match(chat.last.text, /languageSet.*talk-asks/s);
  assert.deepEqual([asked(chat), chat.chat.locale], [[], 'en']);
});

test('a word that people are told to type at any time begins its form, and the talk goes on behind it', async () => {
  const chat = await talking();
  await chat.send('Cek');
  assert.deepEqual([chat.last.text, asked(chat)], ['ask-purpose', []]);
  await chat.send('melihat');
  assert.equal(chat.last.text, 'done');
  await chat.send('cek suratnya ya');
  assert.deepEqual(asked(chat)[0]?.[1], { number: 'C-1', said: { kind: 'text', text: 'cek suratnya ya' } });
});

const typed = (text: string, sure: boolean) =>
  ({
    kind: 'text',
    text,
    card: { flow: 'visit', arg: '', sure },
    ...(sure && { quotes: { text: 'C-9', ours: true } }),
  }) as const;

test('a word of a card is its button where the card is quoted, and always for the office', async () => {
  const citizen = await talking();
  await citizen.take(typed('Sudah', false));
  assert.equal(asked(citizen)[0]?.[0], 'speak');
  await citizen.take(typed('Sudah', true));
  assert.deepEqual([citizen.last.text, asked(citizen)], ['ask-purpose', []]);
  const officer = open('members');
  await news(officer, { number: 'C-1', as: 'answers', set: 'on' });
  await officer.take(typed('Ambil', false));
  assert.deepEqual([officer.last.text, asked(officer)], ['ask-purpose', []]);
});

test('its end brings the interrupted question again; one of another conversation does not', async () => {
  const chat = await talking();
  await news(chat, { number: 'C-2', as: 'asks', set: 'off' });
  assert.equal(chat.chat.talk?.number, 'C-1');
  await news(chat, { number: 'C-1', as: 'asks', set: 'off' });
  assert.match(chat.last.text, /^news\nengine\.takeUp .*ask-purpose$/s);
  assert.equal(chat.chat.talk, null);
});

test('a sticker, an old button and a bare start say where one is; a photo goes on', async () => {
  const chat = await talking();
  await chat.take({ kind: 'other', what: 'sticker' });
  assert.match(chat.last.text, /^engine\.talkCannot/);
  await chat.take({ kind: 'press', run: 'x', askNo: 1, choice: 0 });
  assert.match(chat.last.text, /^engine\.talk-asks/);
  await chat.start('');
  assert.match(chat.last.text, /^engine\.talk-asks/);
  await chat.take({ kind: 'photo', file: { ref: 'p' }, caption: 'ini' });
  assert.deepEqual(asked(chat)[0]?.[1], { number: 'C-1', said: { kind: 'photo', file: { ref: 'p' }, caption: 'ini' } });
});

test('what could not be carried on is told, and staff hear of it', async () => {
  const chat = await talking();
  await chat.send('halo');
  await chat.result({ failed: 'G-1' });
  assert.match(chat.last.text, /engine\.fault .*G-1/);
  assert.deepEqual(asked(chat), [['desk.fault', { reference: 'G-1', kind: 'effect' }]]);
});

test('nobody is torn out of a form: the message comes with its button, and a quote answers it', async () => {
  const chat = open();
  await chat.start('visit');
  await news(chat, { number: 'C-1', as: 'asks', set: 'on', reply: true }, true);
  const [message] = chat.last.messages;
  assert.deepEqual([chat.chat.talk, message?.buttons?.length, chat.open], [null, 1, 'purpose']);
  await chat.take({ kind: 'text', text: 'ya', quotes: { text: 'C-1 · office', ours: true } });
  assert.deepEqual(asked(chat)[0]?.[1], { number: 'C-1', said: { kind: 'text', text: 'ya' }, quotes: 'C-1 · office' });
  await chat.take({ kind: 'text', text: 'C-2 kata saya', quotes: { text: 'C-2 my own words', ours: false } });
  assert.match(chat.last.text, /^done/);
});

for (const shared of [undefined, 'topic'] as const)
  test(`"tutup" of the office is neither sent nor obeyed, but explained${shared ? ', in a topic too' : ''}; of who asked it is a word`, async () => {
    const chat = open('members');
    if (shared) chat.env = { ...chat.env, shared };
    await news(chat, { number: 'C-1', as: 'answers', set: 'on' });
    for (const said of ['Tutup.', 'close']) {
      await chat.send(said);
      assert.deepEqual([asked(chat), chat.last.text], [[], 'engine.talkClose {"number":"C-1"}'], said);
    }
    await chat.send('tutup pukul empat');
    assert.deepEqual(asked(chat).length, 1);
    const citizen = await talking();
    await citizen.send('tutup');
    assert.deepEqual(asked(citizen)[0]?.[0], 'speak');
  });

test('who answers puts it down by "menu", closes it by "selesai", and in it sees no button into it', async () => {
  const chat = open('members');
  await news(chat, { number: 'C-1', as: 'answers', set: 'on' });
  await news(chat, { number: 'C-1', as: 'answers', reply: true }, true);
  assert.equal(buttons(chat), 0);
  await news(chat, { number: 'C-2', as: 'answers', reply: true }, true);
  assert.equal(buttons(chat), 1);
  await chat.send('menu');
  assert.match(chat.last.text, /^engine\.talkLaidDown .*engine\.menu/s);
  assert.deepEqual([chat.chat.talk, asked(chat)], [null, []]);
  await news(chat, { number: 'C-2', as: 'answers', set: 'on' });
  await chat.send('selesai');
  assert.deepEqual(asked(chat), [['end', { number: 'C-2', menu: false }]]);
});
