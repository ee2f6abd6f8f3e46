/** "Is this letter real?": what anybody learns by the code at its foot, and when it holds no longer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCode } from '#services/ticket-token.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book, cancelVisit } from '#tests/support/visits.ts';

test('a letter is checked by its code, and says when it holds no longer', async (t) => {
  const s = await startTestSystem(t);
  const { models, council, hash } = s.system.services;
  const sari = await s.staff('sari');
  const rina = s.talk('telegram-public', 'rina');
  const anybody = s.talk('telegram-public', 'budi');
  await book(rina, { from: 'SD 5 Medan', name: 'Nyonya Rahasia' }).sees('tunggu paling lambat').done;
  await sari.sees('Permohonan').tap('Setujui').sees('disetujui').done;
  await rina.sees('kalender di HP').done;
  const codeNow = async (): Promise<string> => {
    const visit = await models.Visit.findById('K-1001').lean();
    return checkCode('K-1001', visit?.letterNumber ?? '', council, hash);
  };
  const first = await codeNow();

  await anybody.start().sees('bantu').user('cek surat').sees('kode periksa').user(first.toLowerCase()).done;
  await anybody.sees('asli dan berlaku', 'Sekolah').done;
  for (const secret of ['Rahasia', 'SD 5', '0812']) assert.ok(!anybody.last?.text.includes(secret), secret);
  await anybody.user(first).sees('asli dan berlaku').user(`cek surat ${first}`).sees('asli dan berlaku').done;
  for (const wrong of ['K-1001-AAAAAAAA', 'K-9999-AAAAAAAA', 'cek surat 400/1/SETWAN/2026'])
    await anybody.user(wrong).sees('tidak ada pada surat kami').done;

  await rina.user('kunjungan saya').sees('Mau apa').tap('Pindah').sees('tanggal').user('Kamis minggu depan').sees('Jam')
    .done;
  await rina.tap('14.00').sees('dipindahkan').tap('Ya').sees('menghapus jadwal lama').done;
  await anybody.user(first).sees('sedang diubah').done;
  await sari.sees('memindahkan').tap('Setujui').sees('disetujui').done;
  await rina.sees('kalender di HP').done;
  const second = await codeNow();
  await anybody.user(first).sees('sudah diganti').user(second).sees('asli dan berlaku').done;
  await cancelVisit(rina).done;
  await anybody.user(second).sees('tidak berlaku lagi').done;
});
