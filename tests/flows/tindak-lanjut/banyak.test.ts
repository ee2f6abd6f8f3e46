/** Lists that grow: whoever reports for a neighbourhood has hundreds, and reaches each of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Aduan } from '#models/aduan.ts';
import type { AduanRoute } from '#models/aduan-route.ts';
import { QUERIES } from '#flows/handlers.ts';
import { Driver } from '#tests/support/engine.ts';
import { HOUSE, productEnv } from '#tests/support/journals.ts';
import { asking, complaint, reportHouse } from '#tests/support/reports.ts';

const KEPLING = 'telegram-public:kepling';

/** The chat of a person with the product's own flows on a real database. */
function chatOf({ services }: Awaited<ReturnType<typeof reportHouse>>, address: string, roles: string[] = []): Driver {
  const side = roles.length ? 'members' : 'public';
  const chat = new Driver({ flows: [], side, roles, env: productEnv(HOUSE) });
  chat.env = { ...chat.env, query: (name) => async (args) => QUERIES[name]!(args as never, services, address) };
  return chat;
}

/** A-1001 is open, and fifty that were closed came after it: A-9975 to A-10024. */
async function kepling(t: TestContext) {
  const house = await reportHouse(t);
  const { Aduan, AduanRoute } = house.services.models;
  await house.run('aduan.kirim', complaint('parit sumbat'), { chat: KEPLING, key: 'first' });
  const report = (await Aduan.findOne({ _id: 'A-1001' }).lean<Aduan>())!;
  const route = (await AduanRoute.findOne({ _id: 'A-1001' }).lean<AduanRoute>())!;
  const serials = Array.from({ length: 50 }, (_, n) => 9975 + n);
  const closed = { state: 'selesai', outcome: 'ditarik', closedAt: report.receivedAt, dueAt: null };
  await Aduan.insertMany(serials.map((n) => ({ ...report, ...closed, _id: `A-${n}`, requestKey: `k${n}` })));
  await AduanRoute.insertMany(serials.map((serial) => ({ ...route, _id: `A-${serial}`, serial })));
  return { house, chat: chatOf(house, KEPLING), all: [1001, ...serials].map((n) => `A-${n}`).toReversed() };
}

test('“cek” pages through all of them, the newest first, and a number opens any', async (t) => {
  const { house, chat, all } = await kepling(t);
  await chat.send('cek');
  const seen: string[] = [];
  for (;;) {
    const { choices } = chat;
    seen.push(...choices.filter((id) => id !== 'lainnya'));
    if (!choices.includes('lainnya')) break;
    assert.ok(choices.length <= 11);
    await chat.send('lainnya');
  }
  assert.deepEqual(seen, all);
  await chat.send('12');
  assert.match(chat.last.text, /ketik nomornya/, 'no place of this page, and no number');
  await chat.send('9980');
  assert.match(chat.last.text, /A-9980.*selesai/s);
  for (const said of ['cek', 'nomor a1001']) await chat.send(said);
  assert.match(chat.last.text, /A-1001.*menunggu diperiksa/s);
  for (const said of ['cek A-1001', 'status 1001']) assert.match((await chat.send(said)).text, /A-1001.*menunggu/s);
  await chat.send('cek A-1000');
  assert.match(chat.last.text, /A-1000.* tidak ada di percakapan ini/);
  await chatOf(house, 'telegram-public:other')
    .send('cek A-1001')
    .then(({ text }) => assert.match(text, /A-1001.* tidak ada di percakapan ini/));
});

test('the one that is still open is found behind fifty that are closed', async (t) => {
  const { chat } = await kepling(t);
  for (const said of ['tarik laporan', 'tambah laporan', 'tarik laporan A-1001', 'tambah laporan 1001']) {
    await chat.send(said);
    assert.equal(chat.open, 'isi', said);
    assert.match(chat.last.text, /A-1001/);
    await chat.send('batal');
  }
  assert.match((await chat.send('keberatan')).text, /Tidak ada permintaan informasi/);
  assert.match((await chat.send('tarik laporan A-9980')).text, /A-9980.*tidak bisa diubah dari sini/);
  assert.match((await chat.send('tarik laporan A-1000')).text, /A-1000.* tidak ada di percakapan ini/);
  assert.match((await chat.send('buka')).text, /Belum ada kabar/);
});

test('“buka” finds the news of what a report follows', async (t) => {
  const house = await reportHouse(t);
  const sari = await house.staff('sari');
  await house.run('aduan.kirim', complaint('parit sumbat'), { chat: 'telegram-public:1', key: 'one' });
  await house.run('aduan.kirim', complaint('parit sumbat', { into: 'A-1001' }), { chat: KEPLING, key: 'two' });
  const chat = chatOf(house, KEPLING);
  assert.match((await chat.send('buka')).text, /Belum ada kabar/);
  const answer = { number: 'A-1001', action: 'jawab', seen: 0, note: 'Parit sudah dikeruk.' };
  await house.run('aduan.tindak', answer, { chat: 'telegram-members:sari', who: sari, key: 'three' });
  for (const said of ['buka', 'buka A-1002']) {
    assert.match((await chat.send(said)).text, /A-1002.*Parit sudah dikeruk/s, said);
    await chat.send('nanti saja');
  }
});

test('conversations page beside reports', async (t) => {
  const house = await reportHouse(t);
  const { Obrolan } = house.services.models;
  await house.run('chatting.minta', asking('surat saya'), { chat: KEPLING, key: 'one' });
  const talk = (await Obrolan.findOne().lean())!;
  const more = Array.from({ length: 11 }, (_, n) => ({ ...talk, _id: `C-${1002 + n}`, requestKey: `k${n}` }));
  await Obrolan.insertMany(more.map((one) => ({ ...one, state: 'selesai' })));
  await house.run('aduan.kirim', complaint('parit sumbat'), { chat: KEPLING, key: 'two' });
  const chat = chatOf(house, KEPLING);
  await chat.send('cek');
  const seen: string[] = [];
  for (; chat.choices.includes('lainnya'); await chat.press('lainnya')) seen.push(...chat.choices);
  seen.push(...chat.choices);
  const numbers = seen.filter((id) => id !== 'lainnya');
  assert.deepEqual(numbers.toSorted(), ['A-1001', ...[talk, ...more].map(({ _id }) => _id)].toSorted());
  assert.match((await chat.send('c1001')).text, /C-1001/);
});

test('the desk finds an old one by its number, behind more ended ones than a search looks through', async (t) => {
  const { house } = await kepling(t);
  const { Aduan } = house.services.models;
  const { _id: _, ...report } = (await Aduan.findOne({ _id: 'A-9980' }).lean<Aduan>())!;
  const receivedAt = new Date(report.receivedAt.getTime() + 1000);
  const newer = Array.from({ length: 500 }, (_one, n) => ({ ...report, receivedAt, _id: `A-${20_000 + n}` }));
  await Aduan.insertMany(newer.map((one) => ({ ...one, requestKey: one._id })));
  await house.staff('sari');
  for (const search of ['A-9980', 'a9980', '9980']) {
    const found = (await QUERIES['aduan.meja']!(
      { search } as never,
      house.services,
      'telegram-members:sari',
    )) as object[];
    assert.deepEqual(
      found.map((card) => (card as { number: string }).number),
      ['A-9980'],
      search,
    );
  }
});

test('the queue of an office pages by its due days, says how many there are, and a number opens any', async (t) => {
  const { house } = await kepling(t);
  const { Aduan } = house.services.models;
  await house.staff('sari');
  const { _id: _, ...report } = (await Aduan.findOne({ _id: 'A-1001' }).lean<Aduan>())!;
  const days = ['2027-01-08', '2027-01-05', '2027-01-07'];
  const waiting = Array.from({ length: 23 }, (_one, n) => ({
    ...{ ...report, _id: `A-${1002 + n}`, requestKey: `w${n}` },
    ...{ urgent: n > 20, answerBy: days[n % 3]! },
  }));
  await Aduan.insertMany(waiting);
  const chat = chatOf(house, 'telegram-members:sari', ['staf']);
  await chat.send('aduan');
  assert.match(chat.last.text, /Ada 24 pengaduan/);
  // A colleague is done with one of those that are shown.
  await Aduan.updateOne({ _id: chat.choices[0]! }, { $set: { state: 'selesai' } });
  const seen: string[] = [];
  for (; chat.choices.includes('lainnya'); await chat.send('lainnya')) seen.push(...chat.choices.slice(0, -1));
  seen.push(...chat.choices);
  const wanted = [report, ...waiting].map((one) => ({ _id: 'A-1001', ...one }));
  const rank = (one: (typeof wanted)[0]): string => `${one.urgent ? 0 : 1}${one.answerBy}${one._id}`;
  assert.deepEqual(
    seen,
    wanted.toSorted((a, b) => rank(a).localeCompare(rank(b))).map(({ _id }) => _id),
  );
  for (const said of ['9980', 'aduan', 'a-9980', 'aduan A-9980']) await chat.send(said);
  assert.match(chat.last.text, /A-9980.*selesai/s);
  assert.match((await chat.send('aduan 9970')).text, /A-9970.* tidak ada/);
});
