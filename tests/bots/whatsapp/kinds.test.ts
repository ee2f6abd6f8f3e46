/** What else happens on WhatsApp every day: each has an answer, or a reason for silence. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import type { Arrival } from '#bots/channel.ts';
import { FileTooLarge } from '#bots/channel.ts';
import { Cards } from '#bots/whatsapp/cards.ts';
import { createWhatsAppChannel } from '#bots/whatsapp/channel.ts';
import { Inbox } from '#bots/whatsapp/inbox.ts';
import type { WhatsAppChannel } from '#bots/whatsapp/options.ts';
import { OwnSends } from '#bots/whatsapp/own-sends.ts';
import type { Said as Line } from '#simulator/whatsapp/account.ts';
import { never, words } from '../contract/bench.ts';
import { until } from '../support.ts';
import { NUMBER, openLinked } from './house.ts';

let house: Awaited<ReturnType<typeof openLinked>>;
let channel: WhatsAppChannel;
const arrivals: Arrival[] = [];
/** How often each was handed on. */
const times = new Map<string, number>();

before(async () => {
  house = await openLinked();
  channel = createWhatsAppChannel(NUMBER, house.options, house.life);
  await channel.start(async (_, arrival) => {
    const fresh = !arrivals.some(({ id, address }) => id === arrival.id && address === arrival.address);
    if (fresh) arrivals.push(arrival);
    times.set(arrival.id, (times.get(arrival.id) ?? 0) + 1);
    return { fresh };
  });
});
after(async () => {
  // It still waits for what was not decrypted.
  await channel.stop();
  await house.close();
});

const phone = (name: string) => house.people.phone(name, NUMBER);
const jid = (name: string): string => house.standIn.bridge.jid(name);
const of = (name: string) => arrivals.filter(({ address }) => address === jid(name)).map(({ content }) => content);
const wrote = (name: string, text: string): boolean => of(name).some((one) => one.kind === 'text' && one.text === text);

let lines = 0;
/** A line from a person as WhatsApp carries it, whatever kind it is of. */
const line = (name: string, type: string, more: Partial<Line> = {}): Promise<void> =>
  house.standIn.bridge.receive({
    ...{ from: jid(name), to: house.standIn.account.me.id, id: `3AFF${(lines += 1)}`, fromMe: false, type },
    t: Math.floor(Date.now() / 1000),
    ...more,
  });

test('a call is refused on the line and answered once in words', async () => {
  const stanzas: string[] = [];
  house.standIn.page.on('told', (kind: string) => kind === 'stanza' && stanzas.push(kind));
  for (let n = 0; n < 3; n += 1) await house.standIn.bridge.call('citra');
  await until(() => stanzas.length === 3 && of('citra').length === 1);
  assert.deepEqual(of('citra'), [{ kind: 'refused', why: 'call' }]);
});

test('what the office writes at the handset is told apart from what the bot sends', async () => {
  phone('dodi').start();
  await until(() => of('dodi').length === 1);
  await channel.send(jid('dodi'), words('Dari bot'), never);
  await house.standIn.bridge.handset('dodi', 'Selamat siang, saya Tuti dari kantor');
  await until(() => of('dodi').length === 2);
  assert.deepEqual(of('dodi')[1], { kind: 'office', text: 'Selamat siang, saya Tuti dari kantor' });
});

test('what was typed while no process ran is told apart from what the one before had sent, also where it died in the send', async () => {
  const write = phone('winda');
  write.start();
  await until(() => of('winda').length === 1);
  await channel.send(jid('winda'), words('Dari bot'), never);
  const dies = createWhatsAppChannel(NUMBER, { ...house.options, sendTimeout: 100 }, house.life);
  await house.standIn.page.play({ sends: ['slow'] });
  assert.ok('ambiguous' in (await dies.send(jid('winda'), words('Nomor: A-1'), never)));
  await until(() => write.messages().some(({ text }) => text === 'Nomor: A-1'));
  await house.standIn.bridge.handset('winda', 'Sistem sedang gangguan, besok ya Bu');

  const found: Arrival[] = [];
  const { options, life } = house;
  const next = new Inbox(NUMBER, life, options, new Cards(options.cards), new OwnSends(options.memory));
  next.open(async (_, arrival) => {
    if (arrival.address === jid('winda')) found.push(arrival);
    return { fresh: true };
  });
  next.attach(life.client!);
  await until(() => found.length === 2);
  write.text('baik');
  await until(() => found.length === 3);
  await next.close();
  assert.deepEqual(
    found.map(({ content }) => content.kind),
    ['start', 'office', 'text'],
  );
});

test('a group hears where we talk once it speaks to us, and is not listened to otherwise', async () => {
  const group = { from: '120363000000000001@g.us', author: jid('eka') };
  await line('eka', 'chat', { ...group, body: 'selamat pagi semua' });
  await line('eka', 'chat', { ...group, body: '@kami halo', mentionedJidList: [house.standIn.account.me.id] });
  const there = () => arrivals.filter(({ address }) => address === group.from);
  await until(() => there().length > 0);
  assert.deepEqual(
    there().map(({ content }) => content),
    [{ kind: 'refused', why: 'group' }],
  );
  assert.ok('sent' in (await channel.send(group.from, words('Tulis langsung ya'), never)));
});

test('a group whose members the page cannot fetch keeps nobody’s missed words from being read', async () => {
  const page = house.life.client!.pupPage!;
  await page.evaluate(`{
    const { Chat, GroupMetadata } = window.require('WAWebCollections');
    Chat.get('120363000000000001@g.us').groupMetadata = { serialize: () => ({ participants: [] }) };
    GroupMetadata.update = () => Promise.reject(new Error('403'));
  }`);
  await assert.rejects(house.life.client!.getChats());
  // Nothing announces it.
  await line('eko', 'chat', { body: 'selagi tidak ada yang mendengar', old: true });
  await house.standIn.page.command('reconnect');
  await until(() => wrote('eko', 'selagi tidak ada yang mendengar'));
  await page.evaluate(`delete window.require('WAWebCollections').Chat.get('120363000000000001@g.us').groupMetadata`);
});

test('notes of the app, status, channels, deletions and undecrypted messages are nobody’s word', async () => {
  const silent = [
    'e2e_notification',
    'notification_template',
    'protocol',
    'album',
    'call_log',
    'revoked',
    'ciphertext',
  ];
  for (const type of silent) await line('fajar', type);
  await line('fajar', 'chat', { from: 'status@broadcast', author: jid('fajar'), body: 'status saya' });
  await line('fajar', 'chat', { from: '120363000000000009@newsletter', body: 'kabar kanal' });
  phone('fajar').start();
  phone('fajar').text('selesai');
  await until(() => wrote('fajar', 'selesai'));
  assert.deepEqual(
    of('fajar').map(({ kind }) => kind),
    ['start', 'text'],
  );
});

test('a message that is decrypted late is taken once, as it then reads', async () => {
  await line('gita', 'ciphertext', { id: '3ALATE' });
  await house.standIn.page.command('decrypt', { id: `false_${jid('gita')}_3ALATE`, body: 'terlambat', type: 'chat' });
  await until(() => of('gita').length === 1);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.deepEqual(
    of('gita').map((one) => one.kind === 'text' && one.text),
    ['terlambat'],
  );
});

test('view-once, polls, orders, invitations and what next year brings are something else', async () => {
  await line('hana', 'image', { isViewOnce: true, directPath: '/x', mimetype: 'image/jpeg' });
  for (const type of ['order', 'groups_v4_invite', 'list_response', 'multi_vcard', 'event_creation', 'hologram.2'])
    await line(
      'hana',
      type,
      type === 'multi_vcard'
        ? { vcardList: [] }
        : type === 'list_response'
          ? { listResponse: { singleSelectReply: {} } }
          : {},
    );
  await until(() => of('hana').length === 7);
  assert.ok(of('hana').every((one) => one.kind === 'other' && /^\w+$/.test(one.what)));
});

test('somebody whose phone WhatsApp hides is nobody’s phone: neither their id nor their card proves one', async () => {
  house.standIn.bridge.know('ira', 'hidden-lid');
  phone('ira').start();
  phone('ira').contact();
  phone('ira').text('Bagikan nomor saya');
  await until(() => of('ira').length === 3);
  assert.ok(of('ira').every((one) => one.kind !== 'contact' || !one.own));
  assert.ok('sent' in (await channel.send(jid('ira'), words('Baik'), never)));
});

test('who is known by phone alone is answered, and the words of sharing share it', async () => {
  house.standIn.bridge.know('joni', 'phone');
  phone('joni').start();
  phone('joni').text('bagikan nomor saya.');
  const ways = [
    ...['nomor ini', 'Pakai nomor ini', 'no wa ini aja', 'ya, nomor saya ini', 'use this number'],
    ...['nomor ini saja pak', 'ya pakai no hp ini aja ya kak', 'pake ini aja bang', 'Nomor yang ini aja, bu.'],
  ];
  for (const said of ways) phone('joni').text(said);
  phone('joni').text('nomor saya');
  await until(() => of('joni').length === ways.length + 3);
  const own = { kind: 'contact', phone: house.world.person('joni').phone, own: true };
  assert.deepEqual(of('joni').slice(1, -1), [own, ...ways.map(() => own)]);
  // Asks for what is theirs, and shares nothing.
  assert.equal(of('joni').at(-1)?.kind, 'text');
});

test('who is known by a phone that the page has no lid for is reached by the lid that WhatsApp names', async () => {
  const { bridge, page } = house.standIn;
  bridge.know('omar', 'lid');
  const lid = jid('omar');
  bridge.know('omar', 'phone');
  phone('omar').start();
  await until(() => of('omar').length === 1);
  await page.play({ sends: ['No LID for user'], lids: { [jid('omar')]: lid } });
  assert.ok('sent' in (await channel.send(jid('omar'), words('Sampai juga'), never)));
  await until(() =>
    phone('omar')
      .messages()
      .some(({ text }) => text === 'Sampai juga'),
  );
  assert.equal(house.standIn.account.history().find(({ body }) => body === 'Sampai juga')?.to, lid);
  await page.play({ sends: ['No LID for user'], unregistered: [jid('omar')] });
  assert.deepEqual(await channel.send(jid('omar'), words('Lagi'), never), { unreachable: 'no such number' });
  await page.play({ lids: {}, unregistered: [] });
});

test('a hundred messages at once come in their order, each once', async () => {
  phone('kiki').start();
  const texts = Array.from({ length: 100 }, (_, n) => `pesan ${n}`);
  for (const text of texts) phone('kiki').text(text);
  await until(() => of('kiki').length === 101);
  assert.deepEqual(
    of('kiki').flatMap((one) => (one.kind === 'text' ? [one.text] : [])),
    texts,
  );
});

test('a video of 60 MB is named with its size and not fetched; surat.pdf.exe keeps its name for whoever looks at it', async () => {
  phone('lia').start();
  phone('lia').do({ do: 'video', size: 60 * 1024 * 1024, seconds: 240 });
  phone('lia').file({ name: 'surat.pdf.exe', mime: 'application/pdf', bytes: Buffer.from('MZ\x90\x00') });
  await until(() => of('lia').length === 3);
  const [, video, file] = of('lia');
  assert.ok(video?.kind === 'video' && video.file.size === 60 * 1024 * 1024);
  await assert.rejects(channel.download(video.file.ref, never), FileTooLarge);
  assert.ok(file?.kind === 'document' && file.file.name === 'surat.pdf.exe');
  assert.equal((await channel.download(file.file.ref, never)).subarray(0, 2).toString(), 'MZ');
});

test('a reaction and a vote answer nothing; a message that will disappear is read like any other', async () => {
  await line('nino', 'chat', { id: '3AWORD', body: 'halo' });
  await house.standIn.page.command('react', { id: `false_${jid('nino')}_3AWORD`, from: jid('nino'), emoji: '👍' });
  await line('nino', 'poll_creation', { id: '3APOLL', pollName: 'Setuju?', pollOptions: [{ name: 'ya', localId: 0 }] });
  await house.standIn.page.command('vote', { id: `false_${jid('nino')}_3APOLL`, from: jid('nino'), options: ['ya'] });
  await line('nino', 'chat', { body: 'besok hilang', ephemeralDuration: 86_400, ephemeralStartTimestamp: 1 });
  await until(() => wrote('nino', 'besok hilang'));
  assert.deepEqual(
    of('nino').map(({ kind }) => kind),
    ['text', 'other', 'text'],
  );
});

test('while the handset is offline what people write waits at WhatsApp, and comes once, however often the line was lost', async () => {
  phone('mira').start();
  await until(() => of('mira').length === 1);
  const ended = house.said.length;
  const reconnected = async (): Promise<void> => {
    const ready = once(house.life.client!, 'ready');
    await house.standIn.page.command('reconnect');
    await ready;
  };
  for (let n = 0; n < 3; n += 1) await reconnected();
  const last = reconnected();
  phone('mira').text('masih di sana?');
  await last;
  await until(() => wrote('mira', 'masih di sana?') && house.life.state === 'ready');
  phone('mira').text('ya?');
  await until(() => wrote('mira', 'ya?'));
  const ids = arrivals.filter(({ address }) => address === jid('mira')).map(({ id }) => id);
  // Each ready announces itself anew; were the listeners hung up each time, every message would come as often.
  assert.deepEqual(
    ids.slice(-1).map((id) => times.get(id)),
    [1],
  );
  assert.equal(house.said.length, ended, 'the library comes back by itself: no session was given up');
});
