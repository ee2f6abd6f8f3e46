/** The office works in a group with topics: one conversation from the first word to the end, and who may not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture } from '#tests/support/samples.ts';
import { openGroup, until } from './group-house.ts';

test('a citizen and staff talk in a topic: claimed by the first answer, both ways, notes inside, closed and reopened', async (t) => {
  const house = await openGroup(t, ['sari', 'joko', 'kepala', 'orang-luar']);
  const { group, staff, ask, at, topic, word, system } = house;
  const { models } = system.services;
  const sari = await staff('sari');
  await staff('joko');
  await staff('kepala', 'kabag');

  // Bound by those above alone, and only as long as it can be worked in.
  const general = at('kepala');
  general.phone.text(word('hubungkan'));
  await general.sees('tempat kerja semua bagian');

  const rina = await ask('rina', 'Surat saya sampai mana?');
  const id = await topic('C-1001 · Surat · menunggu');
  const [here, there] = [at('sari', id), at('joko', id)];
  await here.sees('C-1001', 'Warga', 'Surat saya sampai mana?', 'SELESAI');
  assert.equal(sari.phone.messages().filter(({ text }) => text.includes('C-1001')).length, 0, 'nobody is asked twice');
  await rina.user('Tolong ya').done;
  await here.sees('Tolong ya');

  here.phone.text('Sebentar kami cek.');
  await here.sees('C-1001 ditangani sari');
  await rina.sees('siap membantu').sees('Petugas', 'Sebentar kami cek.').done;
  await until(() => group.named('C-1001')[0]?.name.endsWith('ditangani') === true, 'its name says so');
  there.phone.text('Saya saja');
  await there.sees('tidak terkirim', 'ditangani sari');

  // Quoted, edited, a file each way.
  const asked = here.phone.messages().find(({ text }) => text.includes('Tolong ya'))!;
  here.phone.text('Sudah di Komisi IV.', { replyTo: asked.id });
  await rina.sees('“Tolong ya”', 'Sudah di Komisi IV.').done;
  here.phone.edit('Sudah di Komisi III.');
  await rina.sees('(diubah)', 'Komisi III').done;
  await rina.act({ do: 'photo', bytes: await picture(), caption: 'ini suratnya' }).done;
  assert.ok((await here.sees('ini suratnya')).file);
  here.phone.photo({ bytes: await picture(), caption: 'tanda terimanya' });
  await rina.sees('tanda terimanya').done;

  // A note and what is said by others stay inside, quoted or not.
  here.phone.text('// orangnya sabar');
  await here.sees('Catatan', 'disimpan');
  here.phone.edit('orangnya sabar sekali');
  await here.sees('tidak dikirim');
  const note = here.phone.events().find(({ text }) => text.startsWith('// orangnya'))!;
  here.phone.text('Ditunggu ya.', { replyTo: note.id });
  await rina.sees('Ditunggu ya.').done;
  const stranger = at('orang-luar', id);
  stranger.phone.text('Saya tahu jawabannya');
  await stranger.sees('tidak diteruskan');
  stranger.phone.text('Betul!');
  here.phone.press('Jawaban siap');
  await here.sees('Jawaban mana');
  here.phone.text('1');
  await here.sees('dijawab sari');
  assert.equal(stranger.count('tidak diteruskan'), 1, 'told once');

  here.phone.text('selesai');
  await here.sees('sudah selesai');
  await rina.sees('Bagaimana pelayanan').tap('Puas').sees('penilaiannya').done;
  await until(() => group.named('C-1001')[0]?.closed === true, 'the topic is closed');
  assert.ok(rina.phone.messages().every(({ text }) => !/sabar|Saya tahu|Betul|Saya saja|sari|joko/.test(text)));

  // It goes on in the same topic, with its new number.
  await rina.user('petugas').sees('tulis keperluannya').user('Satu lagi').sees('C-1002').done;
  assert.equal((await models.Obrolan.find().lean()).length, 2);
});

test('a member asks a unit in its own group; handed over, it stands in the other group; an album goes as one', async (t) => {
  const house = await openGroup(t, ['sari', 'kepala']);
  const { group, staff, at, topic, word, standIn, system } = house;
  await staff('sari');
  await staff('kepala', 'kabag');
  const dewan = await staff('Pak Anggota', 'anggota');
  const other = standIn.people.group('Keuangan', ['kepala', 'sari'], { bots: ['telegram-members'], forum: true });
  at('kepala').phone.text(word('hubungkan umum'));
  await at('kepala').sees('tempat kerja Bagian Umum');
  other.phone('kepala').text(word('hubungkan keuangan'));
  await until(async () => (await system.services.models.Grup.countDocuments()) === 2, 'both are bound');

  await dewan.user('layanan').sees('Apa yang Bapak/Ibu perlukan').user('mobil').sees('ke mana').done;
  await dewan.user('Besok jam 9 ke bandara').sees('C-1001').done;
  const here = at('sari', await topic('C-1001 · Kendaraan'));
  await here.sees('layanan baru', 'Pak Anggota', 'bandara');
  here.phone.press('Ambil');
  await here.sees('ditangani sari');
  await dewan.sees('sedang ditangani').done;
  const items = [await picture(), await picture()].map((bytes) => ({ kind: 'photo' as const, bytes }));
  here.phone.do({ do: 'album', items: [{ ...items[0]!, caption: 'mobilnya' }, items[1]!] });
  await dewan.sees('mobilnya').done;
  await until(() => dewan.phone.messages().filter(({ file }) => file).length === 2, 'both pictures');

  here.phone.press('Lainnya');
  await here.sees('Apa yang perlu');
  here.phone.press('Oper');
  await here.sees('kepada siapa');
  here.phone.press('Bagian Keuangan');
  await here.sees('petugas berikutnya');
  here.phone.text('lewati');
  await here.sees('tidak lagi di grup ini');
  await until(() => other.named('C-1001').length === 1, 'a topic in the other group');
  await until(() => group.named('C-1001')[0]!.closed, 'the first is closed');
  const there = other.phone('kepala', other.named('C-1001')[0]!.id);
  await until(() => there.messages().some(({ text }) => text.includes('bandara')), 'the card');
  there.text('Kami bantu dari sini.');
  await dewan.sees('Petugas Bagian Keuangan', 'Kami bantu dari sini').done;
  here.phone.scene.dialog.topics!.get(here.phone.scene.topic!)!.closed = false;
  here.phone.text('Masih di sini?');
  await here.sees('tidak terkirim');
});
