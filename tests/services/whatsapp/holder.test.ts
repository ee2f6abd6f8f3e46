/** Codes shown and taken back, the way to another number resumed anywhere, and who is told of it: on the real database, without a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { TextRef } from '#flows/engine/message.ts';
import { Holder } from '#services/whatsapp/holder.ts';
import type { Held, HolderParts } from '#services/whatsapp/holder.ts';
import { NumberBook } from '#services/whatsapp/number-book.ts';
import { tellPeopleOf } from '#services/whatsapp/tell-people.ts';
import { startTestSystem } from '#tests/support/system.ts';

const NAME = 'whatsapp-public';

const opened = async (t: TestContext) => {
  const { services } = (await startTestSystem(t)).system;
  const book = new NumberBook(services.models.WhatsAppNumber);
  const seen: string[] = [];
  const told: string[] = [];
  const paired: string[] = [];
  const channel: Held & { state: string; number: string | null } = {
    ...{ state: 'idle', number: null },
    pair: async (digits) => void paired.push(digits),
    relink: async () => void told.push('relink'),
  };
  let messages = 0;
  const show = (kind: string) => async (_chat: string, text: string | TextRef) => {
    seen.push(`${kind} ${typeof text === 'string' ? text : JSON.stringify(text.args)}`);
    return String((messages += 1));
  };
  const parts: HolderParts = {
    ...{ name: NAME, book, held: () => true, log: { warn: (fields) => void told.push(JSON.stringify(fields)) } },
    screen: { qr: show('qr'), code: show('code'), erase: async (_, message) => void seen.push(`erase ${message}`) },
    tellAdmins: async (key, { key: text }) => void told.push(`admins ${key.split(':')[0]} ${text}`),
    tellPeople: async (key, { key: text }) => told.push(`people ${key.split(':')[0]} ${text}`),
  };
  const holder = (): Holder => new Holder(channel, parts);
  /** Everything that the holder has begun is done. */
  const settled = async (one: Holder): Promise<void> => {
    one.kick();
    await one['working'];
  };
  return { services, book, seen, told, paired, channel, holder, settled };
};

test('a code stands in the chat of who wants it, is replaced by the next, and goes with the link; after a crash as well', async (t) => {
  const { book, seen, told, channel, holder, settled } = await opened(t);
  const one = holder();
  one.onState('unlinked', null);
  one.onLink({ qr: 'first' });
  await settled(one);
  assert.deepEqual(seen, [], 'nobody asked for it');
  await book.wantLink(NAME, 'telegram-members:7', null);
  await settled(one);
  one.onLink({ qr: 'second' });
  await settled(one);
  assert.deepEqual(seen, ['qr first', 'qr second', 'erase 1']);
  // The process dies; the next holder takes back what stands there.
  channel.number = '628111';
  const next = holder();
  next.onState('ready', null);
  await settled(next);
  assert.deepEqual(seen.slice(3), ['erase 2']);
  assert.deepEqual(told, ['admins tertaut whatsapp.linked']);
  const doc = await book.read(NAME);
  assert.deepEqual([doc?.shown, doc?.link, doc?.sign, doc?.number], [[], null, null, '628111']);
  await settled(next);
  assert.equal(told.length, 1);
});

test('who wants to type a code is shown that one alone', async (t) => {
  const { book, seen, paired, holder, settled } = await opened(t);
  const one = holder();
  one.onState('unlinked', null);
  one.onLink({ qr: 'to scan' });
  await book.wantLink(NAME, 'telegram-members:7', '628123');
  await settled(one);
  assert.deepEqual([seen, paired], [[], ['628123']]);
  one.onLink({ code: 'ABCD1234' });
  await settled(one);
  assert.match(seen.join(), /^code .*"code":"ABCD1234"/);
  assert.deepEqual(paired, ['628123']);
});

test('a code to type that WhatsApp refuses is not asked for again at once, and the administrator hears of it', async (t) => {
  const { book, told, channel, holder, settled } = await opened(t);
  let asked = 0;
  channel.pair = () => ((asked += 1), Promise.reject(new Error('rate-overlimit')));
  const one = holder();
  one.onState('unlinked', null);
  await book.wantLink(NAME, 'telegram-members:7', '628123');
  for (let look = 0; look < 3; look += 1) await settled(one);
  assert.deepEqual([asked, told], [1, ['admins tolak whatsapp.noCode']]);
});

test('a move is gone on with wherever it broke off, each step once; a ban is told once until the number is well', async (t) => {
  const { book, told, channel, holder, settled } = await opened(t);
  const one = holder();
  one.onState('banned', 'banned');
  await settled(one);
  one.onState('starting', 'banned');
  one.onState('banned', 'banned');
  await settled(one);
  const lost = told.filter((line) => line.startsWith('people'));
  assert.deepEqual(lost, ['people hilang whatsapp.lost'], 'not at each look, for days');
  const keys = await book.lose(NAME);
  assert.equal(await book.lose(NAME), keys, 'one ban has one sign');
  told.length = 0;
  const id = await book.wantMove(NAME);
  assert.equal(await book.wantMove(NAME), id, 'asked twice, it is one move');
  await settled(one);
  assert.deepEqual(told, ['relink']);
  assert.equal((await book.read(NAME))?.lost, keys, 'the same ban still');
  const next = holder();
  channel.number = '628222';
  next.onState('ready', 'moved');
  await settled(next);
  await settled(next);
  assert.deepEqual(told.slice(1), ['people pindah whatsapp.moved', 'admins pindah whatsapp.movedAdmin']);
  assert.equal((await book.read(NAME))?.move?.step, 'told');
  assert.notEqual(await book.wantMove(NAME), id, 'another move has another sign');
});

test('while the old session is not gone the move stands where it is, and the old number is not taken for the new one', async (t) => {
  const { book, told, channel, holder, settled } = await opened(t);
  const one = holder();
  channel.number = '628111';
  channel.relink = () => Promise.reject(new Error('its folder is in use'));
  const id = await book.wantMove(NAME);
  one.onState('ready', null);
  await settled(one);
  await settled(one);
  assert.deepEqual(
    [(await book.read(NAME))?.move?.step, told.filter((line) => line.startsWith('people'))],
    ['wanted', []],
  );
  channel.relink = async () => void (channel.number = null);
  await settled(one);
  assert.equal((await book.read(NAME))?.move?.step, 'forgotten');
  channel.number = '628222';
  await settled(one);
  await settled(one);
  const doc = await book.read(NAME);
  assert.deepEqual([doc?.move?.id, doc?.move?.step, doc?.number], [id, 'told', '628222']);
});

test('who is bound on the number hears of it on Telegram, by their person or by the number they proved, once', async (t) => {
  const { services } = await opened(t);
  const person = (id: string, channel: string, address: string, phoneHash: string | null) =>
    services.models.Person.create({
      ...{ _id: id, name: id, roles: ['staf'], identities: [{ channel, address }], phoneHash, requestKey: id },
    } as never);
  await person('a', 'whatsapp-members', 'x', 'phone-a');
  await person('b', 'telegram-members', '71', 'phone-a');
  await person('c', 'whatsapp-members', 'y', null);
  await person('d', 'telegram-members', '72', 'phone-d');
  const texts: string[] = [];
  const notices = { toChat: async (chat: string, { key }: { key: string }) => void texts.push(`${chat} ${key}`) };
  const parts = { models: services.models, notices: notices as never };
  assert.equal(await tellPeopleOf(parts, 'whatsapp-members', 'k', { key: 'x' }), 1);
  assert.deepEqual(texts, ['telegram-members:71 k']);
});
