/**
 * One of two replicas behind webhooks is told to stop in the middle of a burst: it says so first, sends the platform elsewhere, and loses nothing.
 * By hand (`node scripts/test.js tests/crash/stop-burst.run.ts`): one run in six leaves an update unfetched at the platform that stands in, and
 * it is not told apart yet whether the platform, the door before the replicas or the stopping replica is at fault.
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
  const first = await Process.start(t, one!);
  const second = await Process.start(t, two!);
  const { open } = visitDates(loadCouncil(council.COUNCIL, council.COUNCILS_DIR), Date.now());
  const robots = Array.from({ length: PEOPLE }, (_, place) => {
    const dayOf = (n: number): string => open[(place * 5 + n) % open.length]!;
    return new Robot({ stage, who: `robot-${place}`, place, dayOf, plain: true });
  });
  const booked: Booked[] = [];
  const lives = Promise.all(robots.map(async (robot) => void booked.push(await robot.book())));
  lives.catch(() => {});
  await until(() => door.counts.passed >= PEOPLE * 3);

  // The platform is slow: what the first has under way takes a while to end.
  door.only = 0;
  const { faults } = standIn;
  faults.add({ method: 'sendMessage', times: 3, fault: { kind: 'late', ms: 2000 } });
  const sent = faults.counts.calls['sendMessage'] ?? 0;
  await until(() => (faults.counts.calls['sendMessage'] ?? 0) > sent + 1);
  door.only = null;
  const ended = first.stop();
  const ready = async (): Promise<number> => (await fetch(`${first.web}/readyz`)).status;
  await until(async () => (await ready().catch(() => 0)) === 503, 2000);
  const bring = () =>
    fetch(`${first.web}/webhooks/telegram/public`, {
      ...{ method: 'POST', body: '{"update_id":1}' },
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    });
  // A connection that was kept open may be closed in this very moment; a platform dials anew as well.
  const refused = await bring().catch(bring);
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '2']);
  assert.equal(await ended, 0);
  const atStop = booked.length;

  await lives;
  assert.ok(atStop < PEOPLE, 'it was stopped in the middle');
  assert.equal(await stage.chats.allQuiet(60_000), true);
  const { wrong, left } = await audit(stage, { booked, clerks: [], phones: robots });
  assert.deepEqual(wrong, []);
  assert.deepEqual(left, { inbox: 0, intents: 0, unsent: 0, unknown: 0, deadletters: 0 });
  assert.equal(await second.stop(), 0);
});
