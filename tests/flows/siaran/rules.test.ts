/** Writing, approving, changing and leaving: what each of them may not do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Broadcast } from '#models/broadcast.ts';
import { compose, reaches, subscriber, toLoudHours } from '#tests/support/broadcasts.ts';
import { picture } from '#tests/support/samples.ts';
import { book } from '#tests/support/visits.ts';
import { startTestSystem } from '#tests/support/system.ts';

const NEWS = 'Kantor tutup hari Jumat, layanan buka lagi Senin.';
const OTHER = 'Kantor tutup hari Kamis, layanan buka lagi Jumat.';

test('nobody approves their own; what was changed needs a new approval; two presses are one', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const { models } = system.services;
  const [kadir, kiki] = [await staff('kadir', 'kasubag'), await staff('kiki', 'kabag')];
  const rina = subscriber(talk, 'rina');
  await rina.done;
  await compose(kadir, NEWS, 'besok jam 10').tap('Ajukan').sees('sudah diajukan').done;
  assert.equal(
    kadir.phone.messages().some(({ text }) => text.includes('mengajukan siaran')),
    false,
    'the author has no card',
  );
  // A card that was forwarded, or a button made up.
  kadir.phone.press('Ajukan');
  await kadir.sees('menunggu disetujui').done;
  await kiki.sees(NEWS).sees('mengajukan siaran', '1 penerima').done;
  await kadir
    .tap('Ubah')
    .sees('Apa yang diubah')
    .tap('Isi')
    .sees('isi pengumuman')
    .user(OTHER)
    .sees('konsep lagi')
    .sees('Konsep', 'penerima').done;
  await kiki.tap('Setujui').sees('sudah diubah sejak').done;
  await kadir.tap('Ajukan').sees('sudah diajukan').done;
  await kiki.sees(OTHER).sees('mengajukan siaran').done;
  kiki.phone.press('Setujui', { twice: true });
  await kiki.sees(/S-1001 disetujui/).done;
  await kadir.sees('disetujui oleh kiki').done;
  kiki.phone.press('Setujui');
  await kiki.sees('terjadwal').done;
  const broadcast = (await models.Broadcast.findOne().lean<Broadcast>())!;
  assert.equal(broadcast.history.filter(({ what }) => what === 'disetujui').length, 1);
  assert.equal(broadcast.approver?.name, 'kiki');
  await kadir.tap('Ubah').sees('Apa yang diubah').tap('Isi').sees('isi').user(NEWS).sees('konsep lagi').done;
  assert.equal((await models.Broadcast.findOne().lean<Broadcast>())?.approver, null, 'approved was something else');
  await kadir.tap('Ajukan').sees('sudah diajukan').done;
  await kiki.sees(NEWS).sees('mengajukan siaran').done;
  // It turns out that kiki is kadir's second account: both were bound with one telephone.
  const { phoneHash = null } = (await models.Person.findOne({ name: 'kadir' }).lean()) ?? {};
  await models.Person.updateOne({ name: 'kiki' }, { $set: { phoneHash } });
  await kiki.tap('Setujui').sees('tulis sendiri').done;
  assert.equal((await models.Broadcast.findOne().lean<Broadcast>())?.status, 'menunggu');
});

test('an author who is an approver too cannot press another way; without a second person it stays a draft', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const kadir = await staff('kadir', 'kasubag');
  await subscriber(talk, 'rina').done;
  await compose(kadir, NEWS).tap('Ajukan').sees('Belum ada orang kedua').done;
  const { models, notices } = system.services;
  await models.Broadcast.updateOne({}, { $set: { status: 'menunggu' } });
  const chat = `telegram-members:${kadir.phone.scene.world.person('kadir').user.id}`;
  const buttons = [{ label: { key: 'siaran.approve' }, flow: 'siaran-putuskan', arg: 'setuju.S-1001.1' }];
  await notices.toChat(chat, { key: 'forged', text: { key: 'siaran.closed' }, buttons });
  await kadir.sees('Baik').tap('Setujui').sees('tulis sendiri').done;
  assert.equal((await models.Broadcast.findOne().lean<Broadcast>())?.status, 'menunggu');
});

test('whoever wrote any of it lets none of it out, though somebody else wrote last', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const { models } = system.services;
  const [kadir, kiki] = [await staff('kadir', 'kasubag'), await staff('kiki', 'kabag')];
  await subscriber(talk, 'rina').done;
  await compose(kadir, NEWS).done;
  await kiki.user('kemajuan').sees('Siaran yang mana', 'Kantor tutup').user('s1001').sees('konsep').tap('Ubah').done;
  await kiki.sees('Apa yang diubah').tap('Waktu kirim').sees('Kapan').user('besok jam 10').sees('konsep lagi').done;
  await kiki.sees('Konsep', 'penerima').tap('Ajukan').sees('Belum ada orang kedua').done;
  const sekar = await staff('sekar', 'sekwan');
  await kiki.tap('Ajukan').sees('sudah diajukan').done;
  await sekar.sees(NEWS).sees('mengajukan siaran').done;
  const { notices } = system.services;
  const chat = `telegram-members:${kadir.phone.scene.world.person('kadir').user.id}`;
  const buttons = [{ label: { key: 'siaran.approve' }, flow: 'siaran-putuskan', arg: 'setuju.S-1001.2' }];
  await notices.toChat(chat, { key: 'forged', text: { key: 'siaran.closed' }, buttons });
  await kadir.sees('Baik').tap('Setujui').sees('tulis sendiri').done;
  await sekar.tap('Setujui').sees(/S-1001 disetujui/).done;
  assert.equal((await models.Broadcast.findOne().lean<Broadcast>())?.approver?.name, 'sekar');
});

test('an hour in the quiet ones is told as what it is, to who writes and to who decides', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const [sari, kadir] = [await staff('sari'), await staff('kadir', 'kasubag')];
  await subscriber(talk, 'rina').done;
  await compose(sari, NEWS, 'besok jam 23.30').done;
  const card =
    /23\.30 WIB, tetapi itu jam tenang: baru dikirim .*0?7\.00 WIB|23\.30 WIB, tetapi itu jam tenang: baru dikirim .*12\.00 WIB/;
  assert.match(sari.last?.text ?? '', card);
  await sari.tap('Ajukan').sees('sudah diajukan').done;
  await kadir.sees(NEWS).sees('mengajukan siaran', 'jam tenang').done;
});

test('nobody wants it, too long, a number that is none: one sentence each, and nothing is lost', async (t) => {
  const { staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const sari = await staff('sari');
  await sari.user('siaran').sees('untuk siapa').user('warga').sees('Topik').tap('Layanan').sees('Ada lagi').done;
  await sari
    .tap('Itu saja')
    .sees('dikecualikan')
    .user('Mars')
    .sees('Mohon tulis nama kecamatan')
    .user('Deli, '.repeat(31)).done;
  await sari.sees('paling banyak 30').user('S-7777, s7777').done;
  await sari.sees('isi pengumuman').user('a'.repeat(851)).sees('850').user(NEWS).sees('Inggris').tap('Lewati').done;
  await sari.sees('foto atau PDF').tap('Lewati').sees('Kapan').user('segera').sees('Mohon diperiksa').done;
  await sari.tap('Ya, simpan').sees('S-7777 tidak ada', 'dikecualikan').tap('Lewati').sees('Mohon diperiksa').done;
  await sari.tap('Ya, simpan').sees('Belum ada penerima yang cocok', 'untuk siapa').tap('Pemesan kunjungan').done;
  await sari.sees('nomor kunjungan').user('K-7777').sees('Mohon diperiksa').tap('Ya, simpan').done;
  await sari.sees('K-7777 tidak ada', 'nomor kunjungan').user('batal').done;
  assert.equal(await system.services.models.Broadcast.countDocuments(), 0);
});

test('one press leaves, whatever form is open, and the form goes on; STOP outside of a form leaves too', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const { models } = system.services;
  const [sari, kadir] = [await staff('sari'), await staff('kadir', 'kasubag')];
  const [rina, budi] = [subscriber(talk, 'rina'), subscriber(talk, 'budi')];
  await rina.done;
  await budi.done;
  await rina.user('kunjungan').sees('Siapa yang akan datang').done;
  await compose(sari, NEWS).tap('Ajukan').sees('sudah diajukan').done;
  await kadir.sees(NEWS).sees('2 penerima').tap('Setujui').sees('disetujui').done;
  await rina.sees(NEWS).tap('Berhenti berlangganan').sees('tidak kami kirimi').done;
  await rina.tap('Warga').sees(/keperluan|tanggal/i).done;
  await budi.sees(NEWS).user('STOP').sees('tidak kami kirimi').done;
  await reaches(system, 'S-1001', 'selesai');
  assert.equal(await models.Subscription.countDocuments({ status: 'aktif' }), 0);
  assert.equal(await models.Subscription.countDocuments({ 'consent.text': 'siaran.consent' }), 2, 'the proof stays');
});

test('to who booked visits, with a photo, in English; not to who had the one before; progress in words', async (t) => {
  const { talk, staff, system } = await startTestSystem(t);
  await toLoudHours(system);
  const { models } = system.services;
  const [sari, kadir] = [await staff('sari'), await staff('kadir', 'kasubag')];
  const [rina, budi] = [talk('telegram-public', 'rina'), talk('telegram-public', 'budi')];
  await book(rina, { kind: 'Warga' }).done;
  await book(budi, { kind: 'Warga', time: '14.00' }).done;
  const bytes = await picture();
  const announce = async (numbers: string, except: string): Promise<void> => {
    await sari.user('siaran').sees('untuk siapa').tap('Pemesan kunjungan').sees('nomor kunjungan').user(numbers).done;
    await sari.sees('dikecualikan').user(except).sees('isi pengumuman').user(NEWS).sees('Inggris').user(`${OTHER} (en)`)
      .done;
    await sari.sees('foto atau PDF').act({ do: 'photo', bytes }).sees('Kapan').user('segera').sees('Mohon diperiksa')
      .done;
    await sari.tap('Ya, simpan').sees('tersimpan').sees('Konsep', 'penerima').tap('Ajukan').sees('sudah diajukan').done;
    await kadir.sees('mengajukan siaran', '1 penerima').tap('Setujui').sees('disetujui').done;
    await sari.sees('selesai', 'terkirim 1').done;
  };
  await rina.user('english').sees('English').done;
  await announce('K-1001', 'lewati');
  await rina.sees(`${OTHER} (en)`).done;
  assert.ok(
    rina.phone.messages().some(({ text, file }) => text.includes(OTHER) && file),
    'with its photo',
  );
  await announce('K-1001, K-1002', 'S-1001');
  await budi.sees(NEWS).done;
  assert.equal(rina.phone.messages().filter(({ text }) => text.includes(OTHER)).length, 1);
  await sari.user('kemajuan').sees('Siaran yang mana').tap('S-1002').sees('selesai', '100%', 'Terkirim 1').done;
  assert.equal(await models.Delivery.countDocuments({ state: 'sent' }), 2);
  const one = (await models.Broadcast.findOne({ _id: 'S-1002' }).lean<Broadcast>())!;
  const many = Array.from({ length: 9 }, (_, n) => 9992 + n);
  await models.Broadcast.insertMany(many.map((n) => ({ ...one, _id: `S-${n}`, serial: n, requestKey: `r${n}` })));
  await sari.user('kemajuan').sees('Siaran yang mana').tap('S-10000').sees('S-10000', 'selesai').done;
  await sari.user('kemajuan').sees('S-9993').tap('Lainnya').sees('S-9992', 'S-1001').tap('S-1001').sees('S-1001').done;
  await sari.user('kemajuan').sees('S-9993').user('nomor s 1002').sees('S-1002', 'selesai').done;
});
