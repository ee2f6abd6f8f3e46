/** The office's side: another time, silence that goes up, two who press at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '#tests/support/crash/until.ts';
import { beginInTheMorning } from '#tests/support/office-hours.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book } from '#tests/support/visits.ts';

test('the office proposes another time, which the guest takes or leaves', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const { models } = system.services;
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await book(rina).done;
  await sari
    .sees('Permohonan')
    .tap('Usulkan')
    .sees('Tanggal berapa')
    .user('Kamis minggu depan')
    .sees('Jam')
    .tap('14.00').done;
  await sari.sees('alasannya').user('Pimpinan sedang reses').sees('sudah kami kirim').done;
  assert.equal(await models.Seat.countDocuments(), 2, 'both times are held');
  await rina.sees('mengusulkan waktu lain', 'Ruang Badan Musyawarah', 'Pimpinan sedang reses').done;
  await rina.user('kunjungan saya').sees('Mau apa').tap('Lihat usulan').sees('mengusulkan', 'sedang reses').done;
  await rina.tap('Terima').sees('waktu barunya kami pakai').done;
  await sari.sees('menerima waktu baru').done;
  const [seat] = await models.Seat.find().lean();
  assert.equal(await models.Seat.countDocuments(), 1, 'the old time is free');
  assert.equal(seat?.time, '14:00');

  const budi = talk('telegram-public', 'budi');
  await book(budi, { kind: 'Warga', time: '09.00' }).done;
  await sari
    .sees('Permohonan')
    .tap('Usulkan')
    .sees('Tanggal')
    .user('Rabu minggu depan')
    .sees('Jam')
    .tap('11')
    .sees('alasannya').done;
  await sari.user('Ruang penuh hari itu').sees('sudah kami kirim').done;
  await budi.sees('mengusulkan').tap('Tidak bisa').sees('kami batalkan').done;
  await sari.sees('tidak bisa pada waktu').done;
  assert.equal(await models.Seat.countDocuments(), 1);
});

test('two press at once: one decides, the other is told who', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const [sari, tono] = [await staff('sari'), await staff('tono')];
  const rina = talk('telegram-public', 'rina');
  await book(rina).done;
  await sari.sees('Permohonan').done;
  await tono.sees('Permohonan').done;
  sari.phone.press('Setujui');
  tono.phone.press('Tolak');
  await tono.sees(/alasannya|sudah disetujui oleh sari/).done;
  await sari.sees(/disetujui/).done;
  if (tono.last?.text.includes('alasannya'))
    await tono.user('Tidak jadi ditolak').sees('sudah disetujui oleh sari').done;
  await rina.sees('Kabar baik').done;
  assert.equal((await system.services.models.Visit.findOne().lean())?.decidedBy?.name, 'sari');
});

test('silence goes up: the next level gets the card, the guest is told each time, the time stays held', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const { clock, models, council } = system.services;
  await beginInTheMorning(council, clock);
  const [staf, kasubag, kabag] = [await staff('sari'), await staff('kadir', 'kasubag'), await staff('kiki', 'kabag')];
  const rina = talk('telegram-public', 'rina');
  await book(rina, { day: '3 minggu lagi' }).done;
  await staf.sees('Permohonan').done;
  const step = async (): Promise<void> => {
    const visit = await models.Visit.findOne().lean();
    assert.ok(visit?.dueAt);
    await clock.move(visit.dueAt.getTime() - clock.now() + 1000);
    system.sweeper.kick();
    // The next duty is known once this one was told.
    await until(async () => {
      const now = await models.Visit.findOne().lean();
      return now !== null && !now.news && now.dueVersion > visit.dueVersion;
    });
  };
  await step();
  await kasubag.sees('belum dijawab', 'Permohonan').done;
  await rina.sees('naikkan ke atasan', 'Kabar berikutnya').done;
  await step();
  await kabag.sees('belum dijawab', 'Permohonan').done;
  await rina.sees('naikkan ke atasan').done;
  assert.equal(kasubag.phone.messages().filter((m) => m.text.includes('Permohonan')).length, 1);
  assert.equal(await models.Seat.countDocuments(), 1);
  await kabag.tap('Setujui').sees('disetujui').done;
  await rina.sees('Kabar baik').done;
});

test('who has no card is shown it from the list, with everything that is known; whom no chat reaches is to be rung up', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const rina = talk('telegram-public', 'rina');
  await book(rina).done;
  const sari = await staff('sari');
  await sari.user('kunjungan').sees('1 kunjungan menunggu').tap('K-1001').sees('Bagaimana').tap('Lihat kartu').done;
  await sari.sees('Permohonan kunjungan K-1001', 'Bu Rina', 'Surat: menyusul').done;
  const { chat } = (await system.services.models.Visit.findOne().lean())!;
  rina.phone.block();
  await until(() => system.services.stuck.store.isAway(chat));
  await sari.tap('Setujui').sees('sudah disimpan', 'Bu Rina, +62 812-3456-7890').done;
});

test('a card from before the guests moved decides nothing', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await book(rina, { kind: 'Warga' }).done;
  await sari.sees('Permohonan kunjungan').done;
  const old = sari.last!.id;
  await rina.user('k-1001').sees('Mau apa').tap('Pindah').sees('tanggal').user('Kamis minggu depan').sees('Jam').done;
  await rina.tap('14.00').sees('dipindahkan').tap('Ya').sees('kami pindahkan').done;
  await sari.sees('memindahkan waktunya').done;
  sari.phone.press('Setujui', { message: old });
  await sari.sees('sudah berubah sejak kartu itu', '14.00').done;
  assert.equal((await system.services.models.Visit.findOne().lean())?.status, 'menunggu');
  await sari.tap('Setujui').sees('disetujui').done;
});
