/** The office's side: who has it, to whom a word goes, and what comes when it is over or its holder is gone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginInTheMorning } from '#tests/support/office-hours.ts';
import { ogg, picture } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { TestSystem } from '#tests/support/system.ts';
import type { Talk } from '#tests/support/talk.ts';

type House = TestSystem & { ask(person: string, words: string): Promise<Talk> };

const open = async (t: Parameters<typeof startTestSystem>[0]): Promise<House> => {
  const house = await startTestSystem(t);
  const { clock, council } = house.system.services;
  await beginInTheMorning(council, clock);
  const ask = async (person: string, words: string): Promise<Talk> => {
    const talk = house.talk('telegram-public', person);
    await talk
      .start()
      .sees('Selamat datang')
      .user('petugas')
      .sees('tulis keperluannya')
      .user(words)
      .sees('carikan petugas').done;
    return talk;
  };
  return { ...house, ask };
};

const heard = (talk: Talk, word: string): number =>
  talk.phone.messages().filter(({ text }) => text.includes(word)).length;
const numbered = (talk: Talk, words: string): number =>
  talk.phone.messages().find(({ text }) => text.includes(words))!.id;

test('two press at once: one has it, the other hears who; two conversations, and no word goes to the wrong person', async (t) => {
  const { staff, ask, system } = await open(t);
  const { models } = system.services;
  const [sari, joko] = [await staff('sari'), await staff('joko')];
  const rina = await ask('rina', 'Surat saya sampai mana? NIK 1271 0101 0190 0001');
  await Promise.all(
    [sari, joko].map(
      (each) =>
        each
          .sees('C-1001', 'Surat saya')
          .tap('Ambil')
          .sees(/sekarang berbicara|sudah diambil/).done,
    ),
  );
  const won = heard(sari, 'sekarang berbicara') ? sari : joko;
  const lost = won === sari ? joko : sari;
  assert.equal(heard(lost, `sudah diambil ${won === sari ? 'sari' : 'joko'}`), 1);
  assert.doesNotMatch(JSON.stringify(await models.Obrolan.find().lean()), /1271 ?0101/, 'no NIK is kept');

  const budi = await ask('budi', 'Kapan rapat komisi?');
  await won.sees('C-1002', 'rapat komisi').tap('Ambil').sees('berbicara dengan C-1002').done;
  await won.user('Rapatnya hari Kamis.').sees('Terkirim ke C-1002').done;
  await budi.sees('hari Kamis').user('Jam berapa?').done;
  await won.sees('C-1002', 'Jam berapa?').done;
  // The reply decides, whichever was chosen; then the chosen one has the word again.
  await won
    .act({
      do: 'text',
      text: 'Suratnya di Komisi IV.',
      replyTo: numbered(won, 'Surat saya'),
    })
    .sees('Terkirim ke C-1001').done;
  await won.user('Pukul 10.').sees('Terkirim ke C-1002').done;
  await rina.sees('Komisi IV').done;
  await budi.sees('Pukul 10').done;
  assert.deepEqual([heard(rina, 'Pukul 10'), heard(budi, 'Komisi IV')], [0, 0]);

  // A photo without the place where it was taken, a changed word, a sticker that says so.
  await rina.act({ do: 'photo', bytes: await picture(), caption: 'ini suratnya' }).done;
  await won.sees('C-1001', 'ini suratnya').done;
  const line = (await models.Obrolan.findById('C-1001').lean())!.lines.at(-1)!;
  const kept = await system.services.files.read(line.files[0]!.file);
  assert.ok(kept && !Buffer.from(kept.bytes).includes('GPS'), 'no place in the photo');
  await rina.act({ do: 'voice', bytes: ogg() }).done;
  await won.sees(/^C-1001 · Warga$/).done;
  await rina.user('Terima kasihh').done;
  await won.sees('Terima kasihh').done;
  await rina.act({ do: 'edit', text: 'Terima kasih' }).done;
  await won.sees('(diubah) Terima kasih').done;
  await rina.act({ do: 'sticker' }).sees('tidak bisa diteruskan').done;

  // A note stays inside; whoever puts it down has the bot's words again; another has it then.
  await won.user('obrolan saya').sees('Terkirim ke C-1002').done;
  await won.user('menu').sees('kami simpan', 'Ada yang bisa kami bantu').user('obrolan').sees('C-1001', 'C-1002').done;
  await won.tap('C-1001').sees('Berbicara dengan C-1001').sees('Alat untuk C-1001').done;
  await won.tap('Catatan').sees('hanya dibaca petugas').user('warga sabar').sees('sudah disimpan').done;
  const other = won === sari ? 'joko' : 'sari';
  await won.act({ do: 'press', button: 'Lainnya' }).sees('Apa yang perlu').done;
  await won.tap('Oper').sees('kepada siapa').tap(other).sees('petugas berikutnya').user('lewati').sees('sudah dioper')
    .done;
  await lost
    .sees('C-1001', 'dioper kepada')
    .tap('Jawab')
    .sees('Berbicara dengan C-1001')
    .user('Saya lanjutkan.')
    .sees('Terkirim ke C-1001').done;
  await rina.sees('petugas yang lebih tepat').sees('Saya lanjutkan').done;
  assert.equal(heard(rina, 'sabar'), 0);
});

test('over and gone: a word after the end begins a new one; a role withdrawn, off duty, and the desk closes', async (t) => {
  const { staff, ask, system } = await open(t);
  const { models, clock } = system.services;
  const sari = await staff('sari');
  const rina = await ask('rina', 'Mau tanya surat');
  await sari.sees('C-1001').tap('Ambil').sees('berbicara dengan C-1001').user('Silakan').sees('Terkirim').done;
  await rina.sees('Silakan').done;
  const words = numbered(rina, 'Petugas Bagian Umum ·');
  await rina.user('menu').sees('Bagaimana pelayanan').sees('Ada yang bisa kami bantu').done;
  await sari.sees('diakhiri penanya').done;
  assert.equal(heard(rina, 'Bagaimana pelayanan'), 1);
  await sari
    .act({ do: 'text', text: 'Masih di sana?', replyTo: numbered(sari, 'berbicara dengan C-1001') })
    .sees('tidak terkirim', 'sudah selesai').done;
  await rina.act({ do: 'text', text: 'Satu lagi', replyTo: words }).sees('C-1001 sudah ditutup', 'C-1002').done;
  await sari.sees('C-1002', 'Satu lagi').tap('Ambil').sees('berbicara dengan C-1002').done;

  // Their role is withdrawn in the middle: nothing they write arrives, and somebody else is asked.
  const joko = await staff('joko');
  await models.Person.updateOne({ name: 'sari' }, { $set: { roles: ['bendahara'] } });
  await sari.user('Saya periksa').sees('tidak terkirim', 'petugas lain').done;
  await rina.sees('petugas lain').done;
  await joko.sees('C-1002', 'kembali ke antrean').tap('Ambil').sees('berbicara dengan C-1002').done;
  assert.equal(heard(rina, 'Saya periksa'), 0);

  // Ten minutes to wait, then everybody; at the end of the day it is kept with its number, and comes back in the morning.
  await joko.user('Mohon tunggu').sees('Terkirim').user('selesai').sees('sudah Bapak/Ibu tutup').done;
  await rina.sees('Bagaimana pelayanan').done;
  const budi = await ask('budi', 'Ada orang?');
  await joko.sees('C-1003').done;
  await clock.move(10 * 60_000 + 5000);
  system.sweeper.kick();
  await budi.sees('masih kami carikan').done;
  await joko.sees('masih menunggu petugas').done;
  await clock.move(8 * 3_600_000);
  system.sweeper.kick();
  await budi.sees('Kantor sudah tutup', 'C-1003', '08.00').done;
  assert.equal((await models.Obrolan.findById('C-1003').lean())?.state, 'tertunda');
  await budi
    .user('petugas')
    .sees('tulis keperluannya')
    .user('Masih soal tadi')
    .sees('Petugas sedang tidak di tempat', 'C-1003').done;
  await clock.move(18 * 3_600_000);
  system.sweeper.kick();
  await joko.sees('menunggu sejak kantor tutup', 'Ada orang?').tap('Ambil').sees('Masih soal tadi').done;
  await budi.sees('sudah siap membantu').done;

  // Going off duty, they hand back what waits for their word.
  await joko.user('menu').sees('Ada yang bisa').user('piket selesai').sees('1 percakapan').done;
  await budi.sees('petugas lain').done;
});

test('a member asks for a car: a unit takes it, both write, it is done and rated', async (t) => {
  const { staff } = await open(t);
  const sari = await staff('sari');
  const dewan = await staff('Pak Anggota', 'anggota');
  await dewan.user('layanan').sees('Apa yang Bapak/Ibu perlukan').user('mobil').sees('ke mana').done;
  await dewan.user('Besok jam 9 ke bandara, 3 orang').sees('Kendaraan', 'C-1001').done;
  await sari
    .sees('layanan baru', 'C-1001', 'Pak Anggota', 'Kendaraan', 'bandara')
    .tap('Ambil')
    .sees('berbicara dengan C-1001').done;
  await dewan.sees('sedang ditangani Bagian Umum').done;
  await sari.user('Siap, sopirnya Pak Budi.').sees('Terkirim ke C-1001', 'Pak Anggota').done;
  await dewan
    .sees('Petugas Bagian Umum', 'sopirnya')
    .tap('Jawab')
    .sees('Berbicara dengan C-1001')
    .user('Terima kasih, jam 8.30 ya').done;
  await sari.sees('Pak Anggota', 'jam 8.30').done;
  await dewan.user('menu').sees('tetap ditangani').sees('Ada yang bisa').done;
  await sari.user('selesai').sees('sudah Bapak/Ibu tutup').done;
  await dewan.sees('Bagaimana pelayanan').tap('Puas').sees('penilaiannya').done;
});
