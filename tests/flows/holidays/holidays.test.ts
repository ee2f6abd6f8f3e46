/** A holiday that is decreed in the middle of the year: guests hear of it, deadlines go by it, every process follows, and who may. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holidayCommands } from '#flows/holidays/effects.ts';
import { addWorkingDays, isWorkingDay } from '#services/calendar.ts';
import { deadline } from '#services/deadlines/deadline.ts';
import { Holidays } from '#services/holidays.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book, toSummary } from '#tests/support/visits.ts';

test('added by the head of division: the guest is offered another time, and no deadline counts the day', async (t) => {
  const { system, talk, staff } = await startTestSystem(t);
  const { services } = system;
  const { models } = services;
  const file = services.council;
  const sari = await staff('sari');
  const kabag = await staff('kabag', 'kabag');
  const rina = talk('telegram-public', 'rina');
  await book(rina, { kind: 'Warga' }).done;
  const { date, _id } = (await models.Visit.findOne().lean())!;
  const eve = services.clock.date(Date.parse(`${date}T00:00:00Z`) - 86_400_000);
  assert.equal(deadline(services.council, eve, { workingDays: 1 }).due, date);

  await kabag.user('hari libur').sees('Apa yang berubah').tap('Tambah').sees('Tanggal berapa').user(date).done;
  await kabag.sees('cuti bersama').tap('Cuti bersama').sees('nama hari').user('Cuti bersama Pemilu').done;
  await kabag.sees('sudah ditetapkan').tap('Sudah pasti').done;
  await kabag.sees('dasarnya').user('SKB 99/2026').sees('diperiksa dulu', 'SKB 99/2026').tap('Ya').done;
  await kabag.sees('Tamu yang kami kabari: 1').done;
  await rina.sees('menjadi hari libur (Cuti bersama Pemilu)', _id).tap('Pilih waktu lain').sees(_id).done;
  await sari.sees('Kunjungan pada hari itu', _id).done;

  assert.equal(isWorkingDay(services.council, date), false);
  const counted = deadline(services.council, eve, { workingDays: 1 });
  assert.ok(counted.due > date);
  assert.ok(counted.skipped.some((skipped) => skipped.date === date));
  const other = new Holidays(file, models);
  await other.start();
  t.after(() => other.stop());
  assert.equal(isWorkingDay(other.council, date), false, 'another process follows');
  const kept = (await models.Holiday.findById(date).lean())!;
  assert.deepEqual([kept.basis, kept.history.length], ['SKB 99/2026', 1]);
  assert.equal(kept.history[0]?.by, (await models.Person.findOne({ name: 'kabag' }).lean())?._id);

  await kabag.user('hari libur').sees('Apa yang berubah').tap('Hapus').sees('yang dihapus').user(date).done;
  await kabag.sees('dasarnya').user('SKB 100/2026').sees('menjadi hari kerja').tap('Ya').sees('sudah kami ubah').done;
  assert.equal(isWorkingDay(services.council, date), true);
});

test('decreed in another process while the form is open: nobody is booked on that day behind the word to its guests', async (t) => {
  const { system, talk, staff } = await startTestSystem(t);
  const { services } = system;
  const { models } = services;
  await staff('kabag', 'kabag');
  await book(talk('telegram-public', 'rina'), { kind: 'Warga' }).done;
  const { date } = (await models.Visit.findOne().lean())!;
  const budi = talk('telegram-public', 'budi');
  await toSummary(budi, { kind: 'Warga', time: '14.00' }).done;

  const other = new Holidays(services.council, models);
  await other.start();
  t.after(() => other.stop());
  const who = await models.Person.findOne({ name: 'kabag' }).lean();
  const day = { date, kind: 'holiday', name: 'Pemilu', tentative: false };
  const request = {
    requestKey: 'x',
    chat: 'x',
    locale: 'id' as const,
    who,
    args: { days: [day], basis: 'SKB' } as never,
  };
  await holidayCommands['holidays.change'](request, { ...services, holidays: other });
  await budi.tap('Ya, kirim').sees('tanggal').done;
  assert.deepEqual(await models.Visit.countDocuments(), 1);
  assert.equal(await models.Seat.countDocuments(), 1);
});

test('twice is once; a holiday of the file can go; who is no head changes nothing', async (t) => {
  const { system, staff } = await startTestSystem(t);
  const { services } = system;
  await staff('sari');
  await staff('kabag', 'kabag');
  const { Person, Holiday } = services.models;
  const change = async (name: string, requestKey: string) => {
    const who = await Person.findOne({ name }).lean();
    const day = { date: '2026-12-25', kind: null, name: '', tentative: false };
    const args = { days: [day], basis: 'SKB 1/2026' } as never;
    return holidayCommands['holidays.change']({ requestKey, args, chat: 'x', locale: 'id', who }, services);
  };
  assert.equal(isWorkingDay(services.council, '2026-12-25'), false);
  assert.deepEqual(await change('sari', 'a'), { done: { outcome: 'forbidden', visits: 0 } });
  assert.equal(await Holiday.countDocuments(), 0);
  await Promise.all([change('kabag', 'b'), change('kabag', 'b')]);
  await change('kabag', 'b');
  assert.equal((await Holiday.findById('2026-12-25').lean())?.history.length, 1);
  assert.equal(isWorkingDay(services.council, '2026-12-25'), true);
});

test('moved with its name in one go, and one that is not sure says so until it is decreed', async (t) => {
  const { system, staff } = await startTestSystem(t);
  const { services } = system;
  const { council, clock } = services;
  const today = clock.date(clock.now());
  const [christmas] = council.holidays.filter(({ date, tentative }) => date > today && !tentative);
  assert.ok(christmas);
  const to = addWorkingDays(council, christmas.date, 3);
  const kabag = await staff('kabag', 'kabag');
  await kabag.user('hari libur').sees('Apa yang berubah').tap('Pindahkan').sees('yang dipindahkan').done;
  await kabag.user(christmas.date).sees('ke tanggal berapa').user(to).sees('dasarnya').user('SKB 7/2026').done;
  await kabag.sees('menjadi hari kerja', christmas.name.id).tap('Ya').sees('sudah kami ubah').done;
  assert.deepEqual(
    [christmas.date, to].map((date) => isWorkingDay(services.council, date)),
    [true, false],
  );

  const unsure = addWorkingDays(services.council, to, 2);
  await kabag.user('hari libur').sees('Apa yang berubah').tap('Tambah').sees('Tanggal berapa').user(unsure).done;
  await kabag.sees('cuti bersama').tap('Hari libur').sees('nama hari').user('Idulfitri').sees('sudah ditetapkan').done;
  await kabag.tap('Belum pasti').sees('dasarnya').user('Perkiraan Kemenag').sees('belum pasti').tap('Ya').done;
  await kabag.sees('sudah kami ubah').done;
  const counted = () => services.council.holidays.find(({ date }) => date === unsure)?.tentative;
  assert.equal(counted(), true);
  await kabag.user('hari libur').sees('Apa yang berubah').tap('Tetapkan').sees('sudah ditetapkan').user(unsure).done;
  await kabag.sees('dasarnya').user('SKB 8/2026').sees('Idulfitri').tap('Ya').sees('sudah kami ubah').done;
  assert.equal(counted(), false);
  assert.equal(isWorkingDay(services.council, unsure), false);
});
