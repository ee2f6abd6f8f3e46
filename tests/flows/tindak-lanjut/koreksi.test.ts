/** A report is set right: its desk and days follow by the rules, those now responsible hear of it, and nobody gets around a conflict of interest. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { lacksReason } from '#flows/tindak-lanjut/correction.ts';
import { reportQueries } from '#flows/tindak-lanjut/queries.ts';
import type { Fix } from '#flows/tindak-lanjut/rules.ts';
import type { Aduan } from '#models/aduan.ts';
import type { Person } from '#models/person.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';
import { startTestSystem } from '#tests/support/system.ts';

/** Domain notes 0.2: received then, a request for information is due on Monday the 16th; a complaint on Friday the 20th. */
const RECEIVED = '2026-11-02T10:00';
/** Where an answer is put off by a correction. */
const WHY = 'Ternyata menyangkut orang.';

async function deskOf(t: TestContext) {
  const house = await reportHouse(t, {}, RECEIVED);
  const people = new Map<string, Person>();
  for (const [name, role] of Object.entries({
    ...{ sari: 'staf', tono: 'staf', dewi: 'admin-ppid', kabag: 'kabag', bima: 'operator-akd' },
  }))
    people.set(name, await house.staff(name, role));
  let made = 0;
  const { Aduan: reports } = house.services.models;
  const read = async (number: string): Promise<Aduan> => (await reports.findOne({ _id: number }).lean<Aduan>())!;
  const act = async (
    who: string,
    number: string,
    action: string,
    more: object = {},
    key = `${number}/${who}/${action}`,
  ) => {
    const args = { number, action, seen: (await read(number)).version, note: '', ...more };
    const from = { chat: `telegram-members:${who}`, who: people.get(who)!, key };
    return doneOf<{ outcome: string; what?: string }>(await house.run('aduan.tindak', args, from));
  };
  return {
    ...{ house, read },
    async report(text = 'parit sumbat', more: object = {}): Promise<string> {
      made += 1;
      const from = { chat: `telegram-public:${made}`, key: `k${made}` };
      return doneOf(await house.run('aduan.kirim', complaint(text, more), from)).number;
    },
    act,
    fix: (who: string, number: string, fix: Fix, key?: string, note = WHY) =>
      act(who, number, 'koreksi', { fix, note }, key ?? `${number}/${JSON.stringify(fix)}`),
    sees: (who: string, number: string) =>
      reportQueries['aduan.satu']({ number }, house.services, `telegram-members:${who}`),
    heard(chat: string, number: string): string[] {
      const of = house.told.filter((one) => one.chat === chat && one.text.args?.['number'] === number);
      return of.map(({ text }) => (text.args?.['head'] as { key: string } | undefined)?.key ?? text.key);
    },
  };
}

test('a complaint that asks for information: its desk, its ten days from the same day, and who hears of it, once', async (t) => {
  const { house, read, report, act, fix, heard, sees } = await deskOf(t);
  const number = await report();
  assert.equal((await read(number)).answerBy, '2026-11-20');
  await act('tono', number, 'triase');
  house.setClock('2026-11-05T09:00');
  const once = () => fix('sari', number, { kind: 'informasi' }, 'satu');
  assert.equal((await once()).outcome, 'done');
  const after = await read(number);
  assert.deepEqual(
    [after.kind, after.desk, after.answerBy, after.triageBy, after.handler, after.state],
    ['informasi', 'ppid', '2026-11-16', '2026-11-05', null, 'ditangani'],
  );
  assert.deepEqual(await once(), { outcome: 'done', state: 'ditangani', answerBy: '2026-11-16' });
  assert.deepEqual(await read(number), after);
  assert.equal(heard('telegram-members:dewi', number).join(), 'tindak-lanjut.cardMoved');
  assert.equal(heard('telegram-members:tono', number).at(-1), 'tindak-lanjut.cardTaken');
  assert.equal(heard('telegram-public:1', number).join(), 'tindak-lanjut.resorted');
  const event = after.history.at(-1)!;
  assert.deepEqual([event.what, event.by], ['koreksi', 'sari']);
  assert.deepEqual(
    event.fixed?.map(({ field, from, to }) => [field, from, to]),
    [
      ['jenis', 'pengaduan', 'informasi'],
      ['meja', 'pengaduan', 'ppid'],
      ['petugas', 'tono', null],
    ],
  );
  const card = await sees('dewi', number);
  assert.deepEqual(
    card?.steps.at(-1)?.changes?.map(({ key }) => key),
    ['tindak-lanjut.fixed-jenis', 'tindak-lanjut.fixed-meja'],
  );
  const own = await reportQueries['aduan.milik-satu']({ number }, house.services, 'telegram-public:1');
  assert.ok(own?.steps.every(({ what }) => what !== 'koreksi'));
  // And back again: the fourteen days, from the same day.
  await fix('dewi', number, { kind: 'pengaduan' });
  const back = await read(number);
  assert.deepEqual([back.desk, back.answerBy], ['pengaduan', '2026-11-20']);
});

for (const [now, why, lacks] of [
  ['2026-11-20', '', false],
  ['2026-11-19', '', false],
  ['2026-11-21', '', true],
  ['2026-11-21', ' abcd ', true],
  ['2026-11-21', 'abcde', false],
  ['2027-02-01', '', true],
] as const)
  test(`due on 20 November, then on ${now}, for the reason “${why}”: ${lacks ? 'it lacks one' : 'fine'}`, () =>
    assert.equal(lacksReason('2026-11-20', now, why), lacks));

test('nobody is made to wait longer unseen: a reason, in the history, told to whoever waits and to the level above', async (t) => {
  const { house, read, report, fix, heard, sees } = await deskOf(t);
  await house.staff('sekwan', 'sekwan');
  const number = await report();
  const asked = async (fixed: Fix) =>
    reportQueries['aduan.mundur']({ number, fix: fixed }, house.services, 'telegram-members:sari');
  const before = await read(number);
  for (const note of ['', 'ok'])
    assert.deepEqual(await fix('sari', number, { accused: 'orang' }, `tanpa ${note}`, note), {
      ...{ outcome: 'lacking', what: 'pilahan-alasan' },
    });
  assert.deepEqual(await read(number), before, 'nothing happened');
  const longer = await asked({ accused: 'orang' });
  assert.equal(longer?.from, before.answerBy);
  assert.equal(await asked({ kind: 'informasi' }), null, 'fewer days need no reason');
  const once = () => fix('sari', number, { accused: 'orang' }, 'satu', 'Menyebut lurah, 0812 3456 7890.');
  await once();
  await once();
  const after = await read(number);
  assert.equal(after.answerBy, longer?.to);
  assert.deepEqual(
    after.history.filter(({ what }) => what === 'koreksi').map(({ by, note, fixed }) => [by, note, fixed?.at(-1)]),
    [['sari', 'Menyebut lurah, 0812 3456 7890.', { field: 'tenggat', from: before.answerBy, to: after.answerBy }]],
  );
  const of = (chat: string) => house.told.filter((one) => one.chat === chat && one.text.args?.['number'] === number);
  const [told] = of('telegram-public:1');
  assert.equal(told?.text.key, 'tindak-lanjut.resortedGraveLater');
  assert.deepEqual(
    ['from', 'to', 'why'].map((name) => told?.text.args?.[name]),
    [before.answerBy, after.answerBy, 'Menyebut lurah, 0812 3456 7890.'],
  );
  assert.equal(of('telegram-public:1').length, 1);
  assert.equal(heard('telegram-members:kabag', number).join(), 'tindak-lanjut.cardPutOff');
  assert.ok(!heard('telegram-members:tono', number).includes('tindak-lanjut.cardPutOff'));
  const [card] = of('telegram-members:kabag');
  assert.doesNotMatch(JSON.stringify(card), /3456/, 'a number of somebody shows to its handler alone');
  const staffSees = await sees('sari', number);
  const why = staffSees?.steps.at(-1)?.changes?.at(-1);
  assert.equal(why?.key, 'tindak-lanjut.fixed-tenggat');
  assert.match(String(why?.args?.['why']), /^Menyebut lurah, •+\.$/);
  const own = await reportQueries['aduan.milik-satu']({ number }, house.services, 'telegram-public:1');
  assert.deepEqual(own?.steps.at(-1)?.what, 'perpanjang');
  assert.equal(own?.steps.at(-1)?.changes, undefined);
  // Whoever stands above others is looked at by the next above them.
  const other = await report('parit lain');
  await fix('kabag', other, { accused: 'orang' }, 'dua', 'Pak lurah minta uang.');
  assert.equal(heard('telegram-members:sekwan', other).join(), 'tindak-lanjut.cardPutOff');
  const toSekwan = house.told.filter(({ chat }) => chat === 'telegram-members:sekwan');
  assert.doesNotMatch(JSON.stringify([toSekwan, await sees('sari', other)]), /minta uang/);
  assert.ok(!heard('telegram-members:kabag', other).includes('tindak-lanjut.cardPutOff'));
});

test('what accuses somebody leaves the desk of those it is about, has its days, and never comes back by another kind', async (t) => {
  const { house, read, report, fix, heard, sees } = await deskOf(t);
  const [staff, member, named] = [
    await report(),
    await report(),
    await report('x', { kind: 'informasi', name: 'Budi' }),
  ];
  const accusing = await read(await report('staf dprd minta uang'));
  assert.deepEqual([accusing.desk, accusing.confidential], ['atasan', true]);
  assert.equal((await fix('sari', staff, { accused: 'sekretariat' })).outcome, 'done');
  const moved = await read(staff);
  assert.deepEqual(
    [moved.desk, moved.confidential, moved.answerBy],
    ['atasan', true, accusing.answerBy],
    'the days of one that accused from the start',
  );
  assert.equal(await sees('sari', staff), null);
  assert.equal((await fix('sari', staff, { kind: 'aspirasi' })).outcome, 'forbidden');
  assert.ok(heard('telegram-members:kabag', staff).includes('tindak-lanjut.cardMoved'));
  for (const kind of ['informasi', 'aspirasi', 'pengaduan'] as const) {
    await fix('kabag', staff, { kind });
    assert.equal((await read(staff)).desk, 'atasan', kind);
  }
  // Without a name the ethics council takes nothing.
  await fix('sari', member, { accused: 'anggota' });
  assert.equal((await read(member)).desk, 'atasan');
  await fix('dewi', named, { accused: 'anggota' });
  assert.equal((await read(named)).desk, 'bk');
  assert.ok(heard('telegram-members:bima', named).includes('tindak-lanjut.cardMoved'));
  assert.equal(await sees('dewi', named), null);
  assert.ok(house.told.every(({ chat, text }) => !chat.endsWith(':sari') || text.key !== 'tindak-lanjut.cardMoved'));
});

test('a day that was missed is raised again where the right one is still to come', async (t) => {
  const { house, read, report, fix, heard } = await deskOf(t);
  const number = await report();
  house.setClock('2026-11-21T00:01');
  await house.sweep();
  assert.deepEqual((await read(number)).missed, ['triase', 'jawaban']);
  await fix('sari', number, { accused: 'orang' });
  const after = await read(number);
  assert.deepEqual([after.missed, after.desk, after.level > 0], [['triase'], 'pengaduan', true]);
  assert.equal(
    heard('telegram-public:1', number).at(-1),
    'tindak-lanjut.resortedGraveLater',
    'who waits longer is told',
  );
  assert.ok(after.answerBy > '2026-12-31' && after.dueAt!.getTime() > house.services.clock.now());
  // To fewer days, which are over: nothing is raised a second time.
  const other = await report();
  await house.services.models.Aduan.updateOne({ _id: other }, { $set: { missed: ['triase', 'jawaban'] } });
  house.setClock('2027-01-20T08:00');
  await fix('sari', other, { kind: 'informasi' });
  assert.deepEqual((await read(other)).missed, ['triase', 'jawaban']);
});

test('topic, unit and priority: the office follows the topic, those on duty for the unit hear, the urgent stand on top', async (t) => {
  const { house, read, report, act, fix, heard } = await deskOf(t);
  const { models } = house.services;
  const [one, two] = [await report(), await report('parit lain')];
  assert.equal((await fix('sari', one, { topic: 'lampu-jalan' })).outcome, 'done');
  assert.deepEqual([(await read(one)).topic, (await read(one)).office], ['lampu-jalan', 'perhubungan']);
  await models.Piket.create({ _id: 'tono', on: true, teams: ['umum'], at: new Date() });
  const before = house.told.length;
  await fix('sari', one, { unit: 'umum' });
  assert.deepEqual(
    house.told.slice(before).map(({ chat }) => chat),
    ['telegram-members:tono'],
  );
  await fix('sari', one, { unit: 'humas' });
  assert.equal(heard('telegram-members:sari', one).at(-1), 'tindak-lanjut.cardUnit', 'nobody is on duty: the desk');
  await fix('sari', two, { urgent: true });
  assert.equal(heard('telegram-members:tono', two).at(-1), 'tindak-lanjut.cardRaised');
  const { rows: queue } = await reportQueries['aduan.antrean'](
    { after: null },
    house.services,
    'telegram-members:sari',
  );
  assert.deepEqual(
    queue.map(({ number }) => number),
    [two, one],
  );
  await act('sari', two, 'teruskan', { office: 'pln' });
  await fix('sari', two, { topic: 'jalan' });
  assert.equal((await read(two)).office, 'pln', 'it lies where it lies');
});

test('what changes nothing, is no choice, or comes behind an objection is refused with a reason', async (t) => {
  const { house, read, report, act, fix } = await deskOf(t);
  const number = await report('minta salinan', { kind: 'informasi', name: 'Budi' });
  for (const fixed of [{}, { kind: 'informasi' }, { topic: 'entah' }, { unit: 'entah' }] as Fix[])
    assert.deepEqual(await fix('dewi', number, fixed), { outcome: 'lacking', what: 'pilahan' });
  assert.equal((await read(number)).version, 0);
  await act('dewi', number, 'jawab', { note: 'Terlampir.' });
  assert.equal((await fix('dewi', number, { urgent: true })).outcome, 'changed', 'it is answered');
  const said = { number, action: 'keberatan', note: 'Belum lengkap.' };
  await house.run('aduan.pelapor', said, { chat: 'telegram-public:1', key: 'keberatan' });
  const objected = await read(number);
  assert.equal((await fix('kabag', number, { kind: 'pengaduan' })).what, 'pilahan-keberatan');
  await fix('kabag', number, { accused: 'orang' });
  assert.deepEqual([(await read(number)).answerBy, (await read(number)).confidential], [objected.answerBy, true]);
});

test('in the members’ bot, button by button', async (t) => {
  const { talk, staff } = await startTestSystem(t);
  const [sari, dewi] = [await staff('sari'), await staff('dewi', 'admin-ppid')];
  const rina = talk('telegram-public', 'rina');
  await rina.user('lampu jalan mati di gg keluarga').sees('Kirim?').tap('Kirim').sees('A-1001').done;
  await sari.sees('A-1001').tap('Buka').sees('Batas aturan', 'Bahasa pelapor: Indonesia').tap('Betulkan pilahan').done;
  await sari.sees('dibetulkan').tap('Bagian').sees('Bagian mana').tap('Bagian Umum').sees('A-1001: menunggu').done;
  await sari.tap('Buka').sees('Usul: tugas Dinas Perhubungan').tap('Betulkan').sees('dibetulkan').tap('Jenis').done;
  await sari.sees('sebenarnya apa').tap('Permintaan informasi').sees('A-1001: menunggu diperiksa').done;
  await dewi.sees('Dipilah ulang ke meja ini', 'A-1001').tap('Buka').sees('Permintaan informasi', 'UU 14/2008').done;
  await rina.sees('kami catat sebagai Permintaan informasi', 'Batas aturan').done;
  // Back to more days: not without a reason, which the reporter reads.
  await dewi.tap('Betulkan').sees('dibetulkan').tap('Jenis').sees('sebenarnya apa').tap('Pengaduan').done;
  await dewi.sees('akan mundur dari', 'Apa alasannya').user('ya').sees('Apa alasannya').done;
  await dewi.user('Ini keluhan, bukan minta data.').sees('A-1001: menunggu diperiksa').done;
  await rina.sees('Pengaduan', 'mundur dari', 'Ini keluhan, bukan minta data.').done;
});
