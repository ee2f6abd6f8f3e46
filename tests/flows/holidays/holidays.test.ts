/** A holiday that is decreed in the middle of the year: guests hear of it, deadlines go by it, every process follows, and who may. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holidayCommands } from '#flows/holidays/effects.ts';
import { isWorkingDay } from '#services/calendar.ts';
import { deadline } from '#services/deadlines/deadline.ts';
import { Holidays } from '#services/holidays.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { book } from '#tests/support/visits.ts';

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
  await kabag.sees('dasarnya').user('SKB 99/2026').sees('diperiksa dulu', 'SKB 99/2026').tap('Ya').done;
  await kabag.sees('Tamu yang kami kabari: 1').done;
  await rina.sees('menjadi hari libur (Cuti bersama Pemilu)', _id).tap('Pilih waktu lain').sees(_id).done;
  await sari.sees('Kunjungan pada hari itu', _id).done;

  assert.equal(isWorkingDay(services.council, date), false);
  const counted = deadline(services.council, eve, { workingDays: 1 });
  assert.ok(counted.due > date);
  assert.ok(counted.skipped.some((skipped) => skipped.date === date));
  const other = new Holidays(file, models.Holiday);
  await other.start();
  t.after(() => other.stop());
  assert.equal(isWorkingDay(other.council, date), false, 'another process follows');
  const kept = (await models.Holiday.findById(date).lean())!;
  assert.deepEqual([kept.basis, kept.history.length], ['SKB 99/2026', 1]);
  assert.equal(kept.history[0]?.by, (await models.Person.findOne({ name: 'kabag' }).lean())?._id);

  await kabag.user('hari libur').sees('Apa yang berubah').tap('Hapus').sees('Tanggal berapa').user(date).done;
  await kabag.sees('dasarnya').user('SKB 100/2026').sees('menjadi hari kerja').tap('Ya').sees('sudah kami ubah').done;
  assert.equal(isWorkingDay(services.council, date), true);
});

test('twice is once; a holiday of the file can go; who is no head changes nothing', async (t) => {
  const { system, staff } = await startTestSystem(t);
  const { services } = system;
  await staff('sari');
  await staff('kabag', 'kabag');
  const { Person, Holiday } = services.models;
  const change = async (name: string, requestKey: string) => {
    const who = await Person.findOne({ name }).lean();
    const args = { date: '2026-12-25', kind: null, name: '', basis: 'SKB 1/2026' } as never;
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
