/** An objection to how a request for information was answered, or was not: its ground, its days at their edges, and in every state. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DateTime } from 'luxon';
import { noObjection } from '#flows/tindak-lanjut/objection.ts';
import { reportQueries } from '#flows/tindak-lanjut/queries.ts';
import { loadCouncil } from '#services/council.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';

const medan = { ...loadCouncil('medan'), holidays: [] };
const event = (what: string, at: string) => ({
  what,
  at: DateTime.fromISO(at, { zone: medan.zone }).toJSDate(),
});
/** Asked on Monday, 2 November 2026; its last day is the 16th. */
const request = {
  ...{ kind: 'informasi' as const, state: 'diterima', outcome: null, objected: false, answerBy: '2026-11-16' },
  history: [event('diterima', '2026-11-02T09:00')],
};
const answered = (at: string, what = 'jawab') => ({ state: 'dijawab', history: [...request.history, event(what, at)] });

for (const [said, changes, today, why] of [
  ['on its last day an answer may still come', {}, '2026-11-16', 'belum 2026-11-16'],
  ['the day after, none has', {}, '2026-11-17', null],
  ['nor while its applicant was asked back', { state: 'ditanyakan' }, '2026-11-17', null],
  ['nor while it lies with another office', { state: 'diteruskan' }, '2026-11-17', null],
  ['nor while it is worked on', { state: 'ditangani' }, '2026-11-16', 'belum 2026-11-16'],
  ['put off, its day is another', { answerBy: '2026-11-25' }, '2026-11-25', 'belum 2026-11-25'],
  ['thirty working days from the day that showed it', {}, '2026-12-29', null],
  ['and no more', {}, '2026-12-30', 'lewat 2026-12-29'],
  ['an answer is a ground at once', answered('2026-11-09T10:00'), '2026-11-09', null],
  ['for thirty working days', answered('2026-11-09T10:00'), '2026-12-21', null],
  ['and no more', answered('2026-11-09T10:00'), '2026-12-22', 'lewat 2026-12-21'],
  ['after hours it came the next day', answered('2026-11-09T16:00'), '2026-12-22', null],
  ['a closing is one', { ...answered('2026-11-09T10:00', 'tutup'), state: 'selesai' }, '2026-12-21', null],
  [
    'opened again and late again, it counts anew',
    { ...answered('2026-11-09T10:00'), state: 'ditangani', answerBy: '2026-12-21' },
    '2026-12-22',
    null,
  ],
  ['once', { ...answered('2026-11-09T10:00'), objected: true }, '2026-11-10', 'sudah 2026-11-16'],
  ['not of what was taken back', { state: 'selesai', outcome: 'ditarik' }, '2026-11-17', 'ditarik 2026-11-16'],
  ['not of a complaint', { kind: 'pengaduan' as const }, '2026-11-17', 'jenis 2026-11-16'],
] as const)
  test(said, () => {
    const refused = noObjection(medan, { ...request, ...changes } as typeof request, today);
    assert.equal(refused && `${refused.why} ${refused.day}`, why);
  });

test('never answered, wherever it lies: refused before its day with that day, then it goes to the superior', async (t) => {
  const house = await reportHouse(t, { holidays: [] }, '2026-11-02T09:00');
  const dewi = await house.staff('dewi', 'admin-ppid');
  const { Aduan } = house.services.models;
  const citizen = 'telegram-public:1';
  const asks = async (key: string): Promise<string> => {
    const request = complaint('minta salinan perda', { kind: 'informasi', name: 'Rina', topic: null });
    return doneOf(await house.run('aduan.kirim', request, { chat: citizen, key })).number;
  };
  const numbers = [await asks('a'), await asks('b'), await asks('c')];
  const act = async (number: string, action: string, more: object): Promise<void> => {
    const seen = (await Aduan.findOne({ _id: number }).lean())!.version;
    const args = { number, action, seen, note: 'Tahun berapa?', ...more };
    const did = await house.run('aduan.tindak', args, { chat: 'telegram-members:dewi', who: dewi, key: `${number}` });
    assert.equal(doneOf(did).outcome, 'done');
  };
  await act(numbers[1]!, 'tanya', {});
  await act(numbers[2]!, 'teruskan', { office: 'sdabmbk' });
  const objects = async (number: string) => {
    const args = { number, action: 'keberatan', note: 'Tidak dijawab.' };
    return doneOf(await house.run('aduan.pelapor', args, { chat: citizen, key: `${number}/k/${house.today()}` }));
  };
  house.setClock('2026-11-16T17:00');
  for (const number of numbers) assert.equal((await objects(number)).outcome, 'changed');
  const own = await reportQueries['aduan.milik-satu']({ number: numbers[0]! }, house.services, citizen);
  assert.deepEqual(own?.objection, { why: 'belum', day: '2026-11-16' });
  house.setClock('2026-11-17T08:00');
  for (const number of numbers) {
    assert.deepEqual(await objects(number).then(({ outcome, state }) => [outcome, state]), ['done', 'ditangani']);
    const report = await Aduan.findOne({ _id: number }).lean();
    assert.deepEqual([report?.level, report?.answerBy, report?.objected], [1, '2026-12-29', true]);
  }
});
