/** The whole system with its WhatsApp numbers: the real library in a real Chromium, WhatsApp itself played. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { stageOn } from '#tests/support/crash/stage.ts';
import { beginTheirsInTheMorning, toMorning } from '#tests/support/office-hours.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { domainOf } from '#tests/support/transcripts/domain.ts';
import { TRANSCRIPTS } from '#tests/support/transcripts/index.ts';
import { play } from '#tests/support/transcripts/play.ts';

const day = visitDates(loadCouncil('medan'), Date.now())
  .open.filter((date) => new Date(date).getUTCDay() !== 5)[8]!
  .split('-')
  .reverse()
  .join('/');

test('a person books a visit on WhatsApp by typing numbers, staff approve it on theirs', async (t) => {
  const { talk, system, staff } = await startTestSystem(t, { whatsapp: true });
  const sari = await staff('sari');
  await talk('whatsapp-public', 'rina')
    .user('Assalamualaikum')
    .sees('gratis', 'OTP')
    .sees('Waalaikumsalam')
    .user('ini asli?')
    .sees('@menyapa_public_bot', '+620000000011')
    .user('help')
    .sees('mengetik nomornya')
    .user('lapor')
    .sees('terlihat oleh petugas', 'https://t.me/menyapa_public_bot', 'Ada masalah apa')
    .user('batal')
    .sees('batalkan')
    .user('cek pesan palsu')
    .sees('teruskan atau tempel')
    .user('Segera kirim kode OTP ke 0857-1111-2222')
    .sees('tanda penipuan', '+6285711112222', 'Teruskan ke petugas')
    .tap('Teruskan')
    .sees('P-').done;
  await sari.sees('Ada warga ragu', 'kode OTP').done;
  await talk('whatsapp-public', 'rina')
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

test('somebody of the office who writes at the handset is not interrupted, and stands in the books as the office', async (t) => {
  const { talk, system, numbers } = await startTestSystem(t, { whatsapp: true });
  const rina = talk('whatsapp-public', 'rina');
  await rina.user('kunjungan').sees('Siapa yang akan datang').done;
  await numbers!.standIns.public.bridge.handset('rina', 'Selamat siang Bu, saya Tuti dari kantor');
  const { Report } = system.services.models;
  while ((await Report.countDocuments({ kind: 'kantor' })) === 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const before = rina.phone.messages().length;
  await rina.user('Oh ya, siang Bu').done;
  // The engine's own word calls the bot back; what was said to the office in between is not answered.
  await rina.user('ulangi').sees('Siapa yang akan datang').done;
  assert.equal(rina.phone.messages().length, before + 1);
  assert.equal((await Report.findOne({ kind: 'kantor' }).lean())?.note, 'Selamat siang Bu, saya Tuti dari kantor');
});

const council = loadCouncil('medan');
const days = visitDates(council, Date.now() + toMorning(council, Date.now()))
  .open.filter((date) => new Date(date).getUTCDay() !== 5)
  .slice(1)
  .map((date) => date.split('-').reverse().join('/'));

/** What a run of all transcripts leaves in the domain, people by their names, whatever their channel calls them. */
const left = async (t: TestContext, whatsapp: boolean): Promise<object> => {
  const { standIn, env, numbers } = await startTestSystem(t, { whatsapp });
  const stage = await stageOn(t, standIn, env, numbers);
  await beginTheirsInTheMorning(council, stage.models);
  await Promise.all(TRANSCRIPTS.map((one, place) => play(stage, one, { day: days[place]!, whatsapp })));
  assert.ok(await stage.chats.allQuiet(30_000), 'something is left undone');
  const { deadletters, unknown } = await stage.chats.leftovers();
  const doubtful = await stage.chats.doubtful();
  assert.deepEqual({ deadletters, unknown, doubtful }, { deadletters: 0, unknown: 0, doubtful: 0 });
  const family = whatsapp ? 'whatsapp' : 'telegram';
  let domain = JSON.stringify(await domainOf(stage.models)).replaceAll(`${family}-`, '');
  for (const key of standIn.world.people.keys())
    domain = domain.replaceAll(stage.chatOf(key, `${family}-public`).replace(/^[^:]+:/, ''), key);
  return JSON.parse(domain) as object;
};

test('every transcript leaves on WhatsApp what it leaves on Telegram', async (t) => {
  assert.deepEqual(sorted(await left(t, true)), sorted(await left(t, false)));
});

/** Lists were in the order of their texts, which held other names. */
const sorted = (domain: object): object =>
  Object.fromEntries(
    Object.entries(domain).map(([name, rows]) => [name, Array.isArray(rows) ? rows.map(String).sort() : rows]),
  );
