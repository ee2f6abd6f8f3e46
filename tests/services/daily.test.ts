/** Once a day, whichever process does it; one that knows it to be done asks no more that day. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModels } from '#models/models.ts';
import { daily } from '#services/daily.ts';
import { freshModels } from '#tests/support/fresh-models.ts';

test('once for all processes; a fault leaves it undone; the next day, and one that comes again, are looked at', async (t) => {
  const { models } = await freshModels(t);
  const { db } = models.Daily;
  const other = createModels(db.useDb(db.name));
  let asked = 0;
  db.on('operation-start', () => (asked += 1));
  let runs = 0;
  const run = (of: typeof models, date: string, what = 'x'): Promise<number> =>
    daily({ models: of }, what, date, async () => (runs += 1));

  const broken = daily({ models }, 'x', '2026-12-01', () => Promise.reject(new Error('no paper')));
  await assert.rejects(broken, /no paper/);
  assert.equal(await run(models, '2026-12-01'), 1);
  assert.equal(await run(other, '2026-12-01'), 0, 'done by another process');
  assert.equal(await run(models, '2026-12-01', 'y'), 2, 'another thing of the same day');

  asked = 0;
  for (let times = 0; times < 3; times += 1) assert.equal(await run(models, '2026-12-01'), 0);
  assert.equal(asked, 0);

  assert.equal(await run(models, '2026-12-02'), 3);
  assert.equal(await run(models, '2026-12-01'), 0, 'business time went back');
  assert.equal(await run(other, '2026-12-02'), 0);
  assert.equal(runs, 3);
});
