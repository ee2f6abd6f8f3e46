/** What got stuck, with real faults: staff see it in their chat, and one press puts it back, once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { counted } from '#models/counted-chats.ts';
import type { ChatDoc } from '#models/chat-doc.ts';
import { tx } from '#flows/engine/message.ts';
import { stuckCommands } from '#flows/desk/stuck-effects.ts';
import { stageOn } from '#tests/support/crash/stage.ts';
import { until } from '#tests/support/crash/until.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { Talk } from '#tests/support/talk.ts';

const REFERENCE = /rujukannya (G-\d+)/;
const OUTCOME = /coba lagi sekarang|sudah ditangani oleh/;

async function scene(t: TestContext) {
  const { standIn, env, talk, staff, system } = await startTestSystem(t, {
    env: { SEND_TIMEOUT_MS: '500', SEND_TRIES: '2' },
  });
  const stage = await stageOn(t, standIn, env);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Ada yang bisa kami bantu').done;
  const chat = stage.chatOf('rina', 'telegram-public');
  const tell = (number: string): Promise<void> =>
    system.services.notices.toChat(chat, { key: number, text: tx('sikulin.unknownVisit', { number }) });
  const shown = (word: string): number => rina.phone.messages().filter(({ text }) => text.includes(word)).length;
  const open = () => stage.models.Report.find({ closed: null }).lean();
  return { standIn, stage, staff, system, sari, rina, chat, tell, shown, open };
}

const saw = (talk: Talk, word: string): boolean => talk.phone.messages().some(({ text }) => text.includes(word));

test('a poison message, repaired: two of staff press at once, one puts it back, and it answers its question', async (t) => {
  const { stage, staff, system, sari, rina, open } = await scene(t);
  const dewi = await staff('dewi');
  await rina.user('kunjungan').sees('Siapa yang akan datang').tap('Warga').sees('keperluannya').done;
  const { Contact } = system.services.models;
  const broken = t.mock.method(Contact, 'findOne', () => {
    throw new Error('broken');
  });
  await rina.user('Audiensi').sees(REFERENCE).done;
  const reference = REFERENCE.exec(rina.last?.text ?? '')?.[1] ?? '';
  broken.mock.restore();

  await Promise.all([sari, dewi].map((each) => each.sees('macet', reference).tap('Lihat').sees('tiga kali').done));
  await Promise.all([sari, dewi].map((each) => each.tap('Coba lagi').sees(OUTCOME).done));
  const winner = saw(sari, 'coba lagi sekarang') ? 'sari' : 'dewi';
  const [first, second] = winner === 'sari' ? [sari, dewi] : [dewi, sari];
  assert.ok(saw(first, 'coba lagi sekarang') && saw(second, `ditangani oleh ${winner}`));
  await rina.sees('Ingin bertemu siapa').done;
  assert.equal(rina.phone.messages().filter(({ text }) => text.includes('Ingin bertemu siapa')).length, 1);

  const report = await stage.models.Report.findById(reference).lean();
  const person = await stage.models.Person.findOne({ name: winner }).lean();
  assert.deepEqual([report?.closed?.how, report?.closed?.person], ['coba-lagi', person?._id]);
  assert.equal((await stage.chats.leftovers()).deadletters, 0);
  assert.equal((await open()).length, 0);
  await sari.user('macet').sees('Tidak ada pesan yang macet').done;
  await rina.tap('Bantu').sees('tanggal berapa').done;
});

test('put back after the person went on, it answers no question that came later, and is not needed', async (t) => {
  const { stage, system, sari, rina } = await scene(t);
  await rina.user('kunjungan').sees('Siapa yang akan datang').tap('Warga').sees('keperluannya').done;
  const broken = t.mock.method(system.services.models.Contact, 'findOne', () => {
    throw new Error('broken');
  });
  await rina.user('Audiensi').sees(REFERENCE).done;
  broken.mock.restore();
  await rina.user('batal').sees('kami batalkan').user('petugas').sees('tulis keperluannya').done;
  await sari
    .user('pesan macet')
    .sees('yang terlama')
    .tap('G-')
    .sees('tiga kali')
    .tap('Coba lagi')
    .sees('sudah berlanjut').done;
  await rina.user('Formulirnya rusak').sees(/C-\d+/).done;
  const [asked] = await stage.models.Obrolan.find().lean();
  assert.equal(asked?.lines[0]?.text, 'Formulirnya rusak');
});

test('a worker dies behind the retry: the next one says that it was put back, and puts nothing back twice', async (t) => {
  const { stage, system, rina, chat, tell, shown, open } = await scene(t);
  await rina.user('kunjungan').sees('Siapa yang akan datang').tap('Warga').sees('keperluannya').done;
  const broken = t.mock.method(system.services.models.Contact, 'findOne', () => {
    throw new Error('broken');
  });
  await rina.user('Audiensi').sees(REFERENCE).done;
  broken.mock.restore();
  const who = await stage.models.Person.findOne({ name: 'sari' }).lean();
  const retry = (number: string, requestKey: string) => {
    const request = { requestKey, args: { number } as never, chat: 'x', locale: 'id' as const, who };
    return stuckCommands['desk.retry'](request, system.services);
  };
  const reference = REFERENCE.exec(rina.last?.text ?? '')?.[1] ?? '';
  await until(async () => (await open()).length === 1);
  assert.deepEqual(await retry(reference, 'one'), { done: { outcome: 'retried' } });
  await rina.sees('Ingin bertemu siapa').done;
  assert.deepEqual(await retry(reference, 'one'), { done: { outcome: 'retried' } });
  assert.equal(shown('Ingin bertemu siapa'), 1);

  rina.phone.block();
  await until(async () => (await stage.chats.load(chat))?.unreachable === true);
  await tell('K-1001');
  await until(async () => (await open()).length === 1);
  const [away] = await open();
  // The platform's own word of it would close the matter by itself, before or after the retry.
  rina.phone.scene.dialog.blocked = false;
  assert.deepEqual(await retry(away!._id, 'two'), { done: { outcome: 'retried' } });
  await rina.sees('tidak sampai').done;
  await until(async () => (await stage.chats.load(chat))?.missed === undefined);
  assert.deepEqual(await retry(away!._id, 'two'), { done: { outcome: 'retried' } });
  assert.equal(shown('tidak sampai'), 1);
});

test('a send whose end nobody knows: closed with a note, or sent once more', async (t) => {
  const { standIn, stage, sari, rina, tell, shown, open, chat } = await scene(t);
  const lose = async (number: string): Promise<void> => {
    const before = (await open()).length;
    const rule = { method: 'sendMessage', chat: Number(chat.split(':')[1]), times: 3 };
    standIn.faults.add({ ...rule, fault: { kind: 'hang' } });
    await tell(number);
    await until(async () => (await open()).length === before + 1);
  };
  await lose('K-1001');
  const [first] = await open();
  await sari.sees('tanpa kepastian').user('macet').sees('Pesan macet: 1', first!._id, 'tanpa kepastian').done;
  assert.equal(saw(sari, 'K-1001'), false);
  await sari.tap(first!._id).sees('dua kali').tap('Tutup').sees('catatan').user('Sudah ditelepon').sees('ditutup').done;
  const closed = await stage.models.Report.findById(first!._id).lean();
  assert.deepEqual([closed?.closed?.how, closed?.closed?.note], ['tutup', 'Sudah ditelepon']);

  await lose('K-1002');
  await sari.sees('tanpa kepastian').tap('Lihat').sees('dua kali').tap('Coba lagi').sees(OUTCOME).done;
  await rina.sees('K-1002').done;
  assert.deepEqual([shown('K-1001'), shown('K-1002')], [0, 1]);
  assert.equal((await stage.chats.leftovers()).deadletters, 0);
});

test('who blocked the bot: counted, tried again by staff, and told how much they missed', async (t) => {
  const { stage, sari, rina, chat, tell, shown, open, system } = await scene(t);
  rina.phone.block();
  await until(async () => (await stage.chats.load(chat))?.unreachable === true);
  assert.equal((await open()).length, 0, 'nothing was missed yet');
  await tell('K-1001');
  await tell('K-1002');
  await until(async () => (await open()).length === 1 && (await stage.chats.load(chat))?.missed === 2);
  const visit = {
    _id: 'K-1009',
    requestKey: 'v',
    chat,
    status: 'disetujui',
    contact: 'v',
    calendar: system.services.council.calendar,
  };
  await stage.models.Visit.collection.insertOne(visit as never);
  await stage.models.Contact.create({ _id: 'v', name: 'Rina Lubis', phone: '+6281234567890', chat });
  await sari.user('macet').sees('tidak dapat dihubungi: 1', 'tidak ada lagi; 2 pesan').tap('G-').done;
  await sari.sees('tidak ada lagi; 2 pesan', 'K-1009', 'Rina Lubis, +62 812-3456-7890').done;
  await sari.tap('Coba lagi').sees(OUTCOME).done;
  await until(async () => (await open()).length === 1 && (await stage.chats.load(chat))?.unreachable === true);

  rina.phone.unblock();
  await rina.user('kunjungan').sees('ada 1 pesan yang tidak sampai').sees('Siapa yang akan datang').done;
  await until(async () => (await open()).length === 0);
  assert.equal((await stage.chats.load(chat))?.missed, undefined);
  await tell('K-1003');
  await rina.sees('K-1003').done;
  assert.deepEqual([shown('K-1001'), shown('tidak sampai')], [0, 1]);
  const how = (await stage.models.Report.find().sort({ at: 1 }).lean()).map(({ closed }) => closed?.how);
  assert.deepEqual(new Set(how), new Set(['coba-lagi', 'kembali']));
});

test('a chat that waits for a newer process is in the list, and can be looked at again', async (t) => {
  const { stage, sari, rina, chat, open } = await scene(t);
  const chats = stage.models.Visit.db.collection<ChatDoc>('chats');
  await chats.updateOne({ _id: chat }, counted({ $set: { engine: 9999 } }));
  rina.phone.text('kunjungan');
  await until(async () => (await open()).length === 1);
  await sari.sees('lebih baru').tap('Lihat').sees('lebih baru').done;
  await chats.updateOne({ _id: chat }, counted({ $set: { engine: 1 } }));
  await sari.tap('Coba lagi').sees(OUTCOME).done;
  await rina.sees('Siapa yang akan datang').done;
});

test('whom nothing reaches hides nobody: behind the others, page by page, and any number typed opens it', async (t) => {
  const { stage, sari, system, chat } = await scene(t);
  const day = (n: number): Date => new Date(Date.now() - n * 86_400_000);
  const report = (n: number, note: string, at: Date) => ({
    ...{ _id: `G-10000${n}`, requestKey: `x${n}`, kind: 'gangguan' as const, chat, note, at },
  });
  const away = Array.from({ length: 9 }, (_, n) => report(n, 'putus', day(30)));
  await system.services.models.Report.create([...away, report(9, 'text', day(1))]);
  const shown = (): string => sari.phone.messages().at(-1)?.text ?? '';
  await sari.user('macet').sees('Pesan macet: 10', 'G-100009', 'G-100006').done;
  assert.ok(shown().indexOf('G-100009') < shown().indexOf('G-100000'), shown());
  assert.equal(shown().includes('G-100007'), false);
  await sari.tap('Lainnya').sees('G-100007', 'G-100008').done;
  await system.services.models.Report.updateOne(
    { _id: 'G-100006' },
    { $set: { closed: { how: 'tutup', at: new Date() } } },
  );
  // Another number is never the one that it looks like.
  await sari.user('G-100006').sees('G-100006', 'tidak ada di daftar').done;
  await sari.user('macet').sees('Pesan macet: 9').user('no. g 100019').sees('G-100019', 'tidak ada di daftar').done;
  await sari
    .user('macet')
    .sees('Pesan macet: 9')
    .user('G-100008')
    .sees('G-100008', 'tidak dapat dihubungi')
    .tap('Biarkan')
    .sees('masih ada 8').done;
  assert.equal(await stage.models.Report.countDocuments({ closed: null }), 9);
});

test('all of a kind are closed at once, with one note: none of another kind, none that came since, and what was set aside goes', async (t) => {
  const { stage, staff, sari, system, chat, open } = await scene(t);
  const dewi = await staff('dewi');
  const { models, clock } = system.services;
  const report = (n: number, note: string, at = new Date(clock.now() - 60_000)) => ({
    ...{ _id: `G-10000${n}`, requestKey: `x${n}`, kind: 'gangguan' as const, chat, note, at },
  });
  await models.Report.create([1, 2, 3].map((n) => report(n, 'putus')));
  await models.Report.create([report(4, 'kirim'), report(5, 'kirim')]);
  const chats = stage.models.Visit.db.collection<ChatDoc>('chats');
  const deadletters = [4, 5].map((n) => ({ reference: `G-10000${n}`, error: 'x', at: Date.now() }));
  await chats.updateOne({ _id: chat }, counted({ $set: { deadletters } }));
  const all = (talk: Talk): Talk =>
    talk.user('macet').sees('Pesan macet').tap('Tutup sekaligus').sees('tidak dapat dihubungi', 'tanpa kepastian');
  await all(sari).tap('Nomor 1 (3)').sees('catatan').user('Sudah ditelepon').sees('sekaligus: 3').done;
  await models.Report.create(report(6, 'putus', new Date(clock.now() + 60_000)));
  await sari.tap('Ya, tutup semua').sees('3 sudah ditutup').done;
  assert.deepEqual((await open()).map(({ _id }) => _id).toSorted(), ['G-100004', 'G-100005', 'G-100006']);
  const closed = await models.Report.findById('G-100002').lean();
  assert.deepEqual([closed?.closed?.how, closed?.closed?.note], ['tutup', 'Sudah ditelepon']);
  // A colleague's press comes a moment later, and finds what is left of it.
  await all(dewi).tap('Nomor 1 (2)').sees('catatan').user('Lewat').sees('sekaligus: 2').done;
  await models.Report.updateOne(
    { _id: 'G-100004' },
    { $set: { closed: { requestKey: 'y', how: 'tutup', at: new Date() } } },
  );
  await dewi.tap('Ya, tutup semua').sees('1 sudah ditutup').done;
  assert.deepEqual(
    (await chats.findOne({ _id: chat }))?.deadletters?.map(({ reference }) => reference),
    ['G-100004'],
  );
  await stage.models.Person.updateOne({ name: 'dewi' }, { $set: { roles: ['anggota'] } });
  await models.Report.create(report(7, 'putus'));
  const who = await stage.models.Person.findOne({ name: 'dewi' }).lean();
  const args = { kind: 'putus', until: new Date(clock.now()).toISOString(), note: 'x' } as never;
  const request = { requestKey: 'z', args, chat: 'x', locale: 'id' as const, who };
  const refusal = await stuckCommands['desk.close-all'](request, system.services);
  assert.deepEqual(refusal, { done: { outcome: 'forbidden', count: 0 } });
});

test('the list is for those who may: a button outlives a role', async (t) => {
  const { stage, sari, rina, system, chat } = await scene(t);
  await system.services.models.Report.create({
    ...{ _id: 'G-100001', requestKey: 'x', kind: 'gangguan', chat, note: 'text', at: new Date() },
  });
  await system.services.models.Report.create({
    ...{ _id: 'G-100002', requestKey: 'y', kind: 'gangguan', chat, note: 'text', at: new Date() },
  });
  await sari.user('macet').sees('G-100001').tap('G-100002').sees('tidak dapat diulang').tap('Biarkan').done;
  await sari.sees('tetap di daftar', 'masih ada 1').done;
  const answered = { requestKey: 'z', person: 'p-1', at: new Date() };
  await system.services.models.Report.updateOne({ _id: 'G-100001' }, { $set: { answered } });
  await sari.user('g100001').sees('G-100001', 'sudah dibalas', 'tidak dapat diulang').done;
  await stage.models.Person.updateOne({ name: 'sari' }, { $set: { roles: ['anggota'] } });
  await sari.tap('Tutup').sees('catatan').user('Selesai').sees('hanya untuk petugas').done;
  assert.equal((await stage.models.Report.findById('G-100001').lean())?.closed, null);
  await rina.user('macet').done;
  assert.equal(saw(rina, 'G-100001'), false);
});
