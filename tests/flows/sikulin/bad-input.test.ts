/** What people really send. Each gets one sentence that says what is expected and the question again; nothing is lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestSystem } from '#tests/support/system.ts';
import type { TestSystem } from '#tests/support/system.ts';
import type { Talk } from '#tests/support/talk.ts';
import { toDate, toPeople, toPhone, toSummary } from '#tests/support/visits.ts';
import type { Wish } from '#tests/support/visits.ts';

/** Two weeks and more after `now`, business ms: the coming one may be too near, whatever day the test runs. */
function aSaturday(now: number): string {
  const day = new Date(now + 16 * 86_400_000);
  while (day.getUTCDay() !== 6) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10).split('-').reverse().join('/');
}

const guest = async (
  to: (talk: Talk, wish?: Partial<Wish>) => Talk,
  { talk }: TestSystem,
  person: string,
  wish: Partial<Wish> = {},
) => {
  const phone = talk('telegram-public', person);
  await to(phone, wish).done;
  return phone;
};

test('answers that are none', async (t) => {
  const s = await startTestSystem(t);

  await t.test('head counts: zero, many, ten thousand, a sticker, a place', async () => {
    const rina = await guest(toPeople, s, 'rina');
    for (const said of ['0', 'nol', 'banyak', '10.000', '-3', '12,5'])
      await rina.user(said).sees('dari 1 sampai 120', 'Berapa orang').done;
    await rina.user('400 orang').sees('paling banyak 120 orang', 'beberapa waktu', 'PETUGAS', 'Berapa orang').done;
    await rina.act({ do: 'sticker' }).sees('dengan angka', 'Berapa orang').done;
    await rina.act({ do: 'location', lat: 3.59, lon: 98.67 }).sees('dengan angka', 'Berapa orang').done;
    await rina.act({ do: 'photo' }).sees('dengan angka', 'Berapa orang').user('12').sees('perlu kami siapkan').done;
  });

  await t.test('texts: only spaces, only emoji, ten thousand characters, an override of direction', async () => {
    const budi = s.talk('telegram-public', 'budi');
    await budi.user('kunjungan').sees('Siapa').tap('Instansi').sees('instansi atau lembaga apa').done;
    await budi.user('   \u200b ').sees('instansi atau lembaga apa').user('😡😡').sees('dengan kata-kata', 'lembaga apa')
      .done;
    await budi.user('🙏🙏').sees('Sama-sama', 'lembaga apa').done;
    await budi.user('a'.repeat(4000)).sees('paling banyak 120 huruf', 'lembaga apa').done;
    await budi.user('Dinas \u202egnap\u202c & <b>Co</b>').sees('keperluannya').done;
    await budi.user('x'.repeat(600)).sees('paling banyak 500 huruf').user('Audiensi').sees('bertemu').tap('Komisi II')
      .done;
    await budi
      .sees('tanggal berapa')
      .user('Rabu minggu depan')
      .sees('Jam')
      .tap('09.00')
      .sees('Berapa')
      .user('3')
      .sees('siapkan').done;
    await budi.user('1 dan 3').sees('Atas nama').user('Budi').sees('HP').user('081234567890').sees('surat').done;
    await budi.tap('Menyusul').sees('Dinas gnap & <b>Co</b>', 'Kursi roda, Parkir bus').done;
  });

  await t.test('dates: past, closed, too far, another language', async () => {
    const sari = await guest(toDate, s, 'sari');
    await sari.user('kemarin').sees('sudah lewat', 'tanggal berapa').user('1 Januari 2031').sees('terlalu jauh').done;
    await sari
      .user(aSaturday(s.system.services.clock.now()))
      .sees('tidak bisa karena')
      .user('asdf')
      .sees('misalnya')
      .user('next Tuesday')
      .sees('Jam').done;
  });

  await t.test('a phone: a landline, somebody else, too short', async () => {
    const tono = await guest(toPhone, s, 'tono');
    await tono.user('061-4512345').sees('telepon rumah').done;
    await tono.user('0812').sees('nomor HP yang lengkap').act({ do: 'contact', of: 'own' }).sees('surat permohonannya')
      .done;
  });
});

test('the same thing twice, and old things', async (t) => {
  const s = await startTestSystem(t);
  const { models } = s.system.services;

  await t.test('the confirmation pressed twice books once', async () => {
    const rina = await guest(toSummary, s, 'rina');
    const { phone } = rina;
    phone.press('Ya, kirim', { twice: true });
    phone.press('Ya, kirim');
    await rina.sees(/Nomor: K-\d+/).done;
    assert.equal(await models.Visit.countDocuments(), 1);
    assert.ok(
      phone.events().some((e) => e.what === 'toast' && e.text.includes('sudah kami terima')),
      'the second press is answered',
    );
  });

  await t.test('two messages at once: both are answered, in order', async () => {
    const budi = s.talk('telegram-public', 'budi');
    await budi.user('kunjungan').sees('Siapa').tap('Sekolah').sees('kampus').done;
    budi.phone.text('SD 7');
    budi.phone.text('Belajar tentang dewan');
    await budi.sees('Ingin bertemu siapa').done;
  });

  await t.test('a button of a form that is over', async () => {
    const sari = await guest(toSummary, s, 'sari');
    const old = sari.last?.id;
    await sari.tap('Batal').sees('kami batalkan').done;
    sari.phone.press('Ya, kirim', { message: old! });
    await sari.sees('pertanyaan yang sudah lewat', 'Ada yang bisa kami bantu').done;
  });

  await t.test('an answer edited changes it; one that was acted on does not', async () => {
    const tono = await guest(toPeople, s, 'tono', { from: 'SD 8' });
    await tono.user('12').sees('siapkan').act({ do: 'edit', text: '15' }).sees('kami pakai', 'siapkan').done;
    await tono.tap('Tidak ada').sees('Atas nama').user('Tono').sees('HP').user('081234567890').sees('surat').done;
    await tono.tap('Menyusul').sees('15 orang').tap('Ya, kirim').sees(/K-\d+/).done;
    await tono.act({ do: 'edit', text: 'Toni' }).sees('sebagai pesan baru').done;
    assert.equal((await models.Visit.findOne({ people: 15 }).lean())?.status, 'menunggu');
  });

  await t.test('a refused answer edited is the answer', async () => {
    const wati = await guest(toPeople, s, 'wati', { day: 'Kamis minggu depan' });
    await wati.user('banyak').sees('dari 1 sampai 120').act({ do: 'edit', text: '20' }).sees('siapkan').done;
  });

  await t.test('a message from the day before yesterday', async () => {
    const yuni = s.talk('telegram-public', 'yuni');
    await yuni.start().sees('Selamat datang').done;
    yuni.phone.text('kunjungan', { at: Date.now() - 26 * 3_600_000 });
    await yuni.sees('tulis sekali lagi').done;
  });
});

test('a slot goes between seeing and pressing', async (t) => {
  const s = await startTestSystem(t);
  const people = ['rina', 'budi', 'sari'];
  const talks = await Promise.all(people.map((p) => guest(toSummary, s, p, { from: `SD ${p}` })));
  const [first, second, third] = talks as [Talk, Talk, Talk];
  await first.tap('Ya, kirim').sees(/K-\d+/).done;
  await second.tap('Ya, kirim').sees(/K-\d+/).done;
  await third.tap('Ya, kirim').sees('baru saja terisi', 'Jam berapa').tap('14.00').sees('diperiksa', '14.00').done;
  await third.tap('Ya, kirim').sees(/K-\d+/).done;
  assert.equal(await s.system.services.models.Seat.countDocuments(), 3);
});

test("strangers, groups and other people's contacts", async (t) => {
  const s = await startTestSystem(t);

  await t.test("a stranger in the members' bot", async () => {
    const spy = s.talk('telegram-members', 'spy');
    await spy
      .start()
      .sees('anggota dewan dan staf')
      .user('kunjungan')
      .sees('kode undangan')
      .user('ABCD-1234')
      .sees('tidak berlaku').done;
    // What a card's button would start.
    await spy.start('sikulin-putuskan').sees('tidak kami kenal').done;
  });

  await t.test("a contact that is not one's own binds nobody", async () => {
    const { invite } = await import('#tests/support/system.ts');
    const code = await invite(s.system, 'Sari', 'staf');
    const thief = s.talk('telegram-members', 'thief');
    await thief
      .user(code)
      .sees('bagikan nomor')
      .act({ do: 'contact', of: { name: 'Sari', phone: '+6281234567890' } }).done;
    await thief.sees('kontak orang lain').user('+6281234567890').sees('tekan tombol').done;
    assert.equal(await s.system.services.models.Person.countDocuments(), 0);
  });

  await t.test('a group is told to write privately, once for each time it speaks to the bot', async () => {
    const group = s.standIn.people.group('RW 3', ['rina', 'budi'], { bots: ['telegram-public'] });
    const rina = group.phone('rina');
    const before = rina.scene.world.feed.position;
    rina.text('/start@menyapa_public_bot');
    const told = await rina.next(before);
    assert.match(told.text, /percakapan pribadi/);
  });

  await t.test('somebody who lost their role decides nothing', async () => {
    const boss = await s.staff('boss');
    const rina = await guest(toSummary, s, 'rina');
    await rina.tap('Ya, kirim').sees(/K-\d+/).done;
    await boss.sees('Permohonan kunjungan').done;
    await s.system.services.models.Person.updateMany({ name: 'boss' }, { $set: { active: false } });
    await boss.tap('Setujui').sees('kode undangan').done;
    assert.equal((await s.system.services.models.Visit.findOne().lean())?.status, 'menunggu');
    await boss.user('menu').sees('kode undangan').done;
    assert.ok(!boss.last?.text.includes('Kunjungan menunggu'), 'nothing is offered that they may not do');
  });
});
