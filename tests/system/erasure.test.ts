/** What somebody wrote does not stay in their chat: not in messages that were sent, not in a form that is over or forgotten. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { ChatDoc } from '#models/chat-doc.ts';
import { until } from '#tests/support/crash/until.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { beginInTheMorning } from '#tests/support/office-hours.ts';
import { book, toPhone } from '#tests/support/visits.ts';

const DAY = 86_400_000;
const NAME = 'Nyonya Rahasia';

async function rinaIn(t: TestContext) {
  const { system, talk } = await startTestSystem(t);
  const chats = system.services.models.Visit.db.collection<ChatDoc>('chats');
  const holds = async (words: string): Promise<boolean> => JSON.stringify(await chats.find().toArray()).includes(words);
  return {
    system,
    rina: talk('telegram-public', 'rina'),
    holds,
    forgets: () => until(async () => !(await holds(NAME))),
  };
}

test('a booking that was told: its messages and its form are gone', async (t) => {
  const { rina, forgets } = await rinaIn(t);
  await book(rina, { kind: 'Warga', name: NAME }).done;
  await forgets();
});

test('a form that was cancelled', async (t) => {
  const { rina, holds, forgets } = await rinaIn(t);
  await toPhone(rina, { kind: 'Warga', name: NAME }).done;
  assert.ok(await holds(NAME));
  await rina.user('batal').sees('kami batalkan').done;
  await forgets();
});

test('a form that was set aside is forgotten after a week, and who returns hears so', async (t) => {
  const { system, rina, holds, forgets } = await rinaIn(t);
  await toPhone(rina, { kind: 'Warga', name: NAME }).user('menu').sees('belum selesai').tap('Simpan').done;
  await rina.sees('kami simpan').done;
  await system.services.clock.move(6 * DAY);
  system.sweeper.kick();
  assert.ok(await holds(NAME));
  await system.services.clock.move(DAY + 60_000);
  system.sweeper.kick();
  await forgets();
  await rina.user('halo').sees('simpan sudah kami hapus', 'Ada yang bisa kami bantu').done;
});

test('"hapus data saya": what is over no longer leads to whoever sent it, what is under way stays, and both are said before', async (t) => {
  const { system, talk, staff } = await startTestSystem(t);
  const { services } = system;
  const { models, council, clock } = services;
  await beginInTheMorning(council, clock);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  // Nothing yet; and in a sentence, as people say it.
  await rina.start().sees('Selamat datang').user('tolong hapus data saya ya pak').done;
  await rina.sees('Tidak ada data', 'alamat percakapan ini', 'UU 27/2022').done;
  await sari.user('hapus data saya').sees('selama bertugas').done;

  await book(rina, { kind: 'Warga', name: NAME }).done;
  for (const [street, number] of [
    ['mawar', 'A-1001'],
    ['melati', 'A-1002'],
  ] as const) {
    await rina.user('lapor').sees('Ada masalah apa').user(`parit sumbat di gg ${street}`).done;
    await rina.sees('Kirim?').tap('Kirim').sees(number).done;
  }
  await rina.user('petugas').sees('tulis keperluannya').user('Surat saya sampai mana?').sees('C-1001').done;
  await sari.sees('C-1001').tap('Ambil').sees('berbicara dengan C-1001').user('selesai').sees('Bapak/Ibu tutup').done;
  await rina.sees('C-1001').done;
  const chat = (await models.AduanRoute.findById('A-1001').lean())!.chat!;
  const closedAt = new Date(clock.now());
  const until1825 = clock.date(closedAt.getTime() + 1825 * DAY);
  await models.Aduan.updateOne(
    { _id: 'A-1001' },
    { $set: { state: 'selesai', outcome: 'beres', closedAt, dueAt: null } },
  );
  const visit = (await models.Visit.findOne({ chat }).lean())!;
  await models.Visit.create({
    ...{ ...visit, _id: 'K-900', requestKey: 'k-900', contact: 'lama', status: 'selesai', date: '2026-01-05' },
    ...{ dueAt: null, code: null, photo: { file: 'f', name: 'f', mime: 'm', size: 1, publish: true } },
  } as never);
  await models.Contact.create({ _id: 'lama', name: NAME, phone: '+62812', phoneHash: 'h', chat });
  await models.Subscription.create({
    _id: chat,
    seq: 9,
    status: 'aktif',
    topics: ['reses'],
    district: 'Medan Deli',
  } as never);
  await models.HpBersama.create({ _id: 'hp', chat, at: closedAt });
  await models.Report.create({
    _id: 'P-1',
    requestKey: 'p1',
    kind: 'petugas',
    chat,
    note: NAME,
    at: closedAt,
    answered: { requestKey: 'a', person: 's', at: closedAt },
  } as never);

  await rina.user('hapus data saya').sees('Bisa dihapus sekarang', '1 laporan', '1 kunjungan', '1 percakapan').done;
  const asked = rina.last!.text;
  for (const said of ['nama dan nomor telepon', '1 pesan', 'langganan kabar', `A-1002`, visit._id, 'belum selesai'])
    assert.ok(asked.includes(said), `${said} in ${asked}`);
  assert.ok(!asked.includes('A-1001'), 'what goes is no longer named');
  const day = Number(until1825.slice(8));
  assert.match(asked, new RegExp(`isi 1 laporan .*, ${day} \\p{L}+ ${until1825.slice(0, 4)}`, 'u'));
  await rina.tap('Jangan dihapus').sees('tidak ada yang dihapus').done;
  assert.ok(await models.AduanRoute.exists({ _id: 'A-1001' }));

  await rina.user('bahasa inggris').sees('English').user('please delete my data').sees('Can be erased now').done;
  await rina.tap('Erase now').sees('It is erased').done;
  const ids = async (of: { find(): { lean(): PromiseLike<{ _id: unknown }[]> } }): Promise<string[]> =>
    (await of.find().lean()).map(({ _id }) => String(_id)).toSorted();
  assert.deepEqual(await ids(models.AduanRoute), ['A-1002'], 'whoever still waits is told');
  assert.deepEqual(await ids(models.Aduan), ['A-1001', 'A-1002'], 'the archive stays');
  assert.deepEqual(await ids(models.Contact), [visit.contact]);
  assert.deepEqual([await ids(models.Obrolan), await ids(models.Report)], [[], []]);
  const gone = (await models.Visit.findById('K-900').lean())!;
  assert.deepEqual([gone.chat, gone.photo?.publish, gone.purpose], ['', false, visit.purpose]);
  assert.equal((await models.Visit.findById(visit._id).lean())?.chat, chat);
  const left = (await models.Subscription.findById(chat).lean())!;
  assert.deepEqual([left.status, left.topics, left.district], ['berhenti', [], null]);
  assert.equal(await models.HpBersama.countDocuments({ chat }), 1, 'news of what is open still comes to it');
  await rina.user('delete my data').sees('nothing of yours to erase', 'A-1002', visit._id).done;
  await models.Aduan.updateOne(
    { _id: 'A-1002' },
    { $set: { state: 'selesai', outcome: 'beres', closedAt, dueAt: null } },
  );
  await models.Visit.updateOne({ _id: visit._id }, { $set: { status: 'batal', dueAt: null } });
  await rina.user('delete my data').sees('Can be erased now').tap('Erase now').sees('It is erased').done;
  const { AduanRoute, Contact, HpBersama } = models;
  assert.deepEqual([await ids(AduanRoute), await ids(Contact), await ids(HpBersama)], [[], [], []]);
});
