/** Guests with their own bookings: move, cancel, head count, letter later; and nobody with somebody else's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pdf } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book, cancelVisit } from '#tests/support/visits.ts';

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
  await sari.sees('Surat untuk', 'sudah datang').done;
  assert.match(sari.last?.file?.name ?? '', /\.pdf$/);

  await rina
    .user('kunjungan saya')
    .sees('Mau apa')
    .tap('Pindah')
    .sees('tanggal berapa')
    .user('Kamis minggu depan')
    .sees('Jam').done;
  await rina.tap('14.00').sees('dipindahkan ke').tap('Ya').sees('kami pindahkan').done;
  await sari.sees('memindahkan waktunya').done;
  const moved = await models.Visit.findOne().lean();
  assert.deepEqual([moved?.status, moved?.time], ['menunggu', '14:00']);
  assert.equal(await models.Seat.countDocuments(), 1);

  await cancelVisit(rina).done;
  await sari.sees('dibatalkan oleh tamu').done;
  assert.equal(await models.Seat.countDocuments(), 0);
  await rina.user('kunjungan saya').sees('Belum ada kunjungan').done;
});

test('the number given before is offered; one booking too many, made meanwhile, is refused kindly', async (t) => {
  const { talk, system } = await startTestSystem(t);
  const { Visit } = system.services.models;
  const rina = talk('telegram-public', 'rina');
  await book(rina, { kind: 'Warga' }).done;
  for (const day of ['Rabu minggu depan', 'Kamis minggu depan']) {
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
    await rina.sees('Atas nama').user('Rina').sees('Pakai nomor').user('ya').sees('diperiksa').done;
    if (day === 'Kamis minggu depan') {
      const { _id, requestKey, ...other } = (await Visit.findOne().lean()) ?? assert.fail();
      await Visit.create({ ...other, _id: `${_id}0`, requestKey: `${requestKey}0` });
    }
    await rina.tap('Ya, kirim').sees(day === 'Kamis minggu depan' ? 'Sudah ada 3 kunjungan' : /Nomor: K-\d+/).done;
  }
});

test('a school books as often as it must, and gets a letter to fill in each time', async (t) => {
  const { talk, system } = await startTestSystem(t);
  const rina = talk('telegram-public', 'rina');
  await book(rina).done;
  for (const day of ['Rabu minggu depan', 'Kamis minggu depan', 'Senin minggu depan']) {
    await rina.user('kunjungan').sees('Siapa').tap('Sekolah').sees('kampus').user('SD 5').sees('keperluannya').done;
    await rina.user('Belajar').sees('bertemu').tap('Bantu').sees('tanggal').user(day).sees('Jam').tap('09').done;
    await rina.sees('Berapa').user('20').sees('siapkan').tap('Tidak ada').sees('Atas nama').user('Bu Rina').done;
    await rina.sees('Pakai nomor').user('ya').sees('surat').tap('Menyusul').sees('diperiksa').tap('Ya, kirim').done;
    // The flow's own sentence first, then the paper that it speaks of.
    await rina
      .sees(/Nomor: K-\d+/)
      .sees('Suratnya kami tunggu')
      .sees('Contoh surat permohonan').done;
    assert.ok(rina.phone.messages().some((m) => m.file?.name.startsWith('Contoh surat')));
  }
  assert.equal(await system.services.models.Visit.countDocuments({ status: 'menunggu' }), 4);
  await rina.user('kunjungan saya').sees('Ada 4').tap('K-1001').sees('Mau apa').tap('Minta contoh').done;
  await rina.sees('Ini contoh suratnya').sees('Contoh surat permohonan').done;
});

test('a member is found by a part of the name; the office moves the last day of the letter with the visit', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await rina.user('kunjungan').sees('Siapa').tap('Sekolah').sees('kampus').user('SD 5').sees('keperluannya').done;
  await rina.user('Belajar').sees('bertemu').tap('Anggota dewan').sees('Siapa nama').user('Zulkarnain').done;
  await rina.sees('tidak kami temukan', 'sekali lagi').user('anggota').sees('Banyak anggota', 'sekali lagi').done;
  await rina.user('pak sembilan').sees('Yang mana').tap('Anggota Contoh Sembilan Belas').done;
  await rina.sees('tanggal').user('Selasa minggu depan').sees('Jam').tap('09').sees('Berapa').user('20').done;
  await rina.sees('siapkan').tap('Tidak ada').sees('Atas nama').user('Bu Rina').sees('HP').user('081234567890').done;
  await rina
    .sees('surat')
    .tap('Menyusul')
    .sees('Anggota Contoh Sembilan Belas (Gerindra)')
    .tap('Ya, kirim')
    .sees(/K-\d+/).done;
  await sari.sees('Bertemu: Anggota Contoh Sembilan Belas').done;
  const { models } = system.services;
  const before = await models.Visit.findOne().lean();
  await rina.user('kunjungan saya').sees('Mau apa').tap('Pindah').sees('tanggal').user('Kamis minggu depan').sees('Jam')
    .done;
  await rina.tap('14.00').sees('dipindahkan').tap('Ya').sees('kami pindahkan').done;
  const after = await models.Visit.findOne().lean();
  assert.ok((after?.letterBy ?? '') > (before?.letterBy ?? '~'), `${before?.letterBy} → ${after?.letterBy}`);
});
