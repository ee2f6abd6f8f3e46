/** Business time moved: reminders of visits and of open questions come once, and nothing else moves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestSystem } from '#tests/support/system.ts';

const DAY = 86_400_000;

test('an approved visit is reminded of the day before, once', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const { services, sweeper } = system;
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await rina
    .user('kunjungan')
    .sees('Siapa')
    .tap('Warga')
    .sees('tanggal')
    .user('Kamis depan')
    .sees('Jam')
    .tap('11')
    .sees('Berapa').done;
  await rina
    .user('2')
    .sees('Atas nama')
    .user('Rina')
    .sees('HP')
    .user('081234567890')
    .sees('diperiksa')
    .tap('Ya')
    .sees(/K-\d+/).done;
  await sari.sees('Permohonan').tap('Setujui').sees('disetujui').done;
  await rina.sees('Kabar baik').done;
  const visit = await services.models.Visit.findOne().lean();
  assert.ok(visit?.dueAt);
  await services.clock.move(visit.dueAt.getTime() - services.clock.now() - 60_000);
  sweeper.kick();
  await rina.user('halo').sees('Halo').done;
  assert.equal(
    rina.phone.messages().filter((m) => m.text.includes('Mengingatkan')).length,
    0,
    'a minute early: nothing',
  );
  await services.clock.move(120_000);
  sweeper.kick();
  await rina.sees('Mengingatkan', visit._id).done;
  await services.clock.move(DAY);
  sweeper.kick();
  await rina.user('halo').sees('Halo').done;
  assert.equal(rina.phone.messages().filter((m) => m.text.includes('Mengingatkan')).length, 1);
});

test('an open question is reminded of after a day and given up after a week', async (t) => {
  const { talk, system } = await startTestSystem(t);
  const { clock } = system.services;
  const rina = talk('telegram-public', 'rina');
  await rina.user('kunjungan').sees('Siapa yang akan datang').tap('Sekolah').sees('sekolah atau kampus').done;
  await clock.move(DAY + 60_000);
  system.sweeper.kick();
  await rina.sees('masih menunggu', 'sekolah atau kampus').user('SD 7').sees('tanggal berapa').done;
  await clock.move(DAY + 60_000);
  system.sweeper.kick();
  await rina.sees('masih menunggu', 'tanggal berapa').done;
  await clock.move(6 * DAY + 60_000);
  system.sweeper.kick();
  await rina.sees('kami tutup', 'Ada yang bisa kami bantu').done;
});
