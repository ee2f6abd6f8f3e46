/** What goes on behind the end, in the morning, and in documents of before there were groups. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGroup, until } from './group-house.ts';

test('a word behind the end opens the topic again under its new number; kept over night, it comes in the morning', async (t) => {
  const house = await openGroup(t, ['kepala', 'sari']);
  const { group, at, ask, topic, word, staff, system } = house;
  const { clock, models } = system.services;
  const sari = await staff('sari');
  await staff('kepala', 'kabag');
  // Asked before the group was bound: taken and ended in the bot, as ever.
  const tono = await ask('tono', 'Kapan rapat komisi?');
  await models.Obrolan.collection.updateOne({ _id: 'C-1001' as never }, { $unset: { room: 1 } });
  await sari.sees('C-1001').tap('Ambil').sees('berbicara dengan C-1001').user('Kamis.').sees('Terkirim').done;
  await tono.sees('Kamis').done;
  await sari.user('selesai').sees('sudah Bapak/Ibu tutup').done;
  at('kepala').phone.text(word('hubungkan'));
  await at('kepala').sees('tempat kerja');

  const rina = await ask('rina', 'Surat saya sampai mana?');
  const id = await topic('C-1002');
  const here = at('sari', id);
  here.phone.text('Di Komisi III.');
  await rina.sees('Di Komisi III.').done;
  const words = rina.phone.messages().find(({ text }) => text.includes('Di Komisi III.'))!;
  here.phone.text('selesai');
  await rina.sees('Bagaimana pelayanan').done;
  await until(() => group.named('C-1002')[0]?.closed === true, 'closed');
  await rina.act({ do: 'text', text: 'Komisi III di lantai berapa?', replyTo: words.id }).sees('C-1003').done;
  await here.sees('C-1003', 'Komisi III di lantai berapa?');
  assert.deepEqual(
    group.named('').map(({ id: one, name, closed }) => [one, name.slice(0, 6), closed]),
    [[id, 'C-1003', false]],
  );
  here.phone.text('Lantai dua.');
  await rina.sees('Lantai dua').done;

  // Nobody takes the next one: after its minutes people are asked in the bot too. The desk closes over it; in the morning it comes to
  // the same topic, with what was said at night.
  const budi = await ask('budi', 'Ada orang?');
  const second = at('sari', await topic('C-1004'));
  await second.sees('C-1004', 'Ada orang?');
  await clock.move(10 * 60_000 + 5000);
  system.sweeper.kick();
  await budi.sees('masih kami carikan').done;
  await second.sees('masih menunggu petugas');
  await sari.sees('C-1004', 'masih menunggu petugas').done;
  await clock.move(8 * 3_600_000);
  system.sweeper.kick();
  await budi.sees('Kantor sudah tutup', 'C-1004').done;
  await budi.user('petugas').sees('tulis keperluannya').user('Masih soal tadi').sees('tidak di tempat').done;
  await clock.move(18 * 3_600_000);
  system.sweeper.kick();
  await second.sees('menunggu sejak kantor tutup');
  await second.sees('Masih soal tadi');
  assert.equal(group.named('C-1004').length, 1);
});

test('where a life may be at stake everybody is called at once, not the group alone', async (t) => {
  const { at, talk, topic, word, staff } = await openGroup(t, ['kepala', 'sari']);
  const sari = await staff('sari');
  await staff('kepala', 'kabag');
  at('kepala').phone.text(word('hubungkan'));
  await at('kepala').sees('tempat kerja');
  const rina = talk('telegram-public', 'rina');
  await rina
    .start()
    .sees('Selamat datang')
    .user('petugas')
    .sees('tulis keperluannya')
    .user('Tolong, saya mau bunuh diri')
    .sees('C-1001').done;
  await at('sari', await topic('C-1001')).sees('C-1001', 'bunuh diri');
  await sari.sees('C-1001', 'bunuh diri').done;
});
