import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOf } from '#services/council-facts.ts';
import { loadCouncil, setting } from '#services/council.ts';

const medan = loadCouncil('medan');
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

test('five districts with 21 subdistricts and 50 seats, as of 2024', () => {
  assert.deepEqual(
    medan.districts.map(({ seats }) => seats),
    [7, 9, 12, 10, 12],
  );
  const all = medan.districts.flatMap(({ subdistricts }) => subdistricts);
  assert.equal(new Set(all).size, 21);
  assert.ok(medan.districts.find(({ code }) => code === 'dapil-3')?.subdistricts.includes('Medan Deli'));
});

test('50 members by party, every one marked as made up', () => {
  const parties = Map.groupBy(medan.members, ({ party }) => party);
  assert.deepEqual(
    Array.from(parties.values(), ({ length }) => length),
    [9, 8, 6, 6, 5, 4, 4, 3, 2, 2, 1],
  );
  assert.ok(medan.members.every(({ demo, name }) => demo && name.startsWith('Anggota Contoh ')));
  for (const { code, seats } of medan.districts)
    assert.equal(medan.members.filter(({ district }) => district === code).length, seats);
  assert.deepEqual(Map.groupBy(medan.members, ({ post }) => post).get('wakil-ketua')?.length, 3);
});

test('22 innovations, 17 of them digital', () => {
  assert.equal(medan.innovations.length, 22);
  assert.equal(medan.innovations.filter(({ kind }) => kind === 'digital').length, 17);
  const words = medan.innovations.flatMap((one) => one.words);
  assert.equal(new Set(words).size, words.length, 'a word starts one innovation only');
});

test('what people must replace is marked', () => {
  assert.ok(medan.address.demo && medan.phone.demo);
  assert.ok(medan.demoPeople.every(({ demo }) => demo));
  assert.equal(medan.demoPeople.filter(({ roles }) => roles.includes('staf')).length, 3);
});

test('holidays of two years, 17 of them decreed for 2026 with 8 days of cuti bersama', () => {
  const of2026 = medan.holidays.filter(({ date }) => date.startsWith('2026'));
  assert.equal(sum(of2026.map(({ kind }) => (kind === 'holiday' ? 1 : 0))), 17);
  assert.equal(sum(of2026.map(({ kind }) => (kind === 'leave' ? 1 : 0))), 8);
  assert.ok(of2026.every(({ tentative }) => !tentative));
});

test('the largest visit fits a room, and visits fit the office hours', () => {
  const most = setting(medan, 'sikulin.maxPeople', '2026-11-04');
  const rooms = setting(medan, 'sikulin.rooms', '2026-11-04');
  assert.ok(rooms.some(({ people }) => people >= most));
  const [hours] = medan.hours;
  for (const [day, slots] of Object.entries(setting(medan, 'sikulin.slots', '2026-11-04')))
    for (const slot of slots)
      assert.ok(
        hours?.week[day as 'monday'].some(({ from, to }) => from <= slot && slot < to),
        `${day} ${slot}`,
      );
});

test('hours in words', () => {
  assert.equal(factsOf(medan, 'id').hours, 'Senin-Jumat 08.00-16.00');
  assert.equal(factsOf(medan, 'en').hours, 'Monday-Friday 08:00-16:00');
});

test('21 kecamatan of the districts with 151 kelurahan, each within the city', () => {
  const { kecamatan, centres } = medan.places;
  assert.equal(kecamatan.length, 21);
  const counts = Object.fromEntries(
    kecamatan.map(({ name, kelurahan }) => [name.replace('Medan ', ''), kelurahan.length]),
  );
  assert.deepEqual(counts, {
    ...{ Tuntungan: 9, Johor: 6, Amplas: 7, Denai: 6, Area: 12, Kota: 12, Maimun: 6, Polonia: 5, Baru: 6, Selayang: 6 },
    ...{ Sunggal: 6, Helvetia: 7, Petisah: 7, Barat: 6, Timur: 11, Perjuangan: 9, Tembung: 7, Deli: 6, Labuhan: 6 },
    ...{ Marelan: 5, Belawan: 6 },
  });
  assert.equal(sum(Object.values(counts)), 151);
  assert.ok(centres.approximate);
  for (const { lat, lon, name } of kecamatan.flatMap((one) => one.kelurahan))
    assert.ok(lat > 3.45 && lat < 3.8 && lon > 98.56 && lon < 98.76, name);
});
