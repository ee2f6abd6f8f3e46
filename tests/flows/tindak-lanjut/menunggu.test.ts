/** What waits says for whom and how many days, to its reporter and to officers, in both languages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportQueries } from '#flows/tindak-lanjut/queries.ts';
import { standingOf } from '#flows/tindak-lanjut/rules.ts';
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
  const closed = house.told.filter(({ text }) => text.key === 'tindak-lanjut.closedSilent');
  assert.deepEqual(
    closed.map(({ chat }) => chat),
    [citizen],
  );
  assert.ok(
    house.told.some(({ chat, text }) => chat === 'x:2' && text.key === 'tindak-lanjut.alone'),
    'who follows was asked nothing, and stands alone',
  );
  house.setClock('2027-02-15T09:00');
  await house.sweep();
  assert.equal(house.told.at(-1)?.text.key, 'tindak-lanjut.askAgain');
});
