/**
 * One of two replicas behind webhooks is told to stop in the middle of a burst: it says so first, sends the platform elsewhere, and loses nothing.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { openDoor } from '#tests/support/chaos/door.ts';
import { councilWith } from '#tests/support/council.ts';
import { audit } from '#tests/support/crash/audit.ts';
import { Robot } from '#tests/support/crash/robot.ts';
import type { Booked } from '#tests/support/crash/robot.ts';
import { openPlatform, stageOn } from '#tests/support/crash/stage.ts';
import { until } from '#tests/support/crash/until.ts';
import { Process } from '#tests/support/process.ts';

const SECRET = 'a-secret-of-the-test';
const PEOPLE = 3;

test('a stop in a burst, by webhook', async (t) => {
  const council = councilWith(t, { 'sikulin.groupsPerSlot': { value: 20 } });
  const door = await openDoor(2);
  const { standIn, env } = await openPlatform(t, {
    ...{ ...council, LEASE_MS: '600000', SEND_TIMEOUT_MS: '15000' },
    ...{ TELEGRAM_WEBHOOK_URL: door.url, TELEGRAM_WEBHOOK_SECRET: SECRET },
  });
  t.after(() => door.close());
  const stage = await stageOn(t, standIn, env);
  const [one, two] = door.ports.map((port) => ({ ...env, PORT: String(port) }));
  const [first, second] = await Promise.all([Process.start(t, one!), Process.start(t, two!)]);
  const { open } = visitDates(loadCouncil(council.COUNCIL, council.COUNCILS_DIR), Date.now());
  const robots = Array.from({ length: PEOPLE }, (_, place) => {
    const dayOf = (n: number): string => open[(place * 5 + n) % open.length]!;
    return new Robot({ stage, who: `robot-${place}`, place, dayOf, plain: true });
  });
  const booked: Booked[] = [];
  const lives = Promise.all(robots.map(async (robot) => void booked.push(await robot.book())));
  lives.catch(() => {});
  const passed = (more: number): Promise<void> => {
    const enough = door.counts.passed + more;
    return until(() => door.counts.passed >= enough);
  };
  await passed(PEOPLE * 2);

  // All goes to the first, and the platform is slow: what it has under way takes a while to end.
  door.only = 0;
  await passed(PEOPLE * 2);
  const { faults } = standIn;
  faults.add({ method: 'sendMessage', times: 3, fault: { kind: 'late', ms: 3000 } });
  const sent = faults.counts.calls['sendMessage'] ?? 0;
  await until(() => (faults.counts.calls['sendMessage'] ?? 0) > sent + 1);
  door.only = null;
  // Looked at now: on a machine with other work a process may be gone only when everybody has booked at the other.
  assert.deepEqual(booked, [], 'it is stopped in the middle');
  const ended = first.stop();
  const ready = async (): Promise<number> => (await fetch(`${first.web}/readyz`)).status;
  await until(async () => (await ready().catch(() => 0)) === 503, 5000);
  const bring = () =>
    fetch(`${first.web}/webhooks/telegram/public`, {
      ...{ method: 'POST', body: '{"update_id":1}' },
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    });
  // A connection that was kept open may be closed in this very moment; a platform dials anew as well.
  const refused = await bring().catch(bring);
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '2']);
  // What a balancer makes of a replica that is not ready. Half of all tries sent on to one that is gone, some update would fail so
  // often that the platform, which waits twice as long each time, brings it after everybody's patience.
  door.only = 1;
  assert.equal(await ended, 0);

  await lives;
  assert.equal(await stage.chats.allQuiet(60_000), true);
  const { wrong, left } = await audit(stage, { booked, clerks: [], phones: robots });
  assert.deepEqual(wrong, []);
  assert.deepEqual(left, { inbox: 0, intents: 0, unsent: 0, unknown: 0, deadletters: 0 });
  assert.equal(await second.stop(), 0);
});
