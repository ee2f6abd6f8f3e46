/** SIGTERM in the middle of the work: what was begun is finished, and another process goes on at once. Leases last ten minutes here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { councilWith } from '#tests/support/council.ts';
import { audit } from '#tests/support/crash/audit.ts';
import { Robot } from '#tests/support/crash/robot.ts';
import type { Booked } from '#tests/support/crash/robot.ts';
import { openPlatform, stageOn } from '#tests/support/crash/stage.ts';
import { until } from '#tests/support/crash/until.ts';
import { Process } from '#tests/support/process.ts';

const PEOPLE = 6;
const EACH = 3;

test('a process that is told to stop under load leaves nothing behind, and nobody waits for its leases', async (t) => {
  const council = councilWith(t, { 'sikulin.groupsPerSlot': { value: 20 } });
  const { standIn, env } = await openPlatform(t, { ...council, LEASE_MS: '600000', SEND_TIMEOUT_MS: '15000' });
  const stage = await stageOn(t, standIn, env);
  const first = await Process.start(t, env);
  const second = await Process.start(t, env);
  const { open } = visitDates(loadCouncil(council.COUNCIL, council.COUNCILS_DIR), Date.now());
  const robots = Array.from({ length: PEOPLE }, (_, place) => {
    const dayOf = (n: number): string => open[(place * 5 + n) % open.length]!;
    return new Robot({ stage, who: `robot-${place}`, place, dayOf, plain: true });
  });
  const booked: Booked[] = [];
  const live = async (robot: Robot): Promise<void> => {
    for (let n = 0; n < EACH; n += 1) booked.push(await robot.book());
  };
  const lives = Promise.all(robots.map(live));
  lives.catch(() => {});
  await until(() => booked.length >= PEOPLE / 2);
  const atStop = booked.length;
  assert.equal(await first.stop(), 0);
  assert.ok(atStop < PEOPLE * EACH, 'it was stopped in the middle');

  await lives;
  assert.equal(booked.length, PEOPLE * EACH);
  assert.equal(await stage.chats.allQuiet(60_000), true);
  const { wrong, left, doubtful } = await audit(stage, { booked, clerks: [], phones: robots });
  assert.deepEqual(wrong, []);
  assert.deepEqual(left, { inbox: 0, intents: 0, unsent: 0, unknown: 0, deadletters: 0 });
  assert.equal(doubtful, 0);
  const { parts } = (await (await fetch(`${second.web}/readyz`)).json()) as { parts: { leases: object } };
  assert.deepEqual(parts.leases, { 'poll-telegram-public': 'held', 'poll-telegram-members': 'held' });

  assert.equal(await second.stop(), 0);
  const leases = await stage.models.Visit.db.collection<{ _id: string; until: number }>('leases').find().toArray();
  assert.deepEqual(
    leases.filter((lease) => lease.until !== 0),
    [],
    'each was handed back',
  );
});
