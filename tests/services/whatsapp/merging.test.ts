/** Two addresses of one person become one, whoever dies at which write: on the real database, without a browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { emptyChat } from '#models/chat-doc.ts';
import type { ChatDoc } from '#models/chat-doc.ts';
import { newRun } from '#flows/engine/run.ts';
import { Receivers } from '#services/broadcast/receivers.ts';
import { WhatsAppIdentities } from '#services/whatsapp/identities.ts';
import { Merging } from '#services/whatsapp/merging.ts';
import { NAMED } from '#services/whatsapp/move-documents.ts';
import type { System } from '#system';
import { startTestSystem } from '#tests/support/system.ts';

const [PUBLIC, MEMBERS] = ['whatsapp-public', 'whatsapp-members'];
const log = { warn: () => {} };
let system: System;
let end: () => Promise<void> = async () => {};

before(async () => {
  const parts = { after: (work: () => Promise<void>) => void (end = work) };
  ({ system } = await startTestSystem(parts as never));
  // What is put into the chats here is nobody's to be swept.
  await system.sweeper.stop();
});
after(() => end());

const chats = () => system.services.models.Visit.db.collection<ChatDoc>('chats');
const merging = (step?: () => void): Merging =>
  new Merging({ models: system.services.models, log, ...(step && { step }) });

const form = (id: string) => newRun({ id, flow: id, version: 1, council: '1', args: null });
const open = (id: string, askedAt: number): Partial<ChatDoc> => ({
  ...{ run: form(id), rev: 3, askNo: 2, greeted: true },
  wait: { kind: 'ask', texts: [], choices: [], askNo: 2, askedAt },
});

/** Somebody whose lid has the address `old`, and their phone `new`; both were used. */
const somebody = async (n: string): Promise<{ from: string; into: string }> => {
  const { models } = system.services;
  const [from, into] = [`old-${n}`, `new-${n}`];
  const put = (channel: string, address: string, more: Partial<ChatDoc>) => {
    const side = channel === MEMBERS ? ('members' as const) : ('public' as const);
    return chats().insertOne({ ...emptyChat(`${channel}:${address}`, side), ...more } as never);
  };
  const identities = [from, into].map((address) => ({ channel: MEMBERS!, address }));
  const card = (address: string) =>
    models.WhatsAppCard.create({
      ...{
        _id: `${MEMBERS}:${address}:${address}`,
        chat: `${MEMBERS}:${address}`,
        at: new Date(),
        until: new Date(Date.now() + 60_000),
        message: null,
      },
      words: [{ word: 'setujui', flow: 'x', arg: address.slice(0, 3) }],
    });
  const joins = (address: string, topic: string, day: number) =>
    models.Subscription.create({
      ...{ _id: `${PUBLIC}:${address}`, seq: day, status: 'aktif', topics: [topic] },
      consent: { text: 't', council: 'c', at: new Date(day) },
    });
  const row = (broadcast: string, address: string) =>
    models.Delivery.create({
      ...{ _id: `${broadcast}-${n}/${address}`, broadcast: `${broadcast}-${n}`, page: 0, channel: PUBLIC },
      ...{ chat: `${PUBLIC}:${address}`, state: 'ready' },
    });
  await Promise.all([
    put(PUBLIC!, from, { ...open('a', 100), seen: ['wa:1'], missed: 2, deadletters: [dead('G-1')] }),
    put(PUBLIC!, into, { ...open('b', 200), seen: ['wa:2'], deadletters: [dead('G-2')] }),
    put(MEMBERS!, from, open('c', 100)),
    models.WhatsAppId.create({ _id: `${n}@lid`, address: from, usedAt: 1 }),
    models.WhatsAppId.create({ _id: `${n}@c.us`, address: into, usedAt: 2 }),
    ...NAMED.map(([name, field]) => {
      const key = `${name}-${field}-${n}`;
      return models[name].collection.insertOne({
        ...{ _id: key as never, requestKey: key, [field]: `${PUBLIC}:${from}` },
      });
    }),
    models.Person.create({ _id: `p-${n}`, name: 'Sari', roles: ['staf'], identities, requestKey: `p-${n}` }),
    ...[card(from), card(into), joins(from, 'banjir', 1), joins(into, 'jalan', 2)],
    ...[row('S-1', from), row('S-2', from), row('S-2', into)],
  ] as Promise<unknown>[]);
  return { from, into };
};

const dead = (reference: string) => ({ reference, error: 'x', at: 1 });

/** Everything that names either address, in words that do not hold them. */
const left = async (n: string): Promise<object> => {
  const { models } = system.services;
  const said = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll(n, '#'));
  const all: Record<string, unknown> = {};
  const at = ['old', 'new'].flatMap((a) => [PUBLIC, MEMBERS].map((c) => `${c}:${a}-${n}`));
  const docs = await chats()
    .find({ _id: { $in: at } })
    .toArray();
  for (const { _id, run, wait, parked, seen, missed, deadletters, askNo, greeted } of docs)
    all[_id.replaceAll(n, '#')] = {
      ...{ run: run?.id, asked: wait?.askedAt, parked: parked.map(({ id }) => id), seen, missed, askNo, greeted },
      dead: deadletters?.map(({ reference }) => reference).toSorted(),
    };
  for (const [name, field] of NAMED) {
    const doc = await models[name].collection.findOne({ _id: `${name}-${field}-${n}` as never });
    all[`${name}.${field}`] = said(doc?.[field]);
  }
  all['ids'] = said((await models.WhatsAppId.find({ _id: new RegExp(`^${n}@`) }).lean()).map((id) => id.address));
  all['person'] = said((await models.Person.findById(`p-${n}`).lean())?.identities);
  const cards = await models.WhatsAppCard.find({ chat: { $in: at } }).lean();
  all['cards'] = said(cards.map(({ _id, chat }) => [_id, chat].join(' ')).toSorted());
  const wants = await models.Subscription.find({ _id: { $in: at } }).lean();
  all['wants'] = said(wants.map(({ _id, topics, seq }) => [_id, seq, ...topics.toSorted()].join(' ')));
  const rows = await models.Delivery.find({ broadcast: { $in: [`S-1-${n}`, `S-2-${n}`] } }).lean();
  all['rows'] = said(rows.map(({ _id, chat, state }) => [_id, chat, state].join(' ')).toSorted());
  const merge = await models.WhatsAppMerge.findById(`old-${n}`).lean();
  all['carry'] = Object.keys(merge?.carry ?? {});
  return all;
};

const whole = {
  'whatsapp-public:new-#': {
    ...{ run: 'b', asked: 200, parked: ['a'], seen: ['wa:2', 'wa:1'], missed: 2, askNo: 2, greeted: true },
    dead: ['G-1', 'G-2'],
  },
  'whatsapp-members:new-#': { run: 'c', asked: 100, parked: [], seen: [], askNo: 2, greeted: true },
  ...Object.fromEntries(NAMED.map(([name, field]) => [`${name}.${field}`, 'whatsapp-public:new-#'])),
  ids: ['new-#', 'new-#'],
  person: [{ channel: MEMBERS, address: 'new-#' }],
  cards: ['whatsapp-members:new-#:new-# whatsapp-members:new-#', 'whatsapp-members:new-#:old-# whatsapp-members:new-#'],
  wants: ['whatsapp-public:new-# 2 banjir jalan'],
  rows: [
    'S-1-#/old-# whatsapp-public:new-# ready',
    'S-2-#/new-# whatsapp-public:new-# ready',
    'S-2-#/old-# whatsapp-public:old-# left',
  ],
  carry: [],
};

const plain = (value: object): object => JSON.parse(JSON.stringify(value)) as object;

test('two addresses become one whole, and whoever dies at any write leaves what the next one finishes', async () => {
  class Death extends Error {}
  let steps = 0;
  const first = await somebody('x0x');
  assert.equal(await merging(() => void (steps += 1)).merge(first.from, first.into), first.into);
  assert.deepEqual(plain(await left('x0x')), plain(whole));
  assert.ok(steps > 20, `${steps} writes`);
  const diesAt = async (death: number): Promise<void> => {
    const n = `x${death}x`;
    const { from, into } = await somebody(n);
    let at = 0;
    const dies = merging(() => {
      if ((at += 1) === death) throw new Death();
    });
    await assert.rejects(dies.merge(from, into), Death);
    assert.equal(await merging().merge(from, into), into, `dead at write ${death}`);
    assert.deepEqual(plain(await left(n)), plain(whole), `dead at write ${death}`);
  };
  await Promise.all(Array.from({ length: steps }, (_, n) => diesAt(n + 1)));
  await system.services.models.WhatsAppMerge.updateMany({}, { $set: { doneAt: new Date() } });
});

test('who has something under way is joined when it is done; a word that comes to the old place meanwhile moves too', async () => {
  const { models } = system.services;
  const { from, into } = await somebody('y1y');
  const busy = { [`outbox.m1`]: { message: { class: 'reply', text: 'x' }, state: 'sending' } };
  await chats().updateOne({ _id: `${PUBLIC}:${from}` }, { $set: busy } as never);
  assert.equal(await merging().merge(from, into), null);
  assert.equal(await models.WhatsAppMerge.findById(from), null, 'nothing was begun');
  await chats().updateOne({ _id: `${PUBLIC}:${from}` }, { $unset: { 'outbox.m1': 1 } });
  assert.equal(await merging().merge(from, into), into);
  const { keyOf } = await new Receivers(models).behind([`${PUBLIC}:${from}`]);
  assert.equal(keyOf(`${PUBLIC}:${from}`), keyOf(`${PUBLIC}:${into}`), 'one announcement, whichever is read');
  // Another process still knew the old address.
  const late = { ...emptyChat(`${PUBLIC}:${from}`, 'public'), ...open('late', 300) };
  await chats().insertOne({ ...late, inbox: [{ kind: 'text', id: 'wa:9' }] } as never);
  await merging().resume();
  await models.WhatsAppMerge.updateOne({ _id: from }, { $set: { at: new Date(0) } });
  await merging().resume();
  assert.equal((await models.WhatsAppMerge.findById(from).lean())?.doneAt, null, 'a word waits for its turn');
  await chats().updateOne({ _id: `${PUBLIC}:${from}` }, { $set: { inbox: [] } });
  await merging().resume();
  const there = await chats().findOne({ _id: `${PUBLIC}:${into}` });
  assert.deepEqual([there?.run?.id, ...(there?.parked ?? []).map(({ id }) => id)], ['late', 'a', 'b']);
  assert.equal(await chats().findOne({ _id: `${PUBLIC}:${from}` }), null);
  assert.notEqual((await models.WhatsAppMerge.findById(from).lean())?.doneAt, null);
});

test('two people of the house on one WhatsApp stay two', async () => {
  const { models } = system.services;
  const { from, into } = await somebody('z1z');
  await models.Person.updateOne({ _id: 'p-z1z' }, { $pull: { identities: { address: into } } });
  const identities = [{ channel: MEMBERS!, address: into }];
  await models.Person.create({ _id: 'q', name: 'Tuti', roles: ['admin'], identities, requestKey: 'q' });
  assert.equal(await merging().merge(from, into), null);
  assert.equal((await chats().findOne({ _id: `${PUBLIC}:${from}` }))?.run?.id, 'a');
});

test('first a lid, then a phone, then both: one address, to which both lead; a phone that was given up leads nowhere', async () => {
  const { models, hash } = system.services;
  const one = merging();
  const identities = new WhatsAppIdentities(models.WhatsAppId, hash, one, async () => {});
  let forgotten = 0;
  identities.onMerged(() => void (forgotten += 1));
  const hidden = await identities.addressOf(['7@lid']);
  const shown = await identities.addressOf(['62817@c.us']);
  assert.notEqual(hidden, shown);
  const address = await identities.addressOf(['7@lid', '62817@c.us']);
  assert.ok([hidden, shown].includes(address) && forgotten > 0);
  const gone = [hidden, shown].find((other) => other !== address)!;
  assert.equal(await identities.addressOf(['7@lid']), address);
  assert.equal(await identities.addressOf(['62817@c.us']), address);
  assert.deepEqual((await identities.idsOf(gone)).toSorted(), ['62817@c.us', '7@lid'], 'what was begun there arrives');
  // The lid is another one now, then the phone.
  assert.equal(await identities.addressOf(['8@lid', '62817@c.us']), address);
  assert.equal(await identities.addressOf(['8@lid', '62818@c.us']), address);
  assert.deepEqual((await identities.idsOf(address)).toSorted(), ['62818@c.us', '7@lid', '8@lid']);
  assert.notEqual(await identities.addressOf(['9@lid', '62817@c.us']), address, 'somebody else has that phone now');
});

test('two addresses that cannot be joined keep nobody’s message from being taken', async () => {
  const { models, hash } = system.services;
  const failing = { ready: Promise.resolve(), onMerged: () => {}, wentTo: async () => null };
  const merge = () => Promise.reject(new Error('a subscription changed meanwhile'));
  const identities = new WhatsAppIdentities(models.WhatsAppId, hash, { ...failing, merge }, async () => {});
  const hidden = await identities.addressOf(['71@lid']);
  await identities.addressOf(['62871@c.us']);
  assert.equal(await identities.addressOf(['71@lid', '62871@c.us']), hidden);
});

test('every field that names a chat is one that moves', () => {
  const { models } = system.services;
  // A number of ours shows its codes in Telegram chats; an announcement’s bar cannot be edited at WhatsApp.
  const known = new Set([
    ...NAMED.map(([name, field]) => `${name}.${field}`),
    ...['Delivery.chat', 'WhatsAppCard.chat', 'WhatsAppNumber.link', 'WhatsAppNumber.shown', 'Broadcast.bars'],
  ]);
  const fields = Object.entries(models).flatMap(([name, { schema }]) =>
    Object.entries(schema.paths).flatMap(([path, type]) => {
      const inside = Object.keys((type as { schema?: { paths: object } }).schema?.paths ?? {});
      return [path, ...inside].some((one) => /chat$/i.test(one)) ? [`${name}.${path}`] : [];
    }),
  );
  assert.deepEqual(
    fields.filter((field) => !known.has(field)),
    [],
  );
  assert.ok(fields.length >= NAMED.length);
});
