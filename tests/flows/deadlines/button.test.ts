/** Whoever is shown a deadline can ask how it was counted with one press, citizen and office, on both platforms' own ways. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginInTheMorning } from '#tests/support/office-hours.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book } from '#tests/support/visits.ts';

const COUNTED = 'Dihitung dari';

test('a report: under its receipt, its state, the officer’s card and in what can be done with it', async (t) => {
  const { system, talk, staff } = await startTestSystem(t);
  await beginInTheMorning(system.services.council, system.services.clock);
  const sari = await staff('sari');
  const budi = talk('telegram-public', 'budi');
  await budi.user('parit sumbat gg mawar psr 3 marelan').sees('Kirim?').tap('Kirim').sees('A-1001').done;
  await budi.tap('Cara hitung').sees('tenggat A-1001', 'Batas pemeriksaan', COUNTED).done;
  await budi.user('cek').sees('Batas aturan').tap('Cara hitung').sees('Batas jawaban', COUNTED).done;
  await sari.sees('Pengaduan baru', 'A-1001').tap('Cara hitung').sees('tenggat A-1001', COUNTED).done;
  await sari.tap('Buka').sees('Batas aturan').tap('Cara hitung tenggat').sees('Batas jawaban', COUNTED).done;
  await sari
    .user('aduan')
    .sees('Yang mana')
    .tap('A-1001')
    .sees('Batas aturan')
    .tap('Tangani')
    .sees('catatan')
    .tap('Lewati')
    .sees('ditangani').done;
  await sari.user('menu').done;
});

test('a request for information, in English; on the last word nothing runs any more and no button says so', async (t) => {
  const { talk, staff } = await startTestSystem(t);
  const sari = await staff('sari');
  const budi = talk('telegram-public', 'budi');
  await budi.user('bahasa').sees('bahasa').tap('English').sees('English').done;
  await budi.user('minta salinan risalah rapat anggaran').sees('Whose request').user('Budi Santoso').sees('Send?').done;
  await budi.tap('Send').sees('A-1001').tap('How it is counted').sees('A-1001', 'UU 14/2008').done;
  await sari.sees('A-1001').tap('Buka').sees('Batas aturan').tap('Tutup').sees('hasil apa').tap('Sudah dijelaskan')
    .done;
  await sari.sees('penjelasannya').user('Risalah terlampir di situs.').sees('selesai').done;
  await budi.sees('We closed').user('my reports').sees('Limit of the rule').done;
  assert.deepEqual(budi.last?.buttons.flat() ?? [], []);
});

test('a visit: under the number, the letter that follows and the office’s card', async (t) => {
  const { system, talk, staff } = await startTestSystem(t);
  await beginInTheMorning(system.services.council, system.services.clock);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await book(rina, { day: '3 minggu lagi' })
    .sees('Suratnya kami tunggu')
    .tap('Cara hitung')
    .sees(/K-1\d+/, COUNTED).done;
  await sari.sees('Permohonan kunjungan').tap('Cara hitung').sees('Batas putusan', 'Batas surat', COUNTED).done;
});

test('asked by its words alone: a number as it is typed, a sentence is no number, and another wish is another wish', async (t) => {
  const { system, talk, staff } = await startTestSystem(t);
  await beginInTheMorning(system.services.council, system.services.clock);
  const sari = await staff('sari');
  await book(talk('telegram-public', 'rina'), { kind: 'Warga' }).done;
  await sari.user('cara hitung').sees('nomor berapa').user('lama sekali ya').sees('tulis nomornya saja').done;
  await sari.user('no. k 1001').sees('tenggat K-1001', COUNTED).done;
  await sari.user('cara hitung').sees('nomor berapa').user('menu').sees('belum selesai').done;
});
