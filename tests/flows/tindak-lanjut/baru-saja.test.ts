/** What comes right behind a report belongs to it: its picture, where it was, what was forgotten. On the running system. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';

test('a picture, a pin and a few words behind a report are added to it; another matter and a later one are reports of their own', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  const reports = () => system.services.models.Aduan.find().sort({ receivedAt: 1 }).lean();
  await rina.start().sees('Selamat datang').user('jalan rusak di jl setia budi').sees('Kirim?').done;
  await rina.tap('Kirim').sees('A-1001').done;
  await sari.sees('A-1001').done;

  await rina.act({ do: 'photo', bytes: await picture() }).sees('tambahan untuk laporan', 'A-1001').done;
  await rina.tap('Ya, tambahkan').sees('tambahan untuk A-1001 sudah sampai').done;
  await sari.sees('Pelapor menambahkan: 1 berkas terlampir').done;
  await rina.act({ do: 'photo', bytes: await picture(), caption: 'lubangnya di jl setia budi' }).sees('A-1001').done;
  await rina.user('ya').sees('sudah sampai').done;
  await sari.sees('Pelapor menambahkan: lubangnya di jl setia budi (1 berkas terlampir)').done;
  const [report] = await reports();
  // The same picture once more is there already.
  assert.deepEqual(
    [report?.files.length, report?.history.map(({ what }) => what)],
    [1, ['diterima', 'lengkapi', 'lengkapi']],
  );

  // The same street, written as people do.
  await rina.user('jalan rusak yg di Jln. Setia Budi no 12').sees('tambahan untuk laporan', 'A-1001').done;
  await rina.user('batal').sees('batalkan').done;
  // It names something else, or the same at another place: nobody is asked whether it is the same.
  await rina.user('lampu jalan mati di gg keluarga').sees('Kirim?').user('batal').sees('batalkan').done;
  await rina.user('jalan rusak di jl merdeka').sees('Kirim?').user('batal').sees('batalkan').done;
  await rina.act({ do: 'photo', bytes: await picture(), caption: 'jalan rusak' }).sees('A-1001').done;
  await rina.tap('Bukan, laporan baru').sees('Di mana tempatnya').user('jl merdeka').sees('Kirim?').done;
  await rina.tap('Kirim').sees('A-1002').done;

  await system.services.clock.move(31 * 60_000);
  await rina.act({ do: 'photo', bytes: await picture() }).sees('sudah kami simpan', 'di mana').done;
  assert.deepEqual(
    (await reports()).map(({ files }) => files.length),
    [1, 1],
  );
});

test('pictures that come one by one belong together, whatever is answered', async (t) => {
  const { talk, system } = await startTestSystem(t);
  const rina = talk('telegram-public', 'rina');
  const photo = async () => ({ do: 'photo', bytes: await picture() }) as const;
  await rina.start().sees('Selamat datang').user('jalan rusak di jl setia budi').sees('Kirim?').done;
  await rina.tap('Kirim').sees('A-1001').done;
  await rina.act(await photo()).sees('tambahan untuk laporan', 'A-1001').done;
  await rina
    .act(await photo())
    .sees('tambahan untuk laporan', '2 berkas')
    .tap('Ya, tambahkan')
    .sees('sudah sampai').done;
  await rina.act({ ...(await photo()), caption: 'jalan rusak' }).sees('tambahan untuk laporan').done;
  await rina
    .act(await photo())
    .sees('2 berkas')
    .tap('Bukan, laporan baru')
    .sees('Di mana tempatnya').done;
  await rina.user('jl merdeka').sees('Kirim?', '2 berkas').tap('Kirim').sees('A-1002').done;
  const reports = await system.services.models.Aduan.find().sort({ receivedAt: 1 }).lean();
  // The same picture twice is kept once, and stands there twice.
  assert.deepEqual(
    reports.map(({ files }) => files.length),
    [2, 2],
  );
});

test('asked by the office, the reporter answers with a picture; on a shared phone nobody hears of a number', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const sari = await staff('sari');
  const budi = talk('telegram-public', 'budi');
  await budi.start().sees('Selamat datang').user('parit sumbat di gg mawar').sees('Kirim?').tap('Kirim').sees('A-1001')
    .done;
  await sari.sees('A-1001').tap('Buka').sees('gg mawar').tap('Tanya pelapor').sees('ditanyakan').done;
  await sari.user('Boleh kirim fotonya?').sees('A-1001').done;
  await budi.sees('Boleh kirim fotonya?').tap('Jawab').sees('jawaban untuk A-1001').done;
  await budi.act({ do: 'photo', bytes: await picture() }).sees('sudah sampai').done;
  await sari.sees('1 berkas terlampir').done;
  const report = await system.services.models.Aduan.findOne({ _id: 'A-1001' }).lean();
  assert.deepEqual([report?.state, report?.files.length], ['diterima', 1]);
  await system.services.models.AduanRoute.updateOne({ _id: 'A-1001' }, { $set: { neutral: true } });
  await budi.act({ do: 'photo', bytes: await picture() }).sees('sudah kami simpan', 'di mana').done;
});

test('asked whether it belongs to the report just made, everyday words are an answer, and more words are more of it', async (t) => {
  const { talk, system } = await startTestSystem(t);
  const rina = talk('telegram-public', 'rina');
  const asked = async (): Promise<void> =>
    rina.act({ do: 'photo', bytes: await picture() }).sees('tambahan untuk laporan', 'A-1001').done;
  await rina.start().sees('Selamat datang').user('jalan rusak di jl setia budi').sees('Kirim?').done;
  await rina.tap('Kirim').sees('A-1001').done;
  for (const no of ['gak', 'ga', 'nggak', 'bukan', 'no', 'tidak', 'gak pak']) {
    await asked();
    await rina.user(no).sees('tentang apa, dan di mana').user('batal').sees('batalkan').done;
  }
  await asked();
  await rina.user('iya').sees('sudah sampai').user('a1001!!').sees('A-1001', 'menunggu diperiksa').done;
  await asked();
  await rina.user('ini dari samping pak').sees('tambahan untuk laporan', 'A-1001').user('iya').sees('sudah sampai')
    .done;
  await asked();
  await rina.user('bukan pak, ini parit di jl merdeka').sees('Kirim?', 'parit di jl merdeka').tap('Kirim').done;
  await rina.sees('A-1002').done;
  const [first, second] = await system.services.models.Aduan.find().sort({ receivedAt: 1 }).lean();
  assert.match(JSON.stringify(first?.history), /ini dari samping pak/);
  assert.equal(second?.text, 'ini parit di jl merdeka');
});
