/** A visit from the first word to the decision, on both bots' real libraries. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestSystem } from '#tests/support/system.ts';

test('a citizen books, staff approve, the citizen is told', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang', 'Ada yang bisa kami bantu').user('1').sees('Siapa yang akan datang').done;
  await rina.tap('Sekolah').sees('sekolah atau kampus').user('SMA Negeri 1 Medan').sees('tanggal berapa').done;
  await rina.user('Senin depan').sees('Jam berapa').tap('09.00').sees('Berapa orang').user('42 orang').sees('Atas nama')
    .done;
  await rina
    .user('Bu Rina')
    .sees('Nomor HP')
    .user('0812-3456-7890')
    .sees('diperiksa dulu', 'SMA Negeri 1 Medan', '42 orang').done;
  await rina.tap('Ubah').sees('Bagian mana').tap('Jumlah').sees('Berapa orang').user('40').sees('diperiksa', '40 orang')
    .done;
  await rina.tap('Ya, kirim').sees(/Nomor: K-\d+/).done;

  await sari.sees('Permohonan kunjungan', 'SMA Negeri 1 Medan', '40 orang').tap('Setujui').sees('disetujui').done;
  await rina.sees('Kabar baik', 'disetujui').done;

  const [visit] = await system.services.models.Visit.find().lean();
  assert.equal(visit?.status, 'disetujui');
  assert.equal(visit?.people, 40);
  assert.equal(await system.services.models.Seat.countDocuments(), 1);
});

test('staff decline with a reason, the seat is free again', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const sari = await staff('sari');
  const budi = talk('telegram-public', 'budi');
  await budi
    .user('mau kunjungan')
    .sees('Siapa yang akan datang')
    .tap('Warga')
    .sees('tanggal berapa')
    .user('Selasa depan').done;
  await budi.sees('Jam berapa').tap('11.00').sees('Berapa orang').user('berdua').sees('Atas nama').user('Budi Santoso')
    .done;
  await budi
    .sees('Nomor HP')
    .contact()
    .sees('diperiksa', '2 orang')
    .tap('Ya, kirim')
    .sees(/Nomor: K-\d+/).done;
  await sari.sees('Permohonan').tap('Tolak').sees('alasannya').user('Ruang sedang direnovasi').sees('ditolak').done;
  await budi.sees('belum bisa kami terima', 'Ruang sedang direnovasi').done;
  assert.equal(await system.services.models.Seat.countDocuments(), 0);
});
