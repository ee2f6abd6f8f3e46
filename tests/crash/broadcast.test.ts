/** An announcement while the processes that send it are killed at each step: every row comes to its end, and nobody gets it twice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClockStore } from '#models/clock.store.ts';
import { database } from '#models/database.ts';
import type { Broadcast } from '#models/broadcast.ts';
import { SUBSCRIBERS } from '#models/subscription.ts';
import { quietUntil } from '#services/broadcast/quiet.ts';
import { loadCouncil } from '#services/council.ts';
import { BROADCAST_POINTS } from '#services/faultpoints.ts';
import { subscribed } from '#tests/support/broadcasts.ts';
import { crashStage } from '#tests/support/crash/stage.ts';
import { until } from '#tests/support/crash/until.ts';

const PEOPLE = 20;
/** Chats that the platform does not know any more. */
const GONE = 100;
/** One in each page of rows; else the second dies on what the first left. */
const DEATHS = { 'broadcast-rows': 3, 'broadcast-send': 2, 'broadcast-mark': 2 };
/** A row in ten: of so many, one dies for certain. */
const CHANCE = { 'broadcast-rows': 1, 'broadcast-send': 0.1, 'broadcast-mark': 0.1 };
/** Of joining: a third of them lies in each page of rows. */
const PAGE = 1000;
const NEWS = 'Kantor tutup hari Jumat.';

for (const point of BROADCAST_POINTS)
  test(`killed at ${point}`, async (t) => {
    const { stage, supervisor } = await crashStage(t, {
      processes: 2,
      arm: (kills) => (kills[point] < DEATHS[point] ? { point, chance: CHANCE[point] } : null),
    });
    const { models } = stage;
    const names = Array.from({ length: PEOPLE }, (_, n) => `warga-${n}`);
    for (const name of names) stage.phone(name, 'telegram-public').start();
    const chats = names.map((name) => stage.chatOf(name, 'telegram-public'));
    const gone = Array.from({ length: GONE }, (_, n) => `telegram-public:9${String(n).padStart(9, '0')}`);
    const all = [...chats, ...gone];
    await subscribed(models, all);
    for (const [n, chat] of all.entries())
      if (n % 3) await models.Subscription.updateOne({ _id: chat }, { $inc: { seq: (n % 3) * PAGE } });
    await models.Counter.updateOne({ _id: SUBSCRIBERS }, { $set: { value: 3 * PAGE } });
    const clock = new ClockStore(database(models.Visit.db));
    let offset = await clock.offset();
    while (quietUntil(loadCouncil('medan'), Date.now() + offset) !== null) offset = await clock.move(1_800_000);
    await models.Broadcast.create({
      ...{ _id: 'S-1001', requestKey: 'x', status: 'terjadwal', at: new Date(0) },
      ...{ audience: { by: 'topik', values: ['layanan'] }, except: { districts: [], broadcasts: [] } },
      ...{ text: { id: NEWS, en: null }, author: { person: 'p', name: 'Sari' } },
    } as never);
    const over = until(async () => (await models.Broadcast.findOne().lean<Broadcast>())?.status === 'selesai', 180_000);
    await Promise.race([over, supervisor.failed]);
    const rows = new Map((await models.Delivery.find().lean()).map((row) => [row.chat, row.state]));
    assert.equal(rows.size, PEOPLE + GONE);
    const { total, tally, cursor } = (await models.Broadcast.findOne().lean<Broadcast>())!;
    const counted = tally.sent + tally.left + tally.failed + tally.unknown;
    assert.deepEqual([total, counted, cursor.pages], [rows.size, rows.size, 3], 'each page is counted once');
    for (const [n, name] of names.entries()) {
      const seen = stage
        .phone(name, 'telegram-public')
        .messages()
        .filter(({ text }) => text.includes(NEWS)).length;
      const state = rows.get(chats[n]!);
      assert.ok(
        seen === 1 ? state === 'sent' || state === 'unknown' : seen === 0 && state === 'unknown',
        `${state}, seen ${seen} times`,
      );
    }
    const unknown = [...rows.values()].filter((state) => state === 'unknown').length;
    assert.ok([...rows.values()].every((state) => state === 'sent' || state === 'failed' || state === 'unknown'));
    assert.ok(supervisor.kills[point] > 0, 'nothing was killed');
    t.diagnostic(`${supervisor.kills[point]} kills, ${unknown} of ${rows.size} unknown`);
  });
