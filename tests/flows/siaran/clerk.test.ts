/** A clerk between announcements: what is said when one is let out, held or looked at, and to whom it would have gone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compose, subscriber, toLoudHours } from '#tests/support/broadcasts.ts';
import { startTestSystem } from '#tests/support/system.ts';

const NEWS = 'Kantor tutup hari Jumat, layanan buka lagi Senin.';

test('whoever approves, and whoever wrote it, hear when it goes', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const [sari, kadir] = [await staff('sari'), await staff('kadir', 'kasubag')];
  await subscriber(talk, 'rina').done;
  await compose(sari, NEWS, 'besok jam 10').tap('Ajukan').sees('sudah diajukan').done;
  await kadir.sees('mengajukan siaran').tap('Setujui').sees('disetujui: dikirim', '10.00').done;
  await sari.sees('disetujui oleh kadir: dikirim', '10.00').done;
});

test('a kecamatan that nobody follows: those of the whole city are named, and that question alone is asked again', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const sari = await staff('sari');
  await subscriber(talk, 'rina').done;
  sari
    .user('siaran')
    .sees('untuk siapa')
    .tap('Pelanggan kecamatan')
    .sees('yang mana')
    .user('deli')
    .sees('Ada lagi')
    .tap('Itu saja');
  sari.sees('dikecualikan').user('lewati').sees('isi pengumuman').user(NEWS).sees('bahasa Inggris').tap('Lewati');
  sari.sees('foto atau PDF').tap('Lewati').sees('Kapan dikirim').user('segera').sees('diperiksa').tap('Ya, simpan');
  await sari.sees('Belum ada pelanggan di kecamatan itu', '1 penerima', 'Kecamatan yang mana').done;
  await sari.user('deli, seluruh kota').sees('Mohon diperiksa', NEWS).tap('Ya, simpan').sees('tersimpan').done;
  await sari.sees('Medan Deli, dan pelanggan seluruh kota', '1 penerima').done;
});

test('paused, it goes on from a button; a look that was left is not put again as it stood before', async (t) => {
  const { staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const { models, clock } = system.services;
  const sari = await staff('sari');
  const author = { person: 'p', name: 'Tono' };
  for (const serial of [1001, 1002])
    await models.Broadcast.create({
      ...{
        _id: `S-${serial}`,
        serial,
        requestKey: String(serial),
        status: 'berjalan',
        at: new Date(clock.now()),
        author,
      },
      ...{
        audience: { by: 'siapa', values: [] },
        except: { districts: [], broadcasts: [] },
        text: { id: NEWS, en: null },
      },
      // It stands still, so that the test has time to look at it.
      trouble: { since: new Date(clock.now()), tries: 9, again: Date.now() + 600_000, told: true },
    } as never);
  await sari.user('kemajuan').sees('Siaran yang mana').user('S-1001').sees('S-1001: berjalan').done;
  await sari.user('kemajuan').sees('S-1001: berjalan', NEWS).tap('Jeda').sees('S-1001 dijeda').done;
  await sari.tap('Lihat siaran').sees('S-1001: dijeda').done;
  // From another message, while this one is open.
  await system.services.notices.toPerson((await models.Person.findOne({ name: 'sari' }).lean())!._id, {
    ...{ key: 'x', text: { key: 'siaran.untroubled', args: { number: 'S-1002' } } },
    buttons: [{ label: { key: 'siaran.lookAndSteer' }, flow: 'siaran-daftar', arg: 'S-1002' }],
  } as never);
  await sari.sees('berjalan lagi').tap('Lihat siaran').sees('S-1002: berjalan').tap('Cukup').sees('Baik').done;
  const said = sari.phone.messages().map(({ text }) => text);
  assert.equal(said.filter((text) => text.includes('Kita lanjutkan')).length, 0);
  assert.equal(said.filter((text) => text.includes('S-1001: dijeda')).length, 1);
  await sari.user('kemajuan').sees('Siaran yang mana').user('S-1001').sees('S-1001: dijeda').tap('Lanjutkan').done;
  await sari.sees('S-1001 dilanjutkan').done;
});
