/** Documents of the release before learn from when their deadlines were counted; rows of announcements lose an index nobody uses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadlines } from '#models/migrations/011-deadlines.ts';
import { oldRowIndex } from '#models/migrations/021-old-row-index.ts';
import { freshModels } from '#tests/support/fresh-models.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 9, day, 3));

test('011: what each open visit and report waits for, and since when; what is over, or was put off, stays as it was told', async (t) => {
  const { db, models } = await freshModels(t);
  const { Visit, Aduan } = models;
  const visit = (_id: string, status: string, ...what: string[]): object => ({
    ...{ _id, requestKey: _id, status, dueVersion: 1 },
    history: what.map((one, n) => ({ at: at(n + 1), what: one })),
  });
  await Visit.collection.insertMany([
    visit('K-1', 'menunggu', 'menunggu', 'naik'),
    visit('K-2', 'diusulkan', 'menunggu', 'diusulkan'),
    visit('K-3', 'menunggu', 'menunggu', 'surat-diminta'),
    visit('K-4', 'disetujui', 'menunggu', 'disetujui'),
    visit('K-5', 'menunggu', 'dari lain'),
    visit('K-6', 'selesai', 'menunggu'),
  ] as never[]);
  const report = (_id: string, more: object = {}): object => ({
    ...{ _id, requestKey: _id, state: 'ditangani', reopened: 0, receivedAt: at(5), ...more },
  });
  await Aduan.collection.insertMany([
    report('A-1'),
    report('A-2', { reopened: 1 }),
    report('A-3', { extended: true }),
    report('A-4', { objected: true }),
    report('A-5', { state: 'selesai' }),
  ] as never[]);
  for (let times = 0; times < 2; times += 1) await deadlines.run(db, models);

  const visits = await Visit.collection.find({}).sort({ _id: 1 }).toArray();
  assert.deepEqual(
    visits.map((one) => [one['decideFrom'] ?? null, one['letterFrom'] ?? null, one['calendar'] ?? null]),
    [
      [{ at: at(2), what: 'hari' }, at(1), 0],
      [{ at: at(2), what: 'usulan' }, at(1), 0],
      [{ at: at(2), what: 'surat' }, at(2), 0],
      [{ at: at(1), what: 'jam' }, at(1), 0],
      [null, null, 0],
      [null, null, null],
    ],
  );
  const reports = await Aduan.collection.find({}).sort({ _id: 1 }).toArray();
  assert.deepEqual(
    reports.map((one) => [one['answerFrom'] ?? null, one['calendar'] ?? null]),
    [
      [{ at: at(5), what: 'biasa' }, 0],
      [null, 0],
      [null, 0],
      [null, 0],
      [{ at: at(5), what: 'biasa' }, null],
    ],
  );
});

test('021: the old index of rows goes, those in use stay, and again it finds nothing to do', async (t) => {
  const { db, models } = await freshModels(t);
  const rows = db.collection('deliveries');
  await models.Delivery.createIndexes();
  const used = (await rows.indexes()).map(({ name }) => name);
  await rows.createIndex({ broadcast: 1, state: 1, _id: 1 });
  assert.equal((await rows.indexes()).length, used.length + 1);
  for (let times = 0; times < 2; times += 1) await oldRowIndex.run(db, models);
  assert.deepEqual(
    (await rows.indexes()).map(({ name }) => name),
    used,
  );
});
