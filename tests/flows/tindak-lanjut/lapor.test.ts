/** A report from its first word to the reporter's own verdict, on the running system. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestSystem } from '#tests/support/system.ts';

test('four messages to a complaint; answered, not solved, opened again one level up', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').done;
  // What says nothing begins nothing: not by itself, and not where it is asked for.
  for (const said of ['???', '😀']) await rina.user(said).sees('belum paham', 'Ada yang bisa kami bantu').done;
  // A question for another office is answered with that office, and reported only where they want it.
  await rina.user('berapa lama urus KTP?').sees('ditangani', 'Disdukcapil').tap('Cukup').sees('Ada yang bisa').done;
  await rina.user('lapor').sees('Ada masalah apa').user('?!').sees('ceritakan dengan kata-kata').done;
  await rina.user('parit sumbat di gg mawar, bau sekali').sees('Kirim?', 'Dinas SDABMBK').done;
  await rina.tap('Kirim').sees('Nomor: A-1001', 'Petugas memeriksanya paling lambat').done;
  await sari.sees('Pengaduan baru', 'A-1001', 'gg mawar').tap('Buka').sees('menunggu diperiksa').done;
  await sari.tap('Jawab').sees('Apa jawabannya').user('Parit sudah dikeruk tadi pagi.').sees('sudah dijawab').done;
  await rina.sees('Parit sudah dikeruk', 'Benar sudah beres?').tap('Belum').sees('Apa yang belum beres').done;
  await rina.user('masih bau dan tersumbat').sees('kami buka lagi').done;
  await sari.sees('belum beres', 'masih bau').done;
  await rina.user('cek').sees('A-1001', 'sedang ditangani', 'dinyatakan belum beres').done;
  const report = await system.services.models.Aduan.findOne({ _id: 'A-1001' }).lean();
  assert.deepEqual([report?.state, report?.level, report?.reopened, report?.topic], ['ditangani', 0, 1, 'parit']);
});

test('without a name: the report holds nothing of the reporter, and the answer reaches them all the same', async (t) => {
  const { talk, staff, standIn, system } = await startTestSystem(t);
  const sari = await staff('sari');
  const budi = talk('telegram-public', 'budi');
  await budi.start().sees('Selamat datang').done;
  await budi.user('lapor').sees('Ada masalah apa').user('lampu jalan mati').sees('Di mana tempatnya').done;
  await budi.user('2').sees('Mohon tulis nama jalan').done;
  await budi.user('gg keluarga, tembung').sees('Kirim?').tap('Tanpa nama').sees('tidak disimpan dalam laporan').done;
  await sari
    .sees('A-1001')
    .tap('Buka')
    .sees('gg keluarga')
    .tap('Jawab')
    .user('Lampu diganti besok.')
    .sees('sudah dijawab').done;
  await budi.sees('Lampu diganti besok').tap('Sudah').sees('sudah beres').done;
  const { id, first_name } = standIn.world.person('budi').user;
  const kept = JSON.stringify(await system.services.models.Aduan.find().lean());
  assert.ok(!kept.includes(String(id)) && !kept.includes(first_name), kept);
});

test('what is sent is shown before: the picture with its words, and no place where nobody knows one', async (t) => {
  const { talk } = await startTestSystem(t);
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').act({ do: 'photo', caption: 'jalan berlubang' }).sees('Di mana tempatnya')
    .done;
  await rina.user('gatau pak').sees('Kirim?', 'jalan berlubang', 'Jalan rusak', '1 berkas terlampir').done;
  assert.doesNotMatch(rina.last!.text, /Tempat/);
});

test('a life in danger: emergency numbers at once, and the report goes on', async (t) => {
  const { talk } = await startTestSystem(t);
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').user('lapor').sees('Ada masalah apa').done;
  await rina.user('tetangga kebakaran di jalan sei kera').sees('112', '110', '119').sees('sudah sampai ke petugas')
    .done;
});

test('nobody presses twice with two outcomes: the second officer is told', async (t) => {
  const { talk, staff } = await startTestSystem(t);
  const [sari, tono] = [await staff('sari'), await staff('tono')];
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').user('lapor').sees('Ada masalah apa').done;
  await rina.user('jalan rusak di jl setia budi').sees('Kirim?').tap('Kirim').sees('A-1001').done;
  await sari
    .sees('A-1001')
    .tap('Buka')
    .sees('Tempat')
    .tap('Tutup')
    .sees('hasil apa')
    .tap('Sudah dijelaskan')
    .sees('penjelasannya').done;
  await tono.sees('A-1001').tap('Buka').sees('Tempat').tap('Jawab').sees('jawabannya').done;
  await sari.user('Sudah kami jelaskan jadwal perbaikannya.').sees('A-1001: selesai').done;
  await tono.user('Akan diperbaiki bulan depan.').sees('baru saja diubah').done;
});
