/** Every collection has its time, the page says which, and what is older goes while the rest stays. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadCouncil } from '#services/council.ts';
import { ERASED, eraseDue, eraseOld } from '#services/erasing.ts';
import { RETENTION, retentionRows } from '#services/retention.ts';
import { until } from '#tests/support/crash/until.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book } from '#tests/support/visits.ts';

const DAY = 86_400_000;
const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/retention.md'), 'utf8');

test('docs/retention.md holds the table as it is', () => {
  const cells = (line: string): string =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .join('|');
  const written = page.split('\n').filter((line) => line.startsWith('| `'));
  const rows = retentionRows(loadCouncil('medan'), '2026-11-02').map((row) => `|${row.join('|')}|`);
  assert.deepEqual(written.map(cells), rows);
});

test('what is erased daily is erased by something', () => {
  const daily = Object.entries(RETENTION).filter(([, { how }]) => how === 'daily');
  assert.deepEqual(daily.map(([name]) => name).toSorted(), ERASED.toSorted());
});

test('a database in use: all collections are known, old things go, newer ones stay', async (t) => {
  const { system, talk, staff } = await startTestSystem(t);
  const { services } = system;
  const { models, clock } = services;
  await staff('sari');
  await book(talk('telegram-public', 'rina'), { kind: 'Warga' }).done;
  const db = models.Visit.db.db!;
  const names = (await db.listCollections().toArray()).map(({ name }) => name);
  const known = Object.values(RETENTION).map(({ collection }) => collection);
  assert.deepEqual(
    names.filter((name) => !known.includes(name)),
    [],
  );
  for (const [name, model] of Object.entries(models))
    assert.equal(RETENTION[name as keyof typeof RETENTION].collection, model.collection.name);

  const visit = (await models.Visit.findOne().lean())!;
  const contact = (await models.Contact.findOne().lean())!;
  const today = clock.now();
  const on = (days: number): string => clock.date(today - days * DAY);
  const old = async (_id: string, days: number): Promise<void> => {
    await models.Contact.create({ ...contact, _id: `c-${_id}` });
    await models.Visit.create({ ...visit, _id, requestKey: _id, contact: `c-${_id}`, date: on(days), dueAt: null });
  };
  await old('K-1', 1900);
  await old('K-2', 400);
  await old('K-3', 300);
  await models.Contact.create({ ...contact, _id: 'c-none', at: new Date(Date.now() - 2 * DAY) });
  await models.Contact.create({ ...contact, _id: 'c-new', at: new Date() });
  const { id: file } = await services.files.keep({ bytes: Buffer.from('%PDF-1.4 a letter'), name: 'S', owner: 'K-1' });
  const report = (_id: string, days: number) =>
    models.Report.create({
      ...{ _id, requestKey: _id, kind: 'petugas', chat: 'x:1' },
      at: new Date(today - days * DAY),
    });
  await report('P-1', 370);
  await report('P-2', 300);
  const filed = (_id: string, more: object): Promise<unknown> =>
    models.Aduan.collection.insertOne({ _id, requestKey: _id, closedAt: null, mergedInto: null, ...more } as never);
  await filed('A-1', { state: 'selesai', closedAt: new Date(today - 1900 * DAY) });
  await filed('A-2', { state: 'digabung', mergedInto: 'A-1' });
  await filed('A-3', { state: 'digabung', mergedInto: 'A-2' });
  await filed('A-4', { state: 'selesai', closedAt: new Date(today - 1800 * DAY) });
  await filed('A-5', { state: 'digabung', mergedInto: 'A-4' });
  await models.AduanRoute.create(
    ['A-2', 'A-3', 'A-5'].map((_id) => ({ _id, serial: Number(_id.slice(2)), chat: `x:${_id}` })),
  );
  await models.Daily.create([{ _id: `x/${on(91)}` }, { _id: `x/${on(89)}` }]);
  const seat = (_id: string, days: number) =>
    models.Seat.create({ ...{ _id, requestKey: _id, day: 'x:y', time: 'z' }, at: new Date(Date.now() - days * DAY) });
  await seat('s-old', 401);
  const chats = models.Visit.db.collection<{ _id: string }>('chats');
  const rina = (await chats.findOne({ _id: visit.chat }))!;
  const idle = (_id: string, more: object) =>
    chats.insertOne({ ...rina, _id, busyUntil: Date.now() - 181 * DAY, run: null, inbox: [], ...more } as never);
  await until(async () => !(await chats.findOne({ _id: visit.chat, 'inbox.0': { $exists: true } })));
  await idle('t:old', {});
  await idle('t:bound', { roles: ['staf'] });
  await idle('t:open', { run: { id: 'r' } });
  await idle('t:newer', { busyUntil: Date.now() - 179 * DAY });
  await chats.updateMany({ _id: /^t:/ }, { $unset: { sweepAt: 1 } });
  const used = { address: 'a', schemaVersion: 1 };
  await models.WhatsAppId.create({ ...used, _id: '1@lid', usedAt: Date.now() - 181 * DAY });
  await models.WhatsAppId.create({ ...used, _id: '2@lid', usedAt: Date.now() - 179 * DAY });
  const proof = (_id: string, days: number): Promise<unknown> =>
    models.Telephone.create({ _id, phoneHash: 'h', at: new Date(Date.now() - days * DAY) });
  await proof('telegram:gone', 181);
  await proof('telegram:lately', 179);
  await proof('telegram:wants', 181);
  await models.Subscription.create({ _id: 'telegram-public:wants', seq: 1, status: 'aktif' } as never);
  await proof(visit.chat.replace('-public', ''), 181);
  const shared = (_id: string, chat: string, days: number): Promise<unknown> =>
    models.HpBersama.create({ _id, chat, at: new Date(today - days * DAY) });
  await shared('gone', 'telegram-public:gone', 181);
  await shared('lately', 'telegram-public:gone', 179);
  await shared('there', visit.chat, 181);

  // The sweeper did today's before there was anything old.
  await eraseOld(services, on(0));
  const ids = async (of: { find(): { lean(): PromiseLike<{ _id: unknown }[]> } }): Promise<string[]> =>
    (await of.find().lean()).map(({ _id }) => String(_id)).toSorted();
  assert.deepEqual(await ids(models.Visit), ['K-2', 'K-3', visit._id].toSorted());
  assert.deepEqual(await ids(models.Contact), ['c-K-3', 'c-new', contact._id].toSorted());
  assert.deepEqual(await ids(models.Report), ['P-2']);
  assert.deepEqual(await ids(models.Aduan), ['A-4', 'A-5'], 'what follows a report goes with it');
  assert.deepEqual(await ids(models.AduanRoute), ['A-5']);
  assert.deepEqual(
    (await ids(models.Daily)).filter((id) => id.startsWith('x/')),
    [`x/${on(89)}`],
  );
  assert.equal(await models.Seat.exists({ _id: 's-old' }), null);
  assert.ok(await models.Seat.exists({ requestKey: visit.seat }));
  assert.equal(await services.files.read(file), null);
  const left = (await chats.find({ _id: /^t:/ }).toArray()).map(({ _id }) => _id);
  assert.deepEqual(left.toSorted(), ['t:bound', 't:newer', 't:open']);
  assert.deepEqual(await ids(models.WhatsAppId), ['2@lid']);
  assert.deepEqual(await ids(models.HpBersama), ['lately', 'there']);
  const bound = (await models.Person.findOne().lean())?.identities[0]?.address;
  const proofs = [`telegram:${bound}`, 'telegram:lately', 'telegram:wants', visit.chat.replace('-public', '')];
  assert.deepEqual(await ids(models.Telephone), proofs.toSorted());
  await eraseDue(services);
  assert.ok(await models.Daily.exists({ _id: `retensi/${on(0)}` }), 'done for today');
});

test('who left is erased with their binding once nothing of theirs is open; who left the news, once nothing could reach them', async (t) => {
  const { services } = (await startTestSystem(t)).system;
  const { models, clock } = services;
  const { Person, Subscription, Visit, Aduan, AduanRoute } = models;
  const db = Visit.db.collection<{ _id: string; roles?: string[] }>('chats');
  const night = (): Promise<number> => eraseOld(services, clock.date(clock.now()));
  const chatOf = (name: string): string => `telegram-members:${name}`;
  const person = async (name: string, more: object): Promise<void> => {
    const identities = [{ channel: 'telegram-members', address: name }];
    await Person.create({ ...{ _id: name, name, roles: ['staf'], identities, requestKey: name }, ...more } as never);
    await db.insertOne({
      _id: chatOf(name),
      roles: ['staf'],
      busyUntil: 0,
      run: null,
      owner: 'bot',
      inbox: [],
    } as never);
  };
  await person('here', {});
  await person('back', { leftAt: new Date(clock.now() - 9000 * DAY) });
  await person('gone', { active: false });
  await person('roleless', { roles: [] });
  await person('handles', { active: false });
  await person('asks', { roles: [] });
  await person('visits', { active: false });
  const on = new Date(clock.now());
  const report = (_id: string, handler: string | null): Promise<unknown> =>
    Aduan.collection.insertOne({ _id, requestKey: _id, handler, closedAt: null, state: 'ditangani' } as never);
  await report('A-1', 'handles');
  await report('A-2', null);
  await report('A-3', 'gone');
  await Aduan.updateOne({ _id: 'A-3' }, { state: 'digabung' });
  await AduanRoute.collection.insertOne({ _id: 'A-2', chat: chatOf('asks') } as never);
  const visit = (_id: string, chat: string, status: string): Promise<unknown> =>
    Visit.collection.insertOne({ ...{ _id, requestKey: _id, chat, status }, date: clock.date(clock.now()) } as never);
  await visit('K-1', chatOf('visits'), 'disetujui');
  await visit('K-2', 'telegram-public:guest', 'selesai');
  const left = (_id: string, days: number, more: object = {}): Promise<unknown> =>
    Subscription.create({
      ...{ _id, seq: 1, status: 'berhenti', leftAt: new Date(clock.now() - days * DAY) },
      ...more,
    } as never);
  await left('telegram-public:long', 366);
  await left('telegram-public:lately', 364);
  await left('telegram-public:wants', 400, { status: 'aktif' });
  await left('telegram-public:guest', 400);
  await left(chatOf('here'), 400);
  await left('telegram-public:blocked', 400, { status: 'aktif', leftAt: null });
  const quiet = { run: null, roles: [], owner: 'bot', inbox: [], busyUntil: Date.now() - 181 * DAY };
  await db.insertOne({ ...quiet, _id: 'telegram-public:blocked', unreachable: true } as never);
  await db.insertOne({ ...quiet, _id: 'telegram-public:wants' } as never);

  await night();
  const people = async (): Promise<string[]> => (await Person.find().lean()).map(({ _id }) => _id).toSorted();
  const all = ['asks', 'back', 'gone', 'handles', 'here', 'roleless', 'visits'];
  assert.deepEqual(await people(), all, 'nobody goes the night they are found gone');
  assert.equal((await Person.findOne({ _id: 'back' }).lean())?.leftAt, null, 'who came back has not left');
  assert.deepEqual(
    (await Subscription.find().sort({ _id: 1 }).lean()).map(({ _id }) => _id),
    [chatOf('here'), 'telegram-public:guest', 'telegram-public:lately', 'telegram-public:wants'],
  );
  await Person.updateMany({ leftAt: { $ne: null } }, { leftAt: new Date(on.getTime() - 1830 * DAY) });
  await night();
  assert.deepEqual(await people(), ['asks', 'back', 'handles', 'here', 'visits']);
  assert.deepEqual((await db.findOne({ _id: chatOf('gone') }))?.roles ?? [], []);
  assert.deepEqual((await db.findOne({ _id: chatOf('here') }))?.roles, ['staf']);
  await Aduan.updateMany({}, { closedAt: on });
  await Visit.updateMany({}, { status: 'selesai' });
  await night();
  assert.deepEqual(await people(), ['back', 'here']);
});

test('an announcement that nobody touched for as long as its rows are kept ends by itself; one that waits for its day does not', async (t) => {
  const { system } = await startTestSystem(t);
  const { services } = system;
  const { models, clock } = services;
  const make = async (serial: number, status: string, days: number, more: object = {}): Promise<void> => {
    const at = new Date(clock.now() - days * DAY);
    await models.Broadcast.create({
      ...{ _id: `S-${serial}`, serial, requestKey: `b-${serial}`, status, text: { id: 'x', en: null } },
      ...{ audience: { by: 'topik', values: ['layanan'] }, except: { districts: [], broadcasts: [] } },
      ...{
        author: { person: 'p', name: 'Sari' },
        history: [{ at, what: 'ditulis', by: 'p', requestKey: `b-${serial}` }],
      },
      ...more,
    } as never);
  };
  await make(1, 'draf', 91);
  await make(2, 'draf', 80);
  await make(3, 'dijeda', 91, { startedAt: new Date(clock.now() - 91 * DAY), gathered: true });
  await make(4, 'terjadwal', 91, { at: new Date(clock.now() + DAY) });
  await make(5, 'menunggu', 91);
  await eraseDue(services);
  await until(async () => (await models.Broadcast.findById('S-3').lean())?.finishedAt !== null);
  const found = await models.Broadcast.find().sort({ serial: 1 }).lean();
  const ended = (n: number): unknown => [found[n]?.status, found[n]?.finishedAt !== null];
  assert.deepEqual([0, 2, 4].map(ended), Array(3).fill(['dihentikan', true]));
  assert.deepEqual(ended(1), ['draf', false]);
  assert.deepEqual(ended(3), ['terjadwal', false]);
});
