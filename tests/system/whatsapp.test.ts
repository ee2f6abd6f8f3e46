/** The whole system with its WhatsApp numbers: the real library in a real Chromium, WhatsApp itself played. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { startTestSystem } from '#tests/support/system.ts';

const day = visitDates(loadCouncil('medan'), Date.now())
  .open.filter((date) => new Date(date).getUTCDay() !== 5)[8]!
  .split('-')
  .reverse()
  .join('/');

test('a person books a visit on WhatsApp by typing numbers, staff approve it on theirs', async (t) => {
  const { talk, system } = await startTestSystem(t, { whatsapp: true });
  await talk('whatsapp-public', 'rina')
    .user('Assalamualaikum')
    .sees('Waalaikumsalam')
    .user('kunjungan')
    .sees('Siapa yang akan datang', '1. ')
    .tap('Warga')
    .sees('Apa keperluannya')
    .user('Menyampaikan usul')
    .sees('Ingin bertemu siapa')
    .tap('Bantu')
    .sees('tanggal berapa')
    .user(day)
    .sees('Jam berapa')
    .tap('11.00')
    .sees('Berapa orang')
    .user('berdua')
    .sees('perlu kami siapkan')
    .tap('Tidak ada')
    .sees('Atas nama siapa')
    .user('Rina')
    .sees('Nomor HP')
    .user('0812-3456-7890')
    .sees('diperiksa dulu', 'Rina')
    .tap('Ya, kirim')
    .sees('Nomor: K-').done;
  const visits = await system.services.models.Visit.find().lean();
  assert.equal(visits.length, 1);
  assert.doesNotMatch(visits[0]!.chat, /628|lid/, 'an address names no phone');
});
