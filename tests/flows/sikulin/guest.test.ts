/** Guests with their own bookings: move, cancel, head count, letter later; and nobody with somebody else's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pdf } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book } from '#tests/support/visits.ts';

test('a booking is moved, its head count changed, its letter sent, and cancelled', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const { models } = system.services;
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await book(rina, { people: '40' }).done;
  await sari.sees('Permohonan').tap('Setujui').sees('disetujui').done;
  await rina.sees('kalender').done;

  await rina
    .user('kunjungan saya')
    .sees('disetujui', 'Mau apa')
    .tap('Ubah jumlah')
    .sees('Berapa')
    .user('43')
    .sees('menjadi 43').done;
  await sari.sees('menjadi 43 orang').done;
  assert.equal((await models.Visit.findOne().lean())?.status, 'disetujui', 'within a tenth nothing is decided anew');
  await rina
    .user('kunjungan saya')
    .sees('Mau apa')
    .tap('Ubah jumlah')
    .sees('Berapa')
    .user('55')
    .sees('memutuskannya lagi').done;
  await sari.sees('Jumlah tamu berubah', '55 orang').tap('Setujui').sees('disetujui').done;
  await rina.sees('kalender').done;

  await rina.user('kunjungan saya').sees('Mau apa').tap('Kirim surat').sees('kirim suratnya').done;
  await rina.act({ do: 'file', name: 'surat.pdf', bytes: pdf() }).sees('sudah kami terima').done;
  await sari.sees('Surat dari tamu').done;

  await rina.user('kunjungan saya').sees('Mau apa').tap('Pindah').sees('tanggal berapa').user('Kamis depan').sees('Jam')
    .done;
  await rina.tap('14.00').sees('dipindahkan ke').tap('Ya').sees('kami pindahkan').done;
  await sari.sees('memindahkan waktunya').done;
  const moved = await models.Visit.findOne().lean();
  assert.deepEqual([moved?.status, moved?.time], ['menunggu', '14:00']);
  assert.equal(await models.Seat.countDocuments(), 1);

  await rina
    .user('kunjungan saya')
    .sees('Mau apa')
    .tap('Batalkan')
    .sees('dibatalkan?')
    .tap('Ya')
    .sees('sudah dibatalkan').done;
  await sari.sees('dibatalkan oleh tamu').done;
  assert.equal(await models.Seat.countDocuments(), 0);
  await rina.user('kunjungan saya').sees('Belum ada kunjungan').done;
});

test('the number given before is offered; too many open bookings are refused kindly', async (t) => {
  const { talk } = await startTestSystem(t);
  const rina = talk('telegram-public', 'rina');
  await book(rina, { kind: 'Warga' }).done;
  for (const day of ['Rabu depan', 'Kamis depan', 'Senin depan']) {
    await rina
      .user('kunjungan')
      .sees('Siapa')
      .tap('Warga')
      .sees('keperluannya')
      .user('Audiensi lagi')
      .sees('bertemu')
      .tap('Bantu').done;
    await rina.sees('tanggal').user(day).sees('Jam').tap('09').sees('Berapa').user('2').sees('siapkan').tap('Tidak ada')
      .done;
    await rina.sees('Atas nama').user('Rina').sees('Pakai nomor').user('ya').sees('diperiksa').tap('Ya, kirim').done;
    await rina.sees(day === 'Senin depan' ? 'Sudah ada 3 kunjungan' : /Nomor: K-\d+/).done;
  }
});
