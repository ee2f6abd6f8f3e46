/** Officers' side on the running system: files for the handler alone, proof, merging, a shared phone, a member accused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';

test('a photo alone; the handler alone sees it; closed with the executor’s photo; a neighbour follows', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const { models } = system.services;
  const [sari, tono] = [await staff('sari'), await staff('tono')];
  const [rina, budi] = [talk('telegram-public', 'rina'), talk('telegram-public', 'budi')];
  await rina.act({ do: 'photo', bytes: await picture() }).sees('sudah kami simpan').done;
  await rina.user('parit sumbat, gg mawar no 3, telp 0812-3456-7890').sees('Kirim?').tap('Kirim').sees('A-1001').done;
  await sari
    .sees('A-1001', '••••')
    .tap('Buka')
    .sees('••••')
    .tap('Tangani')
    .sees('catatan')
    .tap('Lewati')
    .sees('0812-3456-7890').done;
  await sari.sees('hanya untuk petugas').done;
  // A colleague neither reads the number nor sees the picture.
  await tono.sees('A-1001').tap('Buka').sees('sedang ditangani', '••••').done;
  assert.ok(!tono.last?.buttons.flat().some(({ label }) => label.startsWith('Lihat')));
  await tono.user('batal').sees('batalkan').done;
  await sari.tap('Aman ditunjukkan').sees('boleh ditunjukkan').done;
  await tono.user('aduan').sees('Yang mana').tap('A-1001').sees('sedang ditangani').tap('Lihat').sees('sudah diperiksa')
    .done;

  await budi.user('parit tumpat di gang mawar').sees('sudah ada laporan serupa', 'gang mawar').done;
  await budi.tap('Ikut').sees('A-1002', 'gabungkan').done;
  assert.equal((await models.Aduan.findOne({ _id: 'A-1002' }).lean())?.mergedInto, 'A-1001');

  await sari
    .user('aduan')
    .sees('Yang mana')
    .tap('A-1001')
    .sees('Batas aturan')
    .tap('Tutup')
    .sees('hasil')
    .tap('Beres')
    .sees('penjelasannya').done;
  await sari
    .user('Parit sudah dikeruk.')
    .sees('Apa buktinya')
    .act({ do: 'photo', bytes: await picture() }).done;
  await sari.sees('A-1001: selesai').done;
  await rina.sees('kami tutup (Beres)', 'dikeruk', 'Benar sudah beres?').done;
  await budi.sees('A-1002', 'kami tutup (Beres)').done;
  await budi.user('cek').sees('A-1002', 'selesai').done;
  assert.equal((await models.Aduan.findOne({ _id: 'A-1001' }).lean())?.proof?.files.length, 1);
  // Once on the same desk, then one level up.
  await rina.tap('Belum').sees('belum beres').user('masih bau').sees('kami buka lagi').done;
  assert.equal((await models.Aduan.findOne({ _id: 'A-1001' }).lean())?.level, 0);
});

test('a shared phone hears only that there is news; what is about a member goes to the ethics council alone', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const { models } = system.services;
  const [sari, bk] = [await staff('sari'), await staff('bima', 'operator-akd')];
  const rina = talk('telegram-public', 'rina');
  // Said before the first report: its first notice is neutral already.
  await rina.user('hp bersama').sees('dipakai bersama').tap('Ya').sees('BUKA').done;
  await rina.user('lampu jalan mati di gg keluarga').sees('Kirim?').tap('Kirim').sees('A-1001').done;
  await sari
    .sees('A-1001')
    .tap('Buka')
    .sees('Batas aturan')
    .tap('Jawab')
    .sees('Apa jawabannya')
    .user('Lampu diganti besok pagi.')
    .sees('sudah dijawab').done;
  await rina.sees('Ada kabar untuk A-1001').done;
  assert.ok(!rina.phone.messages().some(({ text }) => text.includes('diganti')));
  await rina.user('buka').sees('Lampu diganti besok', 'Benar sudah beres').tap('Sudah').sees('sudah beres').done;

  const before = sari.position;
  await rina.user('saya mau lapor ada anggota dewan minta uang ke saya').sees('Badan Kehormatan', 'nama').done;
  await rina.user('Rina Lubis').sees('Kirim?').done;
  assert.ok(!rina.last?.buttons.flat().some(({ label }) => label === 'Tanpa nama'));
  await rina.tap('Kirim').sees('A-1002').done;
  await bk
    .sees('A-1002', 'rahasia')
    .tap('Buka')
    .sees('Batas aturan')
    .tap('Tangani')
    .sees('catatan')
    .tap('Lewati')
    .sees('minta uang', 'Rina Lubis').done;
  const report = await models.Aduan.findOne({ _id: 'A-1002' }).lean();
  assert.deepEqual([report?.desk, report?.confidential], ['bk', true]);
  assert.ok(!sari.phone.messages(before).some(({ text }) => text.includes('A-1002')));
  await sari.user('aduan').sees('Tidak ada pengaduan').done;
});

test('a request for information: its own days, put off once, and an objection', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  const ppid = await staff('dewi', 'admin-ppid');
  const rina = talk('telegram-public', 'rina');
  await rina.user('minta salinan perda parkir tahun lalu').sees('nama pemohon').user('Rina').sees('Kirim?').tap('Kirim')
    .done;
  await rina.sees('A-1001').done;
  await ppid.sees('A-1001').tap('Buka').sees('Permintaan informasi', 'UU 14/2008').tap('Perpanjang').sees('alasan')
    .done;
  await ppid.user('Berkasnya masih dikumpulkan.').sees('menunggu diperiksa').done;
  await rina.sees('kami perpanjang sampai').done;
  const report = await system.services.models.Aduan.findOne({ _id: 'A-1001' }).lean();
  assert.deepEqual([report?.kind, report?.desk, report?.extended], ['informasi', 'ppid', true]);
  await ppid.tap('Buka').sees('Batas aturan').tap('Jawab').sees('Apa jawabannya').user('Salinannya dikirim lewat pos.')
    .done;
  await rina.sees('dikirim lewat pos').user('keberatan').sees('Apa keberatan').user('Belum lengkap.').sees('ke atasan')
    .done;
  assert.equal((await system.services.models.Aduan.findOne({ _id: 'A-1001' }).lean())?.level, 1);
});
