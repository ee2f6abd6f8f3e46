/** A visit from the first word to the decision, on both bots' real libraries. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pdf, picture } from '#tests/support/samples.ts';
import { heic } from '#tests/services/file-samples.ts';
import { beginInTheMorning } from '#tests/support/office-hours.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book, toPhone, toSummary } from '#tests/support/visits.ts';

const SMA = { from: 'SMA Negeri 1 Medan', day: 'Senin minggu depan', time: '09.00', people: '42 orang' };

test('a school books and changes, staff approve, the guests get their papers', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await beginInTheMorning(system.services.council, system.services.clock);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await toSummary(rina, SMA).done;
  for (const line of ['SMA Negeri 1 Medan', '42 orang', 'Surat: menyusul'])
    assert.ok(rina.last?.text.includes(line), line);
  await rina.tap('Ubah').sees('Bagian mana').tap('Jumlah').sees('Berapa orang').user('40').sees('diperiksa', '40 orang')
    .done;
  await rina
    .tap('Ya, kirim')
    .sees(/Nomor: K-\d+/)
    .sees('tunggu paling lambat')
    .sees('Contoh surat').done;

  await sari.sees('Permohonan kunjungan', 'SMA Negeri 1 Medan', '40 orang').tap('Setujui').sees('disetujui').done;
  await rina.sees('Kabar baik', 'Kode tiket').sees('Tiket kunjungan').sees('Surat balasan').sees('kalender').done;

  const [visit] = await system.services.models.Visit.find().lean();
  assert.equal(visit?.status, 'disetujui');
  assert.equal(visit?.people, 40);
  assert.match(visit?.code ?? '', /^\d{6}$/);
  assert.match(visit?.letterNumber ?? '', /^400\/1\/SETWAN\/\d{4}$/);
  assert.equal(await system.services.models.Seat.countDocuments(), 1);
  const files = rina.phone.messages().flatMap((m) => (m.file ? [m.file.name] : []));
  assert.equal(files.length, 4, files.join());
  assert.deepEqual(
    files.map((name) => name.replace(/K-.*/, '').trim()),
    ['Contoh surat', 'Tiket', 'Surat', 'Kunjungan'],
  );
});

test('a letter sent with the booking reaches the desk; one that is none is asked for again', async (t) => {
  const { talk, staff } = await startTestSystem(t);
  const sari = await staff('sari');
  const budi = talk('telegram-public', 'budi');
  await budi.user('kunjungan').sees('Siapa').tap('DPRD').sees('DPRD mana').user('DPRD Binjai').sees('keperluannya')
    .done;
  await budi
    .user('Studi banding')
    .sees('bertemu')
    .tap('Komisi I')
    .sees('tanggal')
    .user('Kamis minggu depan')
    .sees('Jam')
    .tap('11').done;
  await budi
    .sees('Berapa')
    .user('8')
    .sees('siapkan')
    .tap('Parkir bus')
    .sees('Ada lagi')
    .tap('+ Kursi roda')
    .sees('Atas nama')
    .user('Budi')
    .sees('HP')
    .contact().done;
  await budi.sees('surat permohonannya').act({ do: 'file', name: 'surat.pdf.exe', bytes: pdf() }).sees('program').done;
  await budi.act({ do: 'file', name: 'IMG_0001.HEIC', bytes: heic }).sees('HEIC', 'surat permohonannya').done;
  const scan = new Uint8Array(25_000_000);
  await budi.act({ do: 'file', name: 'pindaian.pdf', bytes: scan }).sees('MB', 'surat permohonannya').done;
  await budi.act({ do: 'sticker' }).sees('PDF', 'surat permohonannya').done;
  await budi
    .act({ do: 'file', name: 'surat.pdf', bytes: new TextEncoder().encode('MZ not a pdf at all') })
    .sees('diperiksa').done;
  await budi
    .tap('Ya, kirim')
    .sees('surat permohonannya')
    .act({ do: 'file', name: 'surat.pdf', bytes: pdf() })
    .sees('diperiksa').done;
  await budi.tap('Ya, kirim').sees(/Nomor: K-\d+/).done;
  await sari.sees('Permohonan kunjungan', 'DPRD Binjai', 'Surat: terlampir', 'Kursi roda, Parkir bus', 'Komisi I').done;
  assert.match(sari.last?.file?.name ?? '', /\.pdf$/);
});

test('a photo of something else: the office asks for another letter and says why, the time stays held', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const { models } = system.services;
  const sari = await staff('sari');
  const budi = talk('telegram-public', 'budi');
  await toPhone(budi).user('081234567890').sees('surat permohonannya').done;
  await budi.act({ do: 'photo', bytes: await picture() }).sees('terlampir').done;
  await budi.tap('Ya, kirim').sees(/Nomor: K-\d+/).done;
  await sari.sees('Permohonan kunjungan', 'Surat: terlampir').tap('Minta surat lain').sees('yang kurang').done;
  await sari.user('Ini foto kucing, bukan surat').sees('sudah kami minta').done;
  await budi.sees('belum sesuai', 'foto kucing', 'tetap kami tahan').done;
  assert.equal(await models.Seat.countDocuments(), 1);
  await budi.tap('Kirim surat').sees('kirim suratnya').done;
  await budi.act({ do: 'file', name: 'surat.pdf', bytes: pdf() }).sees('sudah kami terima').done;
  await sari.sees('Surat dari tamu', 'Surat: terlampir').tap('Setujui').sees('disetujui').done;
  await budi.sees('kalender').done;
});

test('staff decline with a reason, the seat is free again', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const sari = await staff('sari');
  const budi = talk('telegram-public', 'budi');
  await book(budi, { kind: 'Warga', people: 'berdua' }).done;
  await sari.sees('Permohonan').tap('Tolak').sees('alasannya').user('Ruang sedang direnovasi').sees('ditolak').done;
  await budi.sees('belum bisa kami terima', 'Ruang sedang direnovasi').done;
  assert.equal(await system.services.models.Seat.countDocuments(), 0);
});
