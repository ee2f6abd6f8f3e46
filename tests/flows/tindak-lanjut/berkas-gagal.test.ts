/** A file that cannot be kept holds no report up, at whichever question it was sent: the rest goes on its way, and that is said once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tx } from '#flows/engine/message.ts';
import { TryLater } from '#services/try-later.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';
import { ogg, picture } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';

const HUGE = { do: 'video', size: 60 * 1024 * 1024, seconds: 240 } as const;
const STRANGE = { do: 'file', name: 'lokasi.xyz' } as const;
const CITIZEN = 'telegram-public:1';

test('sent at a later question: the report goes on, and they hear why that file is not with it', async (t) => {
  const { talk, system, staff } = await startTestSystem(t);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  const kept = async () =>
    (await system.services.models.Aduan.find().sort({ receivedAt: 1 }).lean()).map(({ files }) => files.length);
  await rina.start().sees('Selamat datang').user('lampu jalan mati').sees('Di mana tempatnya').done;
  await rina
    .act({ ...STRANGE, caption: 'gg keluarga, tembung' })
    .sees('Kirim?')
    .tap('Kirim')
    .sees('A-1001', '1 berkas', 'tidak bisa kami buka').done;
  await sari.sees('A-1001').done;

  // What may be kept of it is, and another try right behind belongs to it.
  await system.services.clock.move(31 * 60_000);
  await rina.act({ do: 'photo', bytes: await picture() }).sees('di mana tempatnya').done;
  await rina
    .act({ ...STRANGE, caption: 'parit, gg mawar' })
    .sees('Kirim?', '2 berkas')
    .tap('Kirim')
    .sees('A-1002', '1 berkas', 'tidak bisa kami buka').done;
  await rina.act({ do: 'voice', bytes: ogg() }).sees('tambahan untuk laporan', 'A-1002').done;
  await rina.tap('Ya, tambahkan').sees('sudah sampai').done;
  assert.deepEqual(await kept(), [0, 2]);

  // Words behind a report are no less added.
  await rina
    .act({ ...STRANGE, do: 'video', caption: 'airnya sudah masuk rumah' })
    .sees('A-1002')
    .tap('Ya, tambahkan').done;
  await rina.sees('sudah sampai').sees('tidak bisa kami buka').done;
  assert.deepEqual(await kept(), [0, 2]);
});

test('known to be too large at once, its words are taken all the same', async (t) => {
  const { talk } = await startTestSystem(t);
  const rina = talk('telegram-public', 'rina');
  await rina
    .start()
    .sees('Selamat datang')
    .act({ ...HUGE, caption: 'lampu jalan mati' }).done;
  await rina.sees('60 MB', 'Keterangannya sudah kami simpan', 'Di mana tempatnya').done;
  await rina.act({ ...HUGE, caption: 'gg keluarga, tembung' }).sees('60 MB', 'Keterangannya', 'Kirim?').done;
  assert.match(rina.last!.text, /lampu jalan mati[^]*gg keluarga/);
  await rina.tap('Kirim').sees('A-1001').done;
});

test('a life in danger is reported whatever is wrong with a file', async (t) => {
  const { talk } = await startTestSystem(t);
  const rina = talk('telegram-public', 'rina');
  await rina
    .start()
    .sees('Selamat datang')
    .act({ ...HUGE, caption: 'rumahnya kebakaran di gg mawar' })
    .sees('112').done;
  await rina
    .sees('A-1001')
    .act({ ...STRANGE, do: 'video', caption: 'anak hanyut di sungai' })
    .sees('112').done;
  await rina.sees('A-1002', 'tidak bisa kami buka').done;
});

test('where nothing else was told, it is told again', async (t) => {
  const { talk } = await startTestSystem(t);
  const rina = talk('telegram-public', 'rina');
  await rina
    .start()
    .sees('Selamat datang')
    .act({ ...STRANGE, do: 'video' })
    .sees('di mana tempatnya')
    .act(STRANGE)
    .sees('Kirim?').done;
  await rina.tap('Kirim').sees('Ada masalah apa').user('parit sumbat di gg mawar').sees('Kirim?').done;
  await rina.tap('Kirim').sees('A-1001').done;
});

test('a platform that gives no file is waited for, and no longer than a person may wait', async (t) => {
  const house = await reportHouse(t);
  const away = () => Promise.reject(new TryLater('away', { refused: { key: 'cerita', why: tx('media.away') } }));
  Object.assign(house.services, { media: { download: away } });
  const files = [{ ref: 'f1', as: 'photo' }];
  const report = complaint('parit sumbat', { account: { text: 'parit sumbat', files } });
  const from = { chat: CITIZEN, key: 'k' };
  await assert.rejects(house.run('aduan.kirim', report, from), TryLater);
  const sent = () => house.run('aduan.kirim', report, { ...from, late: true });
  const { number, unkept } = doneOf<{ number: string; unkept: unknown }>(await sent());
  assert.deepEqual(unkept, tx('tindak-lanjut.unkept', { count: 1, why: tx('media.away') }));
  // Whoever carries it out again says that one is missing, and no second report is made.
  const again = doneOf<{ number: string; unkept: unknown }>(await sent());
  assert.deepEqual(again, {
    ...again,
    number,
    unkept: tx('tindak-lanjut.unkept', { count: 1, why: tx('media.gone') }),
  });
});
