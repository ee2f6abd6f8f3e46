/** What is open, counted by its kind: by the database, from an index that holds what is open together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeIndexes } from '#models/indexes.ts';
import { stuckCommands, stuckQueries } from '#flows/desk/stuck-effects.ts';
import type { StuckKinds } from '#flows/desk/stuck.ts';
import { assertAsked } from '#tests/support/asked-index.ts';
import { doneOf, reportHouse } from '#tests/support/reports.ts';

const OFFICER = 'telegram-members:sari';

test('the most frequent first, none that is closed, and no report is read for it', async (t) => {
  const house = await reportHouse(t, {}, '2026-11-02T10:00');
  const { services } = house;
  const { Report } = services.models;
  const who = await house.staff('sari');
  await makeIndexes(Report);
  const closed = { requestKey: 'x', person: 'p', at: new Date(), how: 'tutup', note: null };
  const reports = [
    ...Array.from({ length: 12 }, () => ({ note: 'putus' })),
    ...Array.from({ length: 30 }, () => ({ note: 'kirim', closed })),
    ...['kirim', 'kirim', 'effect', null].map((note) => ({ note })),
    { kind: 'petugas', note: 'putus' },
  ].map((one, n) => ({
    ...{ _id: `G-${100_000 + n}`, requestKey: String(n), kind: 'gangguan', chat: `c${n}`, at: new Date(n) },
    ...one,
  }));
  await Report.insertMany(reports as never[]);
  const asked: string[] = [];
  Report.db.on('operation-start', ({ collectionName, method }: { collectionName: string; method: string }) => {
    if (collectionName === Report.collection.name) asked.push(method);
  });
  const count = async () => (await stuckQueries['desk.stuck-kinds']({}, services, OFFICER)) as StuckKinds;
  const { kinds, until } = await count();
  assert.deepEqual(asked, ['aggregate']);
  assert.deepEqual(kinds, [
    { kind: 'putus', count: 12 },
    { kind: 'kirim', count: 2 },
    { kind: '', count: 1 },
    { kind: 'effect', count: 1 },
  ]);
  const index = 'kind_1_closed.at_1_note_1_at_1__id_1';
  await assertAsked(Report.collection, { kind: 'gangguan', 'closed.at': null }, index);
  // What was counted is what is closed, and it is counted no more.
  Object.assign(services, { stuck: { store: { drop: async () => {} } } });
  const args = { kind: 'kirim', until, note: 'sudah' };
  const request = { requestKey: 'semua', args: args as never, chat: OFFICER, locale: 'id', who } as const;
  assert.equal(doneOf<{ count: number }>(await stuckCommands['desk.close-all'](request, services)).count, 2);
  assert.deepEqual(
    (await count()).kinds.map(({ kind }) => kind),
    ['putus', '', 'effect'],
  );
});
