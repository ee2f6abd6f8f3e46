/** From "petugas" in the middle of a form to its next question again: a citizen and one of the staff, on the running system. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestSystem } from '#tests/support/system.ts';
import type { TestSystem } from '#tests/support/system.ts';
import { beginInTheMorning } from '#tests/support/office-hours.ts';

const inTheMorning = async (t: Parameters<typeof startTestSystem>[0]): Promise<TestSystem> => {
  const house = await startTestSystem(t);
  const { clock, council } = house.system.services;
  await beginInTheMorning(council, clock);
  return house;
};

test('asked for in a form, claimed, both write, closed, rated, and the form goes on', async (t) => {
  const { talk, staff, system, standIn } = await inTheMorning(t);
  const sari = await staff('sari');
  const rina = talk('telegram-public', 'rina');
  await rina.start().sees('Selamat datang').user('kunjungan').sees('Siapa yang akan datang').done;
  await rina
    .user('petugas')
    .sees('tulis keperluannya')
    .user('Di mana pintu masuk tamu?')
    .sees('carikan petugas', 'C-1001').done;
  await sari.sees('minta bicara', 'C-1001', 'pintu masuk').tap('Ambil').sees('berbicara dengan C-1001', 'pintu masuk')
    .done;
  await rina
    .sees('sudah siap membantu')
    .user('bahasa')
    .sees('ENGLISH')
    .user('english')
    .sees('talking with a person')
    .user('bahasa indonesia')
    .sees('sedang berbicara dengan petugas').done;
  await sari.user('Lewat gerbang timur.').sees('Terkirim ke C-1001', 'Warga').done;
  await rina.sees('Petugas Bagian', 'gerbang timur').user('1').done;
  await sari.sees('C-1001', 'Warga\n1').done;
  await rina.user('Terima kasih').done;
  await sari.sees('Terima kasih').user('selesai').sees('sudah Bapak/Ibu tutup').done;
  await rina
    .sees('Bagaimana pelayanan')
    .sees('Kita lanjutkan', 'Siapa yang akan datang')
    .tap('Sangat puas')
    .sees('penilaiannya', 'Siapa yang akan datang').done;
  const kept = await system.services.models.Obrolan.findById('C-1001').lean();
  assert.deepEqual([kept?.state, kept?.rating?.score, kept?.lines.length], ['selesai', 4, 4]);
  const seen = JSON.stringify(rina.phone.messages());
  assert.ok(!seen.includes('sari') && !seen.includes(String(standIn.world.person('sari').user.id)), seen);
});
