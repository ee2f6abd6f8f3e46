/** A report's days at their boundaries, by the vectors of the rules; and what the clock does next. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DateTime } from 'luxon';
import { daysOf, extendedDay, missedDay, nextDue, objectionDay } from '#flows/tindak-lanjut/schedule.ts';
import type { Scheduled } from '#flows/tindak-lanjut/schedule.ts';
import { loadCouncil } from '#services/council.ts';

const medan = { ...loadCouncil('medan'), holidays: [] };
const ms = (at: string): number => DateTime.fromISO(at, { zone: medan.zone }).toMillis();
const iso = (date: Date | null): string | null =>
  date && DateTime.fromJSDate(date, { zone: medan.zone }).toFormat("yyyy-MM-dd'T'HH:mm");

for (const [received, kind, grave, triageBy, answerBy] of [
  ['2026-11-02T09:00', 'informasi', false, '2026-11-05', '2026-11-16'],
  ['2026-11-02T15:59', 'pengaduan', false, '2026-11-05', '2026-11-20'],
  ['2026-11-02T16:00', 'pengaduan', false, '2026-11-06', '2026-11-23'],
  ['2026-11-07T09:00', 'pengaduan', false, '2026-11-12', '2026-11-27'],
  ['2026-11-02T09:00', 'pengaduan', true, '2026-11-05', '2027-01-25'],
  ['2026-11-02T09:00', 'aspirasi', false, '2026-11-05', '2026-11-20'],
] as const)
  test(`${kind}${grave ? ', grave' : ''}, received ${received}`, () =>
    assert.deepEqual(daysOf(medan, ms(received), kind, grave), { triageBy, answerBy }));

test('the answer to a request is put off by seven working days; an objection has thirty', () => {
  assert.equal(extendedDay(medan, '2026-11-16'), '2026-11-25');
  assert.equal(objectionDay(medan, ms('2026-11-02T09:00')), '2026-12-14');
});

const report: Scheduled = {
  ...{ state: 'diterima', outcome: null, missed: [], triageBy: '2026-11-05', answerBy: '2026-11-20' },
  ...{ history: [{ at: new Date(ms('2026-11-03T10:00')), what: 'x' }], closedAt: null, askedAgain: false },
};
const closedAt = new Date(ms('2026-11-03T10:00'));
const did = (...all: string[]) =>
  all.map((what) => ({ at: new Date(ms('2026-11-03T10:00')), what, ...(what !== 'lengkapi' && { by: 'sari' }) }));
for (const [what, changes, due] of [
  ['not looked at', {}, '2026-11-05T16:00'],
  ['not looked at in time', { missed: ['triase'] }, '2026-11-20T16:00'],
  ['asked back in time, and completed', { history: did('tanya', 'lengkapi') }, '2026-11-20T16:00'],
  ['parted from what it followed', { history: did('pisah') }, '2026-11-20T16:00'],
  ['only sorted', { history: did('koreksi') }, '2026-11-05T16:00'],
  ['only added to by its reporter', { history: did('lengkapi') }, '2026-11-05T16:00'],
  ['nor answered', { missed: ['triase', 'jawaban'] }, null],
  ['worked on', { state: 'ditangani' }, '2026-11-20T16:00'],
  ['forwarded', { state: 'diteruskan' }, '2026-11-20T16:00'],
  ['late', { state: 'ditangani', missed: ['jawaban'] }, null],
  ['asked back', { state: 'ditanyakan' }, '2026-11-17T16:00'],
  ['answered', { state: 'dijawab' }, '2026-11-17T16:00'],
  ['solved', { state: 'selesai', outcome: 'beres', closedAt }, '2026-12-01T10:00'],
  ['solved and asked again', { state: 'selesai', outcome: 'beres', closedAt, askedAgain: true }, null],
  ['refused', { state: 'selesai', outcome: 'ditolak', closedAt }, null],
  ['merged', { state: 'digabung' }, null],
] as const)
  test(`next: ${what}`, () => assert.equal(iso(nextDue(medan, { ...report, ...changes } as Scheduled)), due));

test('the first miss is the first look, then the answer', () => {
  const history = did('koreksi');
  assert.equal(missedDay({ state: 'diterima', missed: [], history }), 'triase');
  assert.equal(missedDay({ state: 'diterima', missed: ['triase'], history }), 'jawaban');
  assert.equal(missedDay({ state: 'diterima', missed: [], history: did('tanya', 'lengkapi') }), 'jawaban');
  assert.equal(missedDay({ state: 'ditangani', missed: [], history }), 'jawaban');
});
