/** Stored deadlines follow the calendar: each once, whoever dies or changes it meanwhile; and only those hear whose date moved. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOLDERS } from '#flows/deadlines/holders.ts';
import { deadlineQueries } from '#flows/deadlines/queries.ts';
import { write } from '#flows/tindak-lanjut/effects/change.ts';
import { Holidays } from '#services/holidays.ts';
import { loadCouncil } from '#services/council.ts';
import { recount } from '#services/deadlines/recount.ts';
import { GUEST, NOW, openHouse } from './house.ts';

const DAY = 86_400_000;
type House = Awaited<ReturnType<typeof openHouse>>;
const sweep = ({ services }: House): Promise<number> => recount(services, HOLDERS);
const reportDays = async ({ models }: House, _id: string) => {
  const { triageBy, answerBy, dueAt } = (await models.Aduan.findOne({ _id }).lean())!;
  return [triageBy, answerBy, dueAt?.toISOString()];
};

test('a leave day in between: exactly those dates move, and exactly their people are told, once', async (t) => {
  const house = await openHouse(t);
  const { models } = house;
  const open = await house.report();
  const late = await house.report({
    receivedAt: new Date(NOW - 30 * DAY),
    triageBy: '2026-10-08',
    answerBy: '2026-10-25',
  });
  const closed = await house.report({ state: 'selesai', calendar: null });
  const waiting = await house.visit();
  const far = await house.visit({ date: '2026-12-17', answerBy: null, level: 1 });
  const before = await models.Visit.findOne({ _id: waiting }).lean();
  await sweep(house);
  assert.deepEqual(house.heard(), []);

  await house.change([{ date: '2026-11-10', name: 'Pilkada' }]);
  assert.deepEqual(house.heard(), []);
  await Promise.all([sweep(house), sweep(house)]);
  await sweep(house);
  const why = 'karena Selasa, 10 November 2026 menjadi hari libur (Pilkada).';
  const first = `Batas pemeriksaan <b>${open}</b> bergeser dari Selasa, 10 November 2026 ke <b>Rabu, 11 November 2026</b>, ${why}`;
  const answer = `Batas jawaban menurut aturan <b>${open}</b> bergeser dari Rabu, 25 November 2026 ke <b>Kamis, 26 November 2026</b>, ${why}`;
  assert.deepEqual(house.heard(), [`telegram-members:1: ${first}\n${answer}`, `${GUEST}: ${first}`]);
  assert.deepEqual(await reportDays(house, open), ['2026-11-11', '2026-11-26', '2026-11-11T09:00:00.000Z']);
  assert.deepEqual((await reportDays(house, late)).slice(0, 2), ['2026-10-08', '2026-10-25']);
  assert.equal((await models.Aduan.findOne({ _id: closed }).lean())?.history.length, 1);
  const kept = (await models.Aduan.findOne({ _id: open }).lean())!;
  assert.equal(kept.history.at(-1)?.note, 'periksa 2026-11-10 → 2026-11-11; jawaban 2026-11-25 → 2026-11-26');
  assert.deepEqual([kept.moved ?? null, kept.calendar], [null, house.holidays.council.calendar]);
  const after = await models.Visit.findOne({ _id: waiting }).lean();
  assert.deepEqual(after?.dueAt, before?.dueAt, 'its decision is due today');
  assert.equal((await models.Visit.findOne({ _id: far }).lean())?.history.length, 1);

  await house.change([{ date: '2026-11-10', kind: null }]);
  await sweep(house);
  assert.match(
    house.heard().join('\n'),
    /ke <b>Selasa, 10 November 2026<\/b>, karena Selasa, 10 November 2026 menjadi hari kerja/,
  );
  assert.deepEqual((await reportDays(house, open)).slice(0, 2), ['2026-11-10', '2026-11-25']);
});

test('a visit: the desk’s hours, the word that was promised, the letter; an answered one keeps what it has', async (t) => {
  const house = await openHouse(t);
  const { models } = house;
  house.time.now = Date.parse('2026-11-05T15:00:00+07:00');
  const at = new Date(house.time.now);
  const decideFrom = { at, what: 'jam' as const };
  const by = { decideBy: new Date('2026-11-06T11:00:00+07:00'), answerBy: new Date('2026-11-06T12:00:00+07:00') };
  const waiting = await house.visit({ date: '2026-11-17', decideFrom, ...by });
  const proposal = { date: '2026-11-20', time: '09:00', seat: 's', groups: [] };
  const thinking = { ...by, decideBy: new Date('2026-11-09T16:00:00+07:00'), letterBy: null, proposal };
  await house.visit({ status: 'diusulkan', ...thinking, decideFrom: { at, what: 'usulan' } });
  const approved = await house.visit({ date: '2026-11-17', status: 'disetujui', ...by });
  await house.visit({ date: '2026-11-17', status: 'ditolak', calendar: null });
  await house.change([{ date: '2026-11-06' }]);
  await sweep(house);
  assert.deepEqual(
    house.heard().map((line) => line.replaceAll(/<\/?b>/g, '').split(', karena')[0]),
    [
      `telegram-members:1: Batas putusan ${waiting} bergeser dari Jumat, 6 November 2026 pukul 11.00 WIB ke Senin, 9 November 2026 pukul 11.00 WIB`,
      `telegram-public:9: Batas kabar ${waiting} bergeser dari Jumat, 6 November 2026 pukul 12.00 WIB ke Senin, 9 November 2026 pukul 12.00 WIB`,
    ],
  );
  await house.change([{ date: '2026-11-13' }]);
  await sweep(house);
  const letters = house.heard().filter((line) => line.includes('Batas surat'));
  assert.deepEqual(
    letters.map((line) => line.replaceAll(/<\/?b>/g, '').split(' ke ')[0]),
    [waiting, approved].map(
      (number) => `${GUEST}: Batas surat permohonan ${number} bergeser dari Kamis, 12 November 2026`,
    ),
  );
  const next = await models.Visit.findOne({ _id: waiting }).lean();
  assert.deepEqual([next?.letterBy, next?.dueWhat], ['2026-11-11', 'naik']);
});

test('a process dies anywhere: the next sweep ends it, nobody hears twice and nobody nothing', async (t) => {
  const house = await openHouse(t);
  for (let n = 0; n < 3; n += 1) await house.report();
  await house.change([{ date: '2026-11-10' }]);
  const whole = new Set<string>();
  // Each sweep dies at its next word; what it said before is known by its key.
  for (let died = true, words = 0; died; words += 1) {
    house.words.dieAfter = words;
    died = await sweep(house).then(
      () => false,
      () => true,
    );
    for (const line of house.heard()) whole.add(line);
    assert.ok(words < 20);
  }
  assert.equal(whole.size, 4, 'one word to the desk with all three, one to each reporter');
  for (const report of await house.models.Aduan.find().lean()) {
    assert.deepEqual([report.triageBy, report.moved ?? null], ['2026-11-11', null]);
    assert.equal(report.history.filter(({ what }) => what === 'tenggat').length, 1);
  }
});

test('two holidays at once, one of them moved: counted to the end, and back again', async (t) => {
  const house = await openHouse(t);
  const number = await house.report();
  await Promise.all([
    house.change([{ date: '2026-11-09' }]),
    house.change([{ date: '2026-11-10' }]),
    sweep(house),
    sweep(house),
  ]);
  await sweep(house);
  assert.deepEqual((await reportDays(house, number)).slice(0, 2), ['2026-11-12', '2026-11-27']);
  house.heard();
  await house.change([{ date: '2026-11-09', kind: null }, { date: '2026-11-13' }]);
  await sweep(house);
  assert.deepEqual((await reportDays(house, number)).slice(0, 2), ['2026-11-11', '2026-11-27']);
  const words = house.heard();
  assert.equal(words.filter((line) => line.includes('Batas jawaban')).length, 0, 'that date did not move');
  assert.equal(words.length, 2);
});

test('an officer who writes in the same moment loses nothing, and the day moves all the same', async (t) => {
  const house = await openHouse(t);
  const { models, services } = house;
  const number = await house.report();
  const seen = (await models.Aduan.findOne({ _id: number }).lean())!;
  await house.change([{ date: '2026-11-10' }]);
  await sweep(house);
  // Read before the sweep, written behind it: by its version it is still the one that was looked at.
  assert.ok(await write(services, seen, { state: 'ditangani' }, { what: 'triase', by: 'staf' }));
  const stale = (await models.Aduan.findOne({ _id: number }).lean())!;
  assert.ok((stale.calendar ?? 0) < house.holidays.council.calendar, 'it was not counted by the calendar of now');
  await sweep(house);
  const [, answerBy, dueAt] = await reportDays(house, number);
  // What is due next is a word to who waits, on the sixth working day: it moved by the holiday too.
  assert.deepEqual([answerBy, dueAt], ['2026-11-26', '2026-11-16T01:00:00.000Z']);
});

test('a process with an older file, or that slept, neither counts by its calendar nor passes anything as counted', async (t) => {
  const house = await openHouse(t);
  const { models } = house;
  const medan = loadCouncil('medan');
  const newer = new Holidays({ ...medan, holidays: medan.holidays.slice(1) }, models);
  await newer.start();
  t.after(() => newer.stop());
  await house.holidays.refresh();
  assert.ok(house.holidays.council.calendar < newer.council.calendar);
  const again = new Holidays({ ...medan, holidays: medan.holidays.slice(1) }, models);
  await again.start();
  t.after(() => again.stop());
  assert.equal(again.council.calendar, newer.council.calendar, 'the same file again is no change');
  const number = await house.report();
  assert.ok(((await models.Aduan.findOne({ _id: number }).lean())?.calendar ?? 99) < newer.council.calendar);
});

test('over the weekend nothing moves to a day that has passed', async (t) => {
  const house = await openHouse(t);
  await house.change([{ date: '2026-11-09' }]);
  const number = await house.report();
  assert.deepEqual((await reportDays(house, number)).slice(0, 1), ['2026-11-11']);
  house.time.now = Date.parse('2026-11-11T09:00:00+07:00');
  await house.change([{ date: '2026-11-09', kind: null }]);
  await sweep(house);
  assert.deepEqual((await reportDays(house, number)).slice(0, 2), ['2026-11-11', '2026-11-25']);
  assert.deepEqual(
    house.heard().map((line) => line.includes('Batas pemeriksaan')),
    [false],
  );
});

test('how it was counted is told to the office and to whoever sent it, and to nobody else', async (t) => {
  const house = await openHouse(t);
  const { services } = house;
  const [report, visit] = [await house.report(), await house.visit()];
  const ask = deadlineQueries['deadlines.explain'];
  for (const number of [report, visit]) {
    assert.equal((await ask({ number }, services, GUEST))?.length, number === report ? 2 : 3);
    assert.equal((await ask({ number }, services, 'telegram-members:1'))?.length, number === report ? 2 : 3);
    assert.equal(await ask({ number }, services, 'telegram-public:8'), null);
    assert.equal(await ask({ number }, services, 'telegram-members:8'), null);
  }
  assert.equal(await ask({ number: 'Z-1' }, services, GUEST), null);
  assert.equal(await ask({ number: '' }, services, GUEST), null);
  assert.deepEqual(await deadlineQueries['deadlines.mine']({}, services, GUEST), [visit, report]);
  await house.models.Aduan.updateOne({ _id: report }, { $set: { state: 'selesai' } });
  assert.deepEqual(await ask({ number: report }, services, GUEST), []);
});

test('one that cannot be counted keeps nobody else from their new date, and is told of', async (t) => {
  const house = await openHouse(t);
  const [broken, whole] = [await house.report(), await house.report()];
  await house.change([{ date: '2026-11-10', name: 'Pilkada' }]);
  const holders = HOLDERS.map((holder) => ({
    ...holder,
    running: (...[council, document]: Parameters<typeof holder.running>) => {
      if (document._id === broken) throw new Error('broken');
      return holder.running(council, document);
    },
  }));
  await assert.rejects(recount(house.services, holders), /1 deadlines were not counted/);
  assert.deepEqual((await reportDays(house, whole)).slice(0, 2), ['2026-11-11', '2026-11-26']);
  assert.equal(house.heard().length, 2, 'whose date moved, and the office');
  await sweep(house);
  assert.deepEqual((await reportDays(house, broken)).slice(0, 2), ['2026-11-11', '2026-11-26']);
});
