/** The worker: killed at each step, two at once, people who leave, a platform that refuses, waits or says nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Broadcast, BroadcastStatus } from '#models/broadcast.ts';
import type { Models } from '#models/models.ts';
import { SUBSCRIBERS } from '#models/subscription.ts';
import { siaranCommands } from '#flows/siaran/effects.ts';
import { Deliveries } from '#services/broadcast/deliveries.ts';
import { reachOf } from '#services/broadcast/reach.ts';
import { quietUntil } from '#services/broadcast/quiet.ts';
import { addressOf, CHANNEL, chatOf, house, OTHER, subscribed, toLoudHours } from '#tests/support/broadcasts.ts';
import { until } from '#tests/support/crash/until.ts';

const receiver = (n: number) => ({ key: `telegram:${addressOf(n)}`, chats: [chatOf(n)] });

test('everybody who wants it gets it once, in their language, with the way out under it and no question', async (t) => {
  const { models, sends, worker, reaches, one } = await house(t, 60);
  await models.Subscription.updateOne({ _id: chatOf(3) }, { $set: { locale: 'en' } });
  worker('a');
  await reaches('selesai');
  assert.equal(sends.length, 60);
  const english = sends.find(({ address }) => address === addressOf(3))!.message;
  assert.equal(english.text, 'en:The office is closed on Friday.');
  assert.deepEqual(english.buttons, [{ label: 'en:siaran.leaveButton', flow: 'siaran-berhenti', arg: 'S-2001' }]);
  assert.equal(english.class, 'broadcast');
  assert.equal(english.ask, undefined);
  const broadcast = (await one())!;
  assert.deepEqual(broadcast.tally, { sent: 60, left: 0, failed: 0, unknown: 0 });
  assert.equal(broadcast.total, 60);
});

test('whoever has two chats gets it in one of them, and leaves both with one press', async (t) => {
  const { models, sends, worker, reaches, one, services } = await house(t, 10);
  // The same person at the other bot; and one who was bound twice, with two codes and one telephone.
  await subscribed(models, [`telegram-members:${addressOf(0)}`]);
  for (const n of [5, 6]) {
    const identities = [{ channel: CHANNEL, address: addressOf(n) }];
    await models.Person.create({
      _id: `p${n}`,
      name: 'Sari',
      requestKey: `p${n}`,
      phoneHash: 'one',
      identities,
    } as never);
  }
  worker('a');
  await reaches('selesai');
  assert.deepEqual(
    sends.map(({ address }) => address).toSorted((a, b) => a.localeCompare(b)),
    [0, 1, 2, 3, 4, 5, 7, 8, 9].map(addressOf),
  );
  assert.equal((await one())?.total, 9);
  const request = { requestKey: 'l', args: {} as never, locale: 'id', who: null } as const;
  for (const n of [0, 6]) await siaranCommands['siaran.leave']!({ ...request, chat: chatOf(n) }, services);
  const left = await models.Subscription.find({ status: 'berhenti' }, { _id: 1 }).sort({ _id: 1 }).lean();
  assert.deepEqual(
    left.map(({ _id }) => _id),
    [`telegram-members:${addressOf(0)}`, chatOf(0), chatOf(5), chatOf(6)],
  );
});

test('two workers at once send nothing twice', async (t) => {
  const { worker, reaches, twice, states } = await house(t, 80);
  [worker('a'), worker('b')].forEach(Boolean);
  await reaches('selesai');
  assert.equal(twice(), 0);
  assert.deepEqual(await states(), { sent: 80 });
});

test('of a dead worker: rows half made are made to the end, what it was sending is unknown and never sent again', async (t) => {
  const { models, worker, sends, reaches, states, number } = await house(t, 30, { status: 'berjalan' });
  const deliveries = new Deliveries(models);
  await deliveries.add({ broadcast: number, page: 0 }, [0, 1, 2, 3].map(receiver));
  await deliveries.claim(`${number}/${receiver(0).key}`, 'dead', Date.now() + 300);
  await deliveries.claim(`${number}/${receiver(1).key}`, 'dead', Date.now() + 300);
  await deliveries.end(`${number}/${receiver(2).key}`, 'nobody', 'sent');
  worker('a');
  await reaches('selesai');
  assert.deepEqual(await states(), { sent: 28, unknown: 2 });
  assert.equal(sends.length, 28);
});

test('an ambiguous ending is not repeated; 403 is noted in the chat; a refusal ends the row', async (t) => {
  const { models, worker, answers, reaches, states, twice, system } = await house(t, 12);
  const chats = models.Visit.db.collection<{ _id: string; unreachable?: boolean }>('chats');
  await chats.insertOne({ _id: chatOf(1), rev: 0, outbox: {}, locale: 'id' } as never);
  await chats.insertOne({ _id: chatOf(5), rev: 0, unreachable: true } as never);
  answers((address) => {
    if (address === addressOf(0)) return { ambiguous: 'timeout' };
    if (address === addressOf(1)) return { unreachable: '403' };
    return address === addressOf(2) ? { rejected: '400' } : { sent: '1' };
  });
  worker('a');
  await reaches('selesai');
  assert.deepEqual(await states(), { sent: 8, unknown: 1, failed: 3 });
  assert.equal(twice(), 0);
  assert.equal((await chats.findOne({ _id: chatOf(1) }))?.unreachable, true);
  const failed = await system.services.models.Delivery.find({ state: 'failed' }).lean();
  assert.deepEqual(
    failed.map(({ why }) => String(why)).toSorted((a, b) => a.localeCompare(b)),
    ['400', 'unreachable', 'unreachable'],
  );
});

test('a 429 gives the row back and everybody gets it once the pause is over', async (t) => {
  const { worker, answers, reaches, states } = await house(t, 20);
  let refused = 0;
  answers((_address, nth) => (nth === 5 ? ((refused += 1), { retryAfter: 1500, scope: 'bot' }) : { sent: '1' }));
  worker('a');
  await reaches('selesai');
  assert.equal(refused, 1);
  assert.deepEqual(await states(), { sent: 20 });
});

test('who leaves while it goes out gets nothing more, also where the row was taken already', async (t) => {
  const { models, worker, answers, reaches, states, sends, services } = await house(t, 40);
  const leave = (n: number) =>
    siaranCommands['siaran.leave']!(
      { requestKey: `l${n}`, args: {} as never, chat: chatOf(n), locale: 'id', who: null },
      services,
    );
  answers(async (_address, nth) => {
    if (nth === 1) await leave(39);
    return { sent: '1' };
  });
  worker('a');
  await reaches('selesai');
  assert.equal(
    sends.some(({ address }) => address === addressOf(39)),
    false,
  );
  assert.deepEqual(await states(), { sent: 39, left: 1 });
  assert.equal((await models.Subscription.findOne({ _id: chatOf(39) }).lean())?.status, 'berhenti');
});

test('a row that was made for somebody who had left by then is not sent', async (t) => {
  const { models, worker, reaches, states, number, sends } = await house(t, 3, { status: 'berjalan' });
  await models.Subscription.updateOne({ _id: chatOf(2) }, { $set: { status: 'berhenti' } });
  await new Deliveries(models).add({ broadcast: number, page: 0 }, [receiver(2)]);
  worker('a');
  await reaches('selesai');
  assert.deepEqual(await states(), { sent: 2, left: 1 });
  assert.equal(sends.length, 2);
});

test('paused it waits, resumed it goes on, stopped it ends with what was not sent', async (t) => {
  const { models, worker, answers, reaches, states, number, sends, status } = await house(t, 120);
  const set = (to: BroadcastStatus) => models.Broadcast.updateOne({ _id: number }, { $set: { status: to } });
  answers(async (_address, nth) => {
    if (nth === 10) await set('dijeda');
    if (nth === 60) await set('dihentikan');
    return { sent: '1' };
  });
  worker('a');
  await until(async () => (await states()).sending === undefined && sends.length >= 10);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  assert.ok(sends.length < 60, `${sends.length} were sent although it was paused`);
  assert.equal(await status(), 'dijeda');
  await set('berjalan');
  await until(async () => (await models.Broadcast.findOne({ _id: number }).lean<Broadcast>())?.finishedAt !== null);
  await reaches('dihentikan');
  const { sent = 0, failed = 0 } = await states();
  assert.equal(sent + failed, 120);
  assert.ok(sent >= 60 && failed > 0, `${sent} sent, ${failed} not`);
});

test('more pages than are made or closed in one go: stopped at the third person, every row has its end, counted once', async (t) => {
  const { models, worker, answers, reaches, states, number, one } = await house(t, 30);
  for (let n = 1; n < 30; n += 1) await models.Subscription.updateOne({ _id: chatOf(n) }, { $inc: { seq: n * 1000 } });
  await models.Counter.updateOne({ _id: SUBSCRIBERS }, { $set: { value: 30_000 } });
  answers(async (_address, nth) => {
    if (nth === 3) await models.Broadcast.updateOne({ _id: number }, { $set: { status: 'dihentikan' } });
    return { sent: '1' };
  });
  worker('a');
  await until(async () => (await one())?.finishedAt !== null);
  await reaches('dihentikan');
  const { sent = 0, failed = 0 } = await states();
  assert.ok(sent >= 3 && failed > 0 && sent + failed === 30, `${sent} sent, ${failed} not`);
  const { total, tally, cursor } = (await one())!;
  assert.deepEqual([total, tally.sent, tally.failed, cursor.pages], [30, sent, failed, 30]);
});

test('in quiet hours nothing leaves, and it goes on after them', async (t) => {
  const { worker, reaches, sends, services, status, system } = await house(t, 5);
  const { clock } = services;
  while (quietUntil(services.council, clock.now()) === null) await clock.move(3_600_000);
  worker('a');
  await new Promise((resolve) => setTimeout(resolve, 2500));
  assert.equal(sends.length, 0);
  assert.notEqual(await status(), 'selesai');
  await toLoudHours(system);
  await reaches('selesai');
  assert.equal(sends.length, 5);
});

test('an announcement that the platform refuses again and again is paused, not burnt; its author hears of it each time, whoever dies', async (t) => {
  const { models, worker, answers, reaches, states, services, number } = await house(t, 160);
  answers(() => ({ rejected: '400' }));
  const told: string[] = [];
  services.notices.toPerson = async (_person, { key }) => {
    if (told.push(key) === 1) throw new Error('died');
    return 1;
  };
  worker('a');
  await reaches('dijeda');
  const { failed = 0, ready = 0 } = await states();
  assert.ok(failed < 80 && ready > 80, `${failed} rows were lost in two rounds`);
  assert.deepEqual([told.length, new Set(told).size], [2, 1]);
  await models.Broadcast.updateOne({ _id: number }, { $set: { status: 'berjalan' }, $inc: { rev: 1 } });
  await until(() => told.length === 3);
  assert.equal(new Set(told).size, 2);
});

test('who wrote it and who approved see a bar each, one message that is edited', async (t) => {
  const approver = { person: 'q', name: 'Kadir' };
  const { models, worker, answers, reaches, sends, edits, one } = await house(t, 30, { approver });
  for (const [n, _id] of ['p', 'q'].entries()) {
    const identities = [{ channel: CHANNEL, address: `77${n}` }];
    await models.Person.create({ _id, name: _id, requestKey: _id, identities } as never);
  }
  const toOffice = (address: string): boolean => address.startsWith('77');
  answers((address) => ({ sent: `m${address}` }));
  worker('a');
  await reaches('selesai');
  await until(async () => edits.some(({ message }) => message.text.includes('siaran.status-selesai')));
  assert.deepEqual(
    sends.filter(({ address }) => toOffice(address)).map(({ address }) => address),
    ['770', '771'],
  );
  assert.deepEqual([...new Set(edits.map(({ sent }) => sent))], ['m770', 'm771']);
  assert.equal((await one())?.bars.length, 2);
});

test('nobody is left to get it: it is finished at once', async (t) => {
  const { worker, reaches, sends } = await house(t, 0);
  worker('a');
  await reaches('selesai');
  assert.equal(sends.length, 0);
});

test('what a dead process was sending holds up nobody behind it; the end waits until it is known to be lost', async (t) => {
  const { models, worker, sends, status, states, number, reaches, one } = await house(t, 6, { status: 'berjalan' });
  for (let n = 3; n < 6; n += 1) await models.Subscription.updateOne({ _id: chatOf(n) }, { $inc: { seq: 1000 } });
  await models.Counter.updateOne({ _id: SUBSCRIBERS }, { $set: { value: 2000 } });
  const deliveries = new Deliveries(models);
  await deliveries.add({ broadcast: number, page: 0 }, [0, 1, 2].map(receiver));
  const dead = `${number}/${receiver(0).key}`;
  await deliveries.claim(dead, 'dead', Date.now() + 600_000);
  worker('a');
  await until(() => sends.length === 5);
  // The last one is noted as sent after it was.
  await until(async () => (await states()).sent === 5);
  assert.deepEqual(await states(), { sent: 5, sending: 1 });
  assert.equal(await status(), 'berjalan');
  await models.Delivery.updateOne({ _id: dead }, { $set: { until: Date.now() - 1 } });
  await reaches('selesai');
  assert.deepEqual(await states(), { sent: 5, unknown: 1 });
  assert.deepEqual((await one())?.tally, { sent: 5, left: 0, failed: 0, unknown: 1 });
});

/** Somebody with two apps: the same telephone proved in both. */
async function inBoth(models: Models, n: number, blocked = false): Promise<void> {
  const there = `${OTHER}:lid${n}`;
  await subscribed(models, [there]);
  for (const _id of [`telegram:${addressOf(n)}`, `whatsapp:lid${n}`])
    await models.Telephone.create({ _id, phoneHash: `phone-${n}`, at: new Date() });
  const chats = models.Visit.db.collection<{ _id: string }>('chats');
  const chat = { rev: 0, busyUntil: 1, outbox: {} };
  await chats.insertOne({ ...chat, _id: chatOf(n), ...(blocked && { unreachable: true }) } as never);
  await chats.insertOne({ ...chat, _id: there, busyUntil: 2 } as never);
}

test('a citizen in two apps gets it once, in the one that has room for all, and in the other where that fails for good', async (t) => {
  const { models, worker, sends, outcomes, answers, reaches, one, services } = await house(t, 5);
  for (const n of [0, 1, 2, 3]) await inBoth(models, n, n === 2);
  answers((address) => {
    if (address === addressOf(1)) return { unreachable: '403' };
    return address === addressOf(3) ? { ambiguous: 'timeout' } : { sent: '1' };
  });
  // Far apart: each page of the audience has one of the two.
  await models.Subscription.updateMany({ _id: /^whatsapp/ }, { $inc: { seq: 1000 } });
  await models.Counter.updateOne({ _id: SUBSCRIBERS }, { $set: { value: 2000 } });
  assert.equal((await reachOf(models, (await one())!)).count, 5, 'and is counted once');
  worker('a');
  await reaches('selesai');
  const gotAt = (n: number): string[] =>
    sends.filter(({ address }) => [addressOf(n), `lid${n}`].includes(address)).map(({ channel }) => channel);
  assert.deepEqual(gotAt(0), [CHANNEL]);
  assert.deepEqual(gotAt(1), [CHANNEL, OTHER], 'found to be blocked');
  assert.deepEqual(gotAt(2), [OTHER], 'known to be blocked');
  assert.deepEqual(gotAt(3), [CHANNEL], 'what may have arrived is sent nowhere else');
  assert.deepEqual(gotAt(4), [CHANNEL]);
  const ends = [`${CHANNEL} ambiguous`, `${CHANNEL} sent`, `${CHANNEL} unreachable`, `${OTHER} sent`];
  assert.deepEqual([...new Set(outcomes)].toSorted(), ends, 'the figures tell the channel');
  const { total, tally } = (await one())!;
  assert.deepEqual([total, tally], [5, { sent: 4, unknown: 1, failed: 0, left: 0 }]);
  // Whoever leaves in one app has left in both.
  const request = { requestKey: 'l', args: {} as never, locale: 'id', who: null, chat: chatOf(0) } as const;
  await siaranCommands['siaran.leave']!(request, services);
  assert.deepEqual(
    (await models.Subscription.find({ status: 'berhenti' }).sort({ _id: 1 }).lean()).map(({ _id }) => _id),
    [chatOf(0), `${OTHER}:lid0`],
  );
});

test('the other app has no more room today: that row ends, and nobody waits for it', async (t) => {
  const { models, worker, answers, reaches, states } = await house(t, 30);
  await inBoth(models, 0);
  answers((address) => {
    if (address === addressOf(0)) return { unreachable: '403' };
    return address === 'lid0' ? { retryAfter: 3_600_000, scope: 'bot' } : { sent: '1' };
  });
  worker('a');
  await reaches('selesai');
  assert.deepEqual(await states(), { sent: 29, failed: 1 });
});

test('a telephone that was only typed makes nobody one with its owner', async (t) => {
  const { models, worker, sends, reaches } = await house(t, 2);
  for (const n of [0, 1])
    await models.Contact.create({
      _id: `c${n}`,
      chat: chatOf(n),
      name: null,
      phone: '+6281',
      phoneHash: 'same',
    } as never);
  worker('a');
  await reaches('selesai');
  assert.equal(sends.length, 2);
});
