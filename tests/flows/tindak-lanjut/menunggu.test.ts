/** What waits says for whom and how many days, to its reporter and to officers, in both languages; and says so by itself now and then. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DateTime } from 'luxon';
import { reportQueries } from '#flows/tindak-lanjut/queries.ts';
import { standingOf } from '#flows/tindak-lanjut/rules.ts';
import { nextWord, workingDay } from '#flows/tindak-lanjut/waiting.ts';
import { loadCouncil } from '#services/council.ts';
import type { Council } from '#services/council.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';
import { HOUSE, productEnv } from '#tests/support/journals.ts';

test('for an office, and for its reporter; days of the calendar, counted anew by each asking; in the end it is closed, and who was asked hears of it', async (t) => {
  const house = await reportHouse(t, {}, '2026-11-16T15:00');
  const { say } = productEnv(HOUSE);
  const sari = await house.staff('sari');
  const [citizen, officer] = ['telegram-public:1', 'telegram-members:sari'];
  const { number } = doneOf(await house.run('aduan.kirim', complaint('parit sumbat'), { chat: citizen, key: 'k' }));
  await house.run(
    'aduan.kirim',
    { ...(complaint('parit tumpat') as object), into: number },
    { chat: 'x:2', key: 'k2' },
  );
  const act = async (action: string, more: object = {}): Promise<void> => {
    const seen = (await house.services.models.Aduan.findOne({ _id: number }).lean())!.version;
    const args = { number, action, seen, note: 'Sejak kapan?', ...more };
    const acted = doneOf(await house.run('aduan.tindak', args, { chat: officer, who: sari, key: `${action}${seen}` }));
    assert.equal(acted.outcome, 'done', action);
  };
  const read = async (): Promise<[string, string, string]> => {
    const one = (which: string, chat: string) =>
      reportQueries['aduan.milik-satu']({ number: which }, house.services, chat);
    const [own, follows] = [await one(number, citizen), await one('A-1002', 'x:2')];
    const { rows } = await reportQueries['aduan.antrean']({ after: null }, house.services, officer);
    const [queued] = rows;
    const toReporter = say('id', standingOf(own!, 'pelapor'));
    const followed = say('id', standingOf(follows!, 'pelapor'));
    assert.equal(
      followed,
      toReporter.replace('jawaban Bapak/Ibu', 'jawaban pelapor'),
      'who follows waits for the same',
    );
    return [toReporter, say('id', standingOf(queued!, 'petugas')), say('en', standingOf(queued!, 'petugas'))];
  };
  assert.equal((await read())[0], 'menunggu diperiksa petugas');
  await act('teruskan', { office: 'sdabmbk' });
  assert.equal((await read())[1], 'menunggu Dinas SDABMBK sejak hari ini');
  house.setClock('2026-11-17T00:01');
  assert.deepEqual(await read(), [
    'menunggu Dinas SDABMBK (1 hari)',
    'menunggu Dinas SDABMBK (1 hari)',
    'waits for Dinas SDABMBK (1 day)',
  ]);
  await act('nomor-luar');
  house.setClock('2026-11-28T08:00');
  assert.equal((await read())[2], 'waits for Dinas SDABMBK (12 days)');
  await act('terima-jawaban');
  assert.equal((await read())[0], 'sedang ditangani');
  await act('tanya');
  house.setClock('2026-12-01T08:00');
  assert.deepEqual(await read(), [
    'menunggu jawaban Bapak/Ibu (3 hari)',
    'menunggu jawaban pelapor (3 hari)',
    'waits for the reporter’s answer (3 days)',
  ]);

  // No answer came: whoever closes it may die before a word of it is on its way.
  house.setClock('2027-01-15T09:00');
  const { notices } = house.services;
  const { toChat } = notices;
  notices.toChat = async (chat, notice) => {
    if (notice.text.key !== 'tindak-lanjut.closedSilent') return toChat(chat, notice);
    notices.toChat = toChat;
    throw new Error('died');
  };
  await assert.rejects(house.sweep());
  await house.sweep();
  const told = (key: string) =>
    house.told.filter(({ text }) => text.key === `tindak-lanjut.${key}`).map(({ chat }) => chat);
  assert.deepEqual([told('closedSilent'), told('alone')], [[citizen], ['x:2']], 'who followed it stands by itself');
  house.setClock('2027-02-15T09:00');
  await house.sweep();
  assert.deepEqual(told('askAgain'), [citizen]);
});

const medan: Council = { ...loadCouncil('medan'), holidays: [] };
const holiday = {
  date: '2026-11-10',
  name: { id: 'Libur', en: 'Off' },
  kind: 'leave' as const,
  source: 'uji',
  tentative: false,
};
const at = (said: string): Date => DateTime.fromISO(said, { zone: medan.zone }).toJSDate();
/** `teruskan 2026-11-05T10:00`. */
const event = (said: string) => ({ what: said.split(' ')[0] ?? '', at: at(said.split(' ')[1] ?? '') });

/** Received on Monday, 2 November 2026; told on working days 6, 12, 24 and 48 of each wait. */
for (const [said, state, events, due, of = medan] of [
  ['not looked at', 'diterima', [], '2026-11-10T08:00'],
  ['worked on', 'ditangani', ['triase 2026-11-03T10:00'], '2026-11-10T08:00'],
  ['a holiday is no day', 'ditangani', [], '2026-11-11T08:00', { ...medan, holidays: [holiday] }],
  ['told once', 'ditangani', ['kabar 2026-11-10T08:00'], '2026-11-18T08:00'],
  [
    'told late, the one that was passed over is not made up for',
    'ditangani',
    ['kabar 2026-11-19T09:00'],
    '2026-12-04T08:00',
  ],
  ['told three times', 'ditangani', ['kabar 2026-12-04T08:00'], '2027-01-07T08:00'],
  ['told four times: no more', 'ditangani', ['kabar 2027-01-07T08:00'], null],
  ['told of a longer wait that morning', 'ditangani', ['perpanjang 2026-11-18T07:30'], '2026-12-04T08:00'],
  ['forwarded: its own wait', 'diteruskan', ['teruskan 2026-11-05T10:00'], '2026-11-13T08:00'],
  [
    'the office has answered: counted from its receipt again',
    'ditangani',
    ['teruskan 2026-11-05T10:00', 'kabar 2026-11-13T08:00', 'terima-jawaban 2026-11-16T09:00'],
    '2026-11-18T08:00',
  ],
  ['opened again', 'ditangani', ['jawab 2026-11-05T10:00', 'belum-beres 2026-11-20T10:00'], '2026-11-30T08:00'],
  ['its reporter is asked', 'ditanyakan', ['tanya 2026-11-05T10:00'], null],
  ['answered', 'dijawab', ['jawab 2026-11-05T10:00'], null],
  ['over', 'selesai', ['tutup 2026-11-05T10:00'], null],
  ['it follows another', 'digabung', [], null],
] as [string, string, string[], string | null, Council?][])
  test(`the next word: ${said}`, () => {
    const history = ['diterima 2026-11-02T09:00', ...events].map(event);
    const next = nextWord(of, { state, history });
    assert.equal(next && DateTime.fromJSDate(next, { zone: medan.zone }).toFormat("yyyy-MM-dd'T'HH:mm"), due);
  });

for (const [since, today, day] of [
  ['2026-11-02T09:00', '2026-11-02', 0],
  ['2026-11-02T09:00', '2026-11-03', 1],
  ['2026-11-02T16:00', '2026-11-03', 0],
  ['2026-11-06T09:00', '2026-11-08', 0],
  ['2026-11-07T09:00', '2026-11-07', 0],
  ['2026-11-07T09:00', '2026-11-10', 1],
] as const)
  test(`since ${since}, on ${today}: working day ${day}`, () => assert.equal(workingDay(medan, at(since), today), day));

test('who waits hears of it by itself, once a time, and whoever has it is reminded; nobody is called for it', async (t) => {
  const house = await reportHouse(t, { holidays: [] }, '2026-11-02T09:00');
  const { say } = productEnv(HOUSE);
  const sari = await house.staff('sari');
  const [alone, shared, officer] = ['telegram-public:1', 'telegram-public:2', 'telegram-members:sari'];
  const sends = async (chat: string, more: object = {}): Promise<string> =>
    doneOf(
      await house.run('aduan.kirim', complaint('parit sumbat', more), { chat, key: `${chat}${JSON.stringify(more)}` }),
    ).number;
  const act = async (number: string, action: string, more: object = {}): Promise<void> => {
    const seen = (await house.services.models.Aduan.findOne({ _id: number }).lean())!.version;
    const args = { number, action, seen, note: '', ...more };
    const acted = await house.run('aduan.tindak', args, { chat: officer, who: sari, key: `${number}${action}` });
    assert.equal(doneOf(acted).outcome, 'done', action);
  };
  const taken = await sends(alone);
  const follows = await sends('telegram-public:3', { into: taken });
  const away = await sends(shared);
  await house.run('aduan.netral', { neutral: true }, { chat: shared, key: 'n' });
  const asked = await sends(alone, { kind: 'informasi', name: 'Rina', topic: null });
  const entered = { ...(complaint('lampu mati') as object), source: 'telepon', contact: '0812', name: 'Budi' };
  const called = doneOf(await house.run('aduan.catat', entered, { chat: officer, who: sari, key: 'c' })).number;
  for (const number of [taken, called]) await act(number, 'triase');
  await act(away, 'teruskan', { office: 'sdabmbk' });
  const heard = async (now: string): Promise<string[]> => {
    const before = house.told.length;
    house.setClock(now);
    await house.sweep();
    await house.sweep();
    return house.told.slice(before).map(({ chat, text }) => `${chat.split(':')[1]} ${say('id', text)}`);
  };
  assert.deepEqual(
    (await heard('2026-11-10T07:59')).filter((said) => said.includes('hari kerja')),
    [],
  );
  const said = await heard('2026-11-10T08:00');
  const sorry = 'Maaf membuat menunggu';
  assert.deepEqual(
    said.toSorted(),
    [
      ...[taken, follows].map(
        (number, n) =>
          `${n ? 3 : 1} <b>${number}</b> masih kami tangani (hari kerja ke-6), dan petugasnya sudah kami ingatkan. ${sorry}.`,
      ),
      `1 <b>${asked}</b> masih menunggu diperiksa petugas (hari kerja ke-6). ${sorry}; begitu ada kabar, Bapak/Ibu kami beri tahu.`,
      `2 Ada kabar untuk <b>${away}</b>. Ketik <b>BUKA</b>.`,
      ...[taken, called].map(
        (number) => `sari Pelapor masih menunggu (hari kerja ke-6)\n<b>${number}</b> (Parit atau drainase)`,
      ),
      `sari Belum ada jawaban dari Dinas SDABMBK (hari kerja ke-6). Mohon ditanyakan lagi\n<b>${away}</b> (Parit atau drainase)`,
    ].toSorted(),
  );
  const { rows } = await reportQueries['aduan.milik']({ what: 'kabar', after: null }, house.services, alone);
  assert.deepEqual(rows.map(({ number }) => number).toSorted(), [taken, asked]);
  const news = await reportQueries['aduan.milik-satu']({ number: away }, house.services, shared);
  assert.match(say('id', news!.news!), /^Belum ada jawaban dari Dinas SDABMBK .*\(hari kerja ke-6\)/);
  // A request that is past its day says what may be done about it.
  await heard('2026-11-18T07:59');
  const later = await heard('2026-11-18T08:00');
  const right = 'Bapak/Ibu boleh mengajukan keberatan: ketik <b>KEBERATAN</b>.';
  assert.deepEqual(
    later.map((one) => [one.includes(asked), one.includes(right)]).filter(([is]) => is),
    [[true, true]],
  );
  assert.ok(later.every((one) => one.includes(right) === one.includes(asked)));
  assert.deepEqual(await heard('2026-11-18T17:00'), []);
});
