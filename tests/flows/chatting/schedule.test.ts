/** What the clock does next to a conversation, at the edges of the desk's hours, breaks, Ramadan and holidays. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DateTime } from 'luxon';
import { nextStep } from '#flows/chatting/schedule.ts';
import type { Waiting } from '#flows/chatting/schedule.ts';
import { loadCouncil } from '#services/council.ts';
import type { Council } from '#services/council.ts';

const council = loadCouncil('medan');
const at = (said: string): Date => DateTime.fromISO(said, { zone: council.zone }).toJSDate();

/** Monday, 2 November 2026, is a working day without a holiday around it. */
const waiting = (since: string, more: Partial<Waiting> = {}): Waiting => ({
  ...{ kind: 'petugas', state: 'menunggu', level: 0, nudged: false, lastBy: 'penanya' },
  ...{ since: at(since), lastAt: at(since), ...more },
});
const held = (lastAt: string, more: Partial<Waiting> = {}): Waiting => waiting(lastAt, { state: 'ditangani', ...more });

const christmas: Council = {
  ...council,
  holidays: [{ date: '2026-11-03', name: { id: 'Libur', en: 'Off' }, kind: 'leave', source: 'uji', tentative: false }],
};

const service = { kind: 'layanan' as const };
const spoken = { ...service, lastBy: 'petugas' as const };

const table: [said: string, talk: Waiting, what: string | null, when?: string, of?: Council][] = [
  ['nobody has taken it: ten minutes', waiting('2026-11-02T09:00'), 'cari', '2026-11-02T09:10'],
  ['then those above: twenty', waiting('2026-11-02T09:00', { level: 1 }), 'atasan', '2026-11-02T09:20'],
  ['they were asked: the end of the day', waiting('2026-11-02T09:00', { level: 2 }), 'tutup', '2026-11-02T16:00'],
  ['asked ten minutes before the end: closing comes first', waiting('2026-11-02T15:50'), 'tutup', '2026-11-02T16:00'],
  ['asked a minute sooner: still looked for', waiting('2026-11-02T15:49'), 'cari', '2026-11-02T15:59'],
  ['before the Friday prayer', waiting('2026-11-06T11:55'), 'tutup', '2026-11-06T12:00'],
  ['after it', waiting('2026-11-06T13:30'), 'cari', '2026-11-06T13:40'],
  ['in Ramadan the morning ends at noon', waiting('2027-02-09T11:55'), 'tutup', '2027-02-09T12:00'],
  ['and the day at three', waiting('2027-02-09T14:52', { level: 2 }), 'tutup', '2027-02-09T15:00'],
  ['on its last day as well', waiting('2027-03-09T14:59'), 'tutup', '2027-03-09T15:00'],
  [
    'put off in the evening: the next morning',
    waiting('2026-11-02T16:00', { state: 'tertunda' }),
    'buka',
    '2026-11-03T08:00',
  ],
  ['over a holiday', waiting('2026-11-02T16:00', { state: 'tertunda' }), 'buka', '2026-11-04T08:00', christmas],
  ['in the Friday break', waiting('2026-11-06T12:00', { state: 'tertunda' }), 'buka', '2026-11-06T13:30'],
  ['on Friday evening: Monday', waiting('2026-11-06T16:00', { state: 'tertunda' }), 'buka', '2026-11-09T08:00'],
  ['the holder owes an answer', held('2026-11-02T10:00'), 'ingatkan', '2026-11-02T10:15'],
  ['and still does', held('2026-11-02T10:00', { nudged: true }), 'lepas', '2026-11-02T10:30'],
  ['asked shortly before the end', held('2026-11-02T15:46'), 'tutup', '2026-11-02T16:00'],
  ['in the evening, to whoever is there still', held('2026-11-02T19:00'), 'tutup', '2026-11-02T19:15'],
  ['who asked is silent: a day', held('2026-11-06T15:59', { lastBy: 'petugas' }), 'diam', '2026-11-07T15:59'],
  ['a service: half a day for the first word', held('2026-11-02T10:00', service), 'ingatkan', '2026-11-02T14:00'],
  ['and as long again', held('2026-11-02T10:00', { ...service, nudged: true }), 'lepas', '2026-11-03T10:00'],
  ['not over the weekend', held('2026-11-06T15:00', service), 'ingatkan', '2026-11-09T11:00'],
  ['nor on a holiday', held('2026-11-02T15:00', service), 'ingatkan', '2026-11-04T11:00', christmas],
  ['from a word on: two days for the next', held('2026-11-02T10:00', spoken), 'ingatkan', '2026-11-04T10:00'],
  ['and as long again', held('2026-11-02T10:00', { ...spoken, nudged: true }), 'lepas', '2026-11-06T10:00'],
  ['it is over', held('2026-11-02T10:00', { state: 'selesai' }), null],
];

for (const [said, talk, what, when, of = council] of table)
  test(said, () => {
    const next = nextStep(of, talk);
    assert.equal(next?.what ?? null, what);
    if (when) assert.equal(DateTime.fromMillis(next!.at, { zone: council.zone }).toFormat("yyyy-MM-dd'T'HH:mm"), when);
  });
