/** What is kept of a visit, and until when: files, numbers of letters, contacts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { database } from '#models/database.ts';
import { keptUntil } from '#models/migrations/006-kept-until.ts';
import { eraseFiles } from '#services/keep-files.ts';
import { sikulinQueries } from '#flows/sikulin/queries.ts';
import { letterMark, stampWithLetter } from '#flows/sikulin/rules.ts';
import type { VisitRules } from '#flows/sikulin/rules.ts';
import type { Services } from '#services/commands.ts';
import { setting } from '#services/council.ts';
import { CHAT, Desk } from '#tests/support/reruns.ts';
import { pdf } from '#tests/support/samples.ts';

/** The platform gives these bytes for whatever is asked for. */
const giving = (services: Services, bytes: Uint8Array): Services => ({
  ...services,
  media: { download: async () => ({ bytes: Buffer.from(bytes) }) } as never,
});

const names = async ({ services }: Desk): Promise<string[]> =>
  (await services.models.File.find().sort({ name: 1 }).lean()).map(({ name }) => name.replace(/\..*/, ''));

test('files of a visit stay until their days after it are over; a letter that was replaced or returned goes in a day', async (t) => {
  const desk = await Desk.open(t);
  const number = await desk.book('b');
  const send = (key: string, text: string): Promise<unknown> =>
    desk.run('letter', key, { number, letter: { ref: 'x' } }, giving(desk.services, pdf(text)));
  await send('l1', 'satu');
  const first = (await desk.visit(number)).letter?.file ?? '';
  await send('l2', 'dua');
  const second = (await desk.visit(number)).letter?.file ?? '';
  assert.notEqual(first, second);
  await desk.later(2);
  await eraseFiles(desk.services);
  assert.equal(await desk.services.files.read(first), null, 'replaced');
  assert.ok(await desk.services.files.read(second));

  const returned = { number, note: 'Belum ditandatangani' };
  const seen = async (letter: string): Promise<string> =>
    stampWithLetter(await desk.visit(number), letterMark({ file: letter }));
  assert.deepEqual(await desk.run('return-letter', 'q', { ...returned, seen: await seen(first) }), {
    done: { outcome: 'changed' },
  });
  await desk.run('return-letter', 'r', { ...returned, seen: await seen(second) });
  await send('l3', 'dua');
  await desk.later(2);
  await eraseFiles(desk.services);
  assert.ok(await desk.services.files.read(second), 'sent again after it was returned');
  await desk.decide(number, 'd');
  await desk.run('move', 'm', { number, date: desk.open[30], time: '11:00' });

  const { date } = await desk.visit(number);
  const { clock, council } = desk.services;
  const end = Date.parse(`${date}T23:59:00+07:00`) + setting(council, 'sikulin.keepFileDays', date) * 86_400_000;
  await clock.move(end - clock.now());
  await eraseFiles(desk.services);
  assert.ok((await names(desk)).length >= 4, 'the last minute of the last day');
  await clock.move(120_000);
  await eraseFiles(desk.services);
  assert.deepEqual(await names(desk), []);
});

test('a letter of a booking that came to nothing, and a list, go after a day', async (t) => {
  const desk = await Desk.open(t);
  const { services } = desk;
  for (const key of ['a', 'c']) await desk.book(key);
  const wish = { ...desk.wish(0, '09:00'), letter: { ref: 'x' } };
  assert.ok('refused' in (await desk.run('book', 'e', wish, giving(services, pdf('tiga')))));
  await services.files.keep({ bytes: pdf('daftar'), name: 'Buku tamu', owner: 'buku-tamu/2026-11' });
  await eraseFiles(services);
  assert.deepEqual(await names(desk), ['Buku tamu', 'Surat tamu']);
  await desk.later(1.1);
  await eraseFiles(services);
  assert.deepEqual(await names(desk), []);
});

test('a letter from a chat that is not theirs, or for a visit that is over, is not even fetched', async (t) => {
  const desk = await Desk.open(t);
  const number = await desk.book('b');
  await desk.run('cancel', 'x', { number });
  const services: Services = {
    ...desk.services,
    media: { download: () => Promise.reject(new Error('fetched')) } as never,
  };
  const letter = { ref: 'x' };
  assert.deepEqual(await desk.run('letter', 'l', { number, letter }, services), { done: { outcome: 'over' } });
  await services.models.Visit.updateOne({ _id: number }, { $set: { chat: 'telegram-public:2', status: 'menunggu' } });
  assert.deepEqual(await desk.run('letter', 'm', { number, letter }, services), { done: { outcome: 'foreign' } });
  assert.deepEqual(await desk.run('photo', 'p', { number, photo: letter }, services), { done: { outcome: 'over' } });
});

test('the register tells of letters that no longer hold; a visit that comes back to its time gets a new number', async (t) => {
  const desk = await Desk.open(t);
  const { models } = desk.services;
  const register = async (): Promise<[number, string][]> =>
    (await models.LetterNumber.find().sort({ number: 1 }).lean()).map(({ number, status }) => [number, status]);
  const number = await desk.book('b');
  await desk.decide(number, 'd1');
  assert.deepEqual(await register(), [[1, 'dipakai']]);
  const away = { number, date: desk.open[1], time: '11:00' };
  await desk.diesFreeing('move', 'm1', away);
  await desk.run('move', 'm1', away);
  assert.deepEqual(await register(), [[1, 'batal']]);
  assert.equal((await desk.visit(number)).letterNumber, null);
  await desk.run('move', 'm2', { number, date: desk.open[0], time: '09:00' });
  await desk.decide(number, 'd2');
  await desk.run('papers', 'p', { number });
  assert.deepEqual(await register(), [
    [1, 'batal'],
    [2, 'dipakai'],
  ]);
  await desk.run('people', 'n', { number, people: 50 });
  await desk.decide(number, 'd3');
  assert.equal((await register()).length, 2, 'the same letter for more people keeps its number');
  await desk.run('cancel', 'x', { number });
  assert.deepEqual(await register(), [
    [1, 'batal'],
    [2, 'batal'],
  ]);
});

test('the number that is offered is the one given last', async (t) => {
  const desk = await Desk.open(t);
  const known = async (): Promise<string | null> =>
    ((await sikulinQueries['sikulin.rules']({}, desk.services, CHAT)) as VisitRules).knownPhone;
  for (const [n, key] of ['z', 'm', 'a', 'k'].entries()) {
    const phone = `+62812345678${n}0`;
    await desk.run('book', key, desk.wish(n, '09:00', phone));
    assert.equal(await known(), phone);
  }
});

test('what was kept before it had a time gets one', async (t) => {
  const desk = await Desk.open(t);
  const { models, clock } = desk.services;
  const db = database(models.Visit.db);
  await desk.book('b');
  await models.Contact.updateMany({}, { $unset: { at: 1 } });
  const { id } = await desk.services.files.keep({ bytes: pdf(), name: 'Surat', owner: 'b' });
  await models.File.updateMany({}, { $unset: { eraseAt: 1, released: 1 } });
  await db
    .collection<{ _id: string }>('chats')
    .insertMany([
      { _id: 'telegram-public:7', parked: [{ id: 'r', flow: 'sikulin' }] } as never,
      { _id: 'telegram-public:8', parked: [] } as never,
    ]);
  await keptUntil.run(db, models);
  await keptUntil.run(db, models);
  const visit = await models.Visit.findOne().lean();
  assert.deepEqual((await models.Contact.findOne().lean())?.at, visit?.history[0]?.at);
  await eraseFiles(desk.services);
  assert.ok(await desk.services.files.read(id), 'of a visit');
  const chats = await db.collection('chats').find().sort({ _id: 1 }).toArray();
  const ends = chats.map(({ lapseAt }) => (lapseAt ? Math.round((Number(lapseAt) - clock.now()) / 3_600_000) : null));
  assert.deepEqual(ends.slice(-2), [7 * 24, null]);
});

test('a visit that was changed very often is changed no more, but cancelled', async (t) => {
  const desk = await Desk.open(t);
  const number = await desk.book('b');
  const event = { at: new Date(), what: 'jumlah' };
  await desk.services.models.Visit.updateOne(
    { _id: number },
    { $set: { history: Array.from({ length: 120 }, () => event) } },
  );
  const often = { done: { outcome: 'often' } };
  const when = { date: desk.open[1], time: '11:00' };
  assert.deepEqual(await desk.run('people', 'n', { number, people: 13 }), often);
  assert.deepEqual(await desk.run('move', 'm', { number, ...when }), often);
  assert.deepEqual(await desk.run('letter', 'l', { number, letter: { ref: 'x' } }), often);
  assert.deepEqual(await desk.seats(), ['b']);
  assert.deepEqual(await desk.run('cancel', 'x', { number }), { done: { outcome: 'done' } });
});
