/** What guests do that nobody planned: "batal" to the wrong question, the same slot twice, the limit, a file out of the blue. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heic } from '#tests/services/file-samples.ts';
import { pdf } from '#tests/support/samples.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { TestSystem } from '#tests/support/system.ts';
import type { Talk } from '#tests/support/talk.ts';
import { book } from '#tests/support/visits.ts';

const statusOf = async ({ system }: TestSystem, number: string): Promise<string | undefined> =>
  (await system.services.models.Visit.findById(number).lean())?.status;

/** Text of the newest calendar file that the phone was sent. */
function calendarOf({ standIn }: TestSystem, { phone }: Talk): string {
  const files = phone.messages().flatMap((m) => (m.file?.name.endsWith('.ics') ? [m.file.id] : []));
  const file = standIn.world.files.peek(files.at(-1) ?? '');
  assert.ok(file, 'no calendar file was sent');
  return Buffer.from(file.bytes).toString().replaceAll('\r\n', '\n');
}

test('"batal" under a visit means the visit, and cancels it only after a yes', async (t) => {
  const s = await startTestSystem(t);
  const rina = s.talk('telegram-public', 'rina');
  await book(rina, { kind: 'Warga' }).done;
  await rina.user('kunjungan saya').sees('Mau apa').user('batal').sees('K-1001', 'dibatalkan?').done;
  await rina.user('batal').sees('Yang mana').user('batal').sees('pilih salah satu').done;
  assert.equal(await statusOf(s, 'K-1001'), 'menunggu');
  await rina.tap('Tidak, tetap datang').sees('K-1001 tetap seperti semula').done;
  await rina.user('kunjungan saya').sees('Mau apa').user('tidak jadi').sees('tidak ada yang diubah').done;
  assert.equal(await statusOf(s, 'K-1001'), 'menunggu');
  await rina.user('kunjungan saya').sees('Mau apa').user('batal').sees('dibatalkan?').user('ya').done;
  await rina.sees('K-1001 sudah dibatalkan').done;
  assert.equal(await statusOf(s, 'K-1001'), 'batal');
});

test('one group books one slot once; an aide may book it for another', async (t) => {
  const s = await startTestSystem(t);
  const rina = s.talk('telegram-public', 'rina');
  await book(rina, { from: 'SD 5 Medan' }).sees('tunggu paling lambat').done;
  const again = async (from: string, day: string): Promise<Talk> => {
    await rina.user('kunjungan').sees('Siapa').tap('Sekolah').sees('kampus').user(from).sees('keperluannya').done;
    await rina.user('Belajar').sees('bertemu').tap('Bantu').sees('tanggal').user(day).sees('Jam').tap('11').done;
    await rina.sees('Berapa').user('20').sees('siapkan').tap('Tidak ada').sees('Atas nama').user('Bu Rina').done;
    await rina.sees('Pakai nomor').user('ya').sees('surat').tap('Menyusul').sees('diperiksa').tap('Ya, kirim').done;
    return rina;
  };
  await (await again('sd 5, Medan', 'Selasa minggu depan')).sees('sudah memesan K-1001').user('batal').sees('batalkan')
    .done;
  await (await again('SD 6 Medan', 'Selasa minggu depan')).sees(/Nomor: K-1002/).sees('tunggu paling lambat').done;
  await (await again('SD 5 Medan', 'Rabu minggu depan')).sees(/Nomor: K-1003/).sees('tunggu paling lambat').done;
  assert.equal(await s.system.services.models.Seat.countDocuments(), 3);

  await t.test('moved onto it, it is the same mistake', async () => {
    await rina.user('K-1001').sees('Mau apa').tap('Pindah').sees('tanggal').user('Rabu minggu depan').sees('Jam').done;
    await rina.tap('11').sees('dipindahkan').tap('Ya').sees('sudah memesan K-1003').tap('14.00').done;
    await rina.sees('dipindahkan').tap('Ya').sees('kami pindahkan').done;
  });
});

test('the limit is told before the form is filled in', async (t) => {
  const s = await startTestSystem(t);
  const rina = s.talk('telegram-public', 'rina');
  const { models } = s.system.services;
  await book(rina, { kind: 'Warga' }).done;
  const { _id, requestKey, ...first } = (await models.Visit.findOne().lean()) ?? assert.fail();
  for (const n of [2, 3]) await models.Visit.create({ ...first, _id: `K-100${n}`, requestKey: `${requestKey}-${n}` });
  await rina.user('kunjungan').sees('Siapa').tap('Warga').sees('Sudah ada 3 kunjungan', 'KUNJUNGAN SAYA').done;
  await rina.user('kunjungan').sees('Siapa').tap('Sekolah').sees('Dari sekolah').done;
});

test('the calendar hears of a visit that is moved or cancelled', async (t) => {
  const s = await startTestSystem(t);
  const sari = await s.staff('sari');
  const rina = s.talk('telegram-public', 'rina');
  await book(rina, { kind: 'Warga', day: 'Selasa minggu depan' }).done;
  await sari.sees('Permohonan').tap('Setujui').sees('disetujui').done;
  await rina.sees('kalender').done;
  const made = calendarOf(s, rina);
  await rina.user('kunjungan saya').sees('Mau apa').tap('Pindah').sees('tanggal').user('Kamis minggu depan').sees('Jam')
    .done;
  await rina.tap('14.00').sees('dipindahkan').tap('Ya').sees('menghapus jadwal lama').done;
  const moved = calendarOf(s, rina);
  await sari.sees('memindahkan').tap('Setujui').sees('disetujui').done;
  await rina.sees('kalender di HP').done;
  const anew = calendarOf(s, rina);
  await rina.user('kunjungan saya').sees('Mau apa').tap('Batalkan').sees('dibatalkan?').tap('Ya').done;
  await rina.sees('menghapus jadwal lama').done;
  const gone = calendarOf(s, rina);
  const field = (ics: string, name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(ics)?.[1]?.trim();
  const files = [made, moved, anew, gone];
  assert.deepEqual(
    files.map((ics) => field(ics, 'METHOD')),
    ['REQUEST', 'CANCEL', 'REQUEST', 'CANCEL'],
  );
  assert.equal(new Set(files.map((ics) => field(ics, 'UID'))).size, 1);
  const versions = files.map((ics) => Number(field(ics, 'SEQUENCE')));
  assert.deepEqual(
    versions,
    versions.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(versions).size, 4, versions.join());
  assert.equal(field(moved, 'DTSTART'), field(made, 'DTSTART'));
});

test('a file out of the blue is asked about where a booking waits for its letter', async (t) => {
  const s = await startTestSystem(t);
  const { models } = s.system.services;
  const sari = await s.staff('sari');
  const rina = s.talk('telegram-public', 'rina');
  const letter = { do: 'file', name: 'surat.pdf', bytes: pdf() } as const;
  await rina.start().sees('Ada yang bisa kami bantu').act(letter).sees('tidak ada pertanyaan', 'Ada yang bisa').done;
  await book(rina).sees('tunggu paling lambat').done;
  await sari.sees('Permohonan kunjungan').done;
  await rina.act(letter).sees('Ini surat permohonan untuk kunjungan K-1001').tap('Bukan').sees('tidak kami pakai').done;
  assert.equal((await models.Visit.findById('K-1001').lean())?.letter, null);

  await rina.act({ do: 'file', name: 'IMG_1.HEIC', bytes: heic }).sees('K-1001').user('ya').sees('HEIC', 'kirim').done;
  await rina.act(letter).sees('surat untuk K-1001 sudah kami terima').done;
  await sari.sees('Surat dari tamu sudah datang', 'Surat: terlampir').done;
  await rina.act(letter).sees('tidak ada pertanyaan').done;

  await t.test('of several the right one is chosen', async () => {
    for (const n of [2, 3]) {
      const { _id, requestKey, ...first } = (await models.Visit.findById('K-1001').lean()) ?? assert.fail();
      await models.Visit.create({ ...first, _id: `K-100${n}`, requestKey: `${requestKey}-${n}`, letter: null });
    }
    await rina.act({ do: 'photo' }).sees('kunjungan yang mana').tap('K-1003').done;
    await rina.sees(/surat untuk K-1003 sudah|surat/).done;
  });
});

test('a member that nobody knows: the nearest is offered, and the name may be kept for the office', async (t) => {
  const s = await startTestSystem(t);
  const sari = await s.staff('sari');
  const rina = s.talk('telegram-public', 'rina');
  await rina.user('kunjungan').sees('Siapa').tap('Warga').sees('keperluannya').user('Audiensi').sees('bertemu').done;
  await rina.tap('Anggota dewan').sees('Siapa nama').user('contoh sembilam').sees('Mungkin salah satu').done;
  await rina.user('Zulkarnain').sees('tidak kami temukan').tap('Pakai nama itu').sees('tanggal').done;
  await rina.user('Selasa minggu depan').sees('Jam').tap('09').sees('Berapa').user('2').sees('siapkan').tap('Tidak ada')
    .done;
  await rina.sees('Atas nama').user('Rina').sees('HP').user('081234567890').sees('Zulkarnain (nama menurut tamu').done;
  await rina.tap('Ya, kirim').sees(/K-\d+/).done;
  await sari.sees('Bertemu: Zulkarnain (nama menurut tamu').done;
});

test('who leaves is found by name beyond the first eight', async (t) => {
  const s = await startTestSystem(t);
  const sari = await s.staff('sari');
  const NAMES = ['Anto', 'Beni', 'Cici', 'Dedi', 'Evi', 'Fani', 'Gita', 'Hadi', 'Zubaidah'];
  for (const name of NAMES) {
    await sari.user('tamu langsung').sees('nama tamunya').user(name).sees('bertemu').tap('Sekretariat').done;
    await sari.sees('keperluannya').user('Mengantar surat').sees('dicatat di buku tamu').done;
  }
  await sari.user('tamu pulang').sees('Anto, Tamu langsung', 'Dan 1 lagi').user('Nobody').sees('Siapa yang pulang')
    .done;
  await sari.user('Zubaidah').sees('tercatat pulang').done;
});
