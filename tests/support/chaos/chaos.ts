/**
 * Two replicas, both bots, people who book and cancel as they like and a clerk who approves, while processes, database and
 * Valkey are killed, Valkey forgets everything, and the platform has bad days. Business time goes on from one morning to the
 * next noon, so that reminders fall due all the while. What people were told is held against the database afterwards.
 */
import assert from 'node:assert/strict';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { POINTS } from '#services/faultpoints.ts';
import { audit } from '#tests/support/crash/audit.ts';
import type { Audit } from '#tests/support/crash/audit.ts';
import { Clerk } from '#tests/support/crash/clerk.ts';
import { Robot } from '#tests/support/crash/robot.ts';
import type { Booked } from '#tests/support/crash/robot.ts';
import { OwnServers } from '#tests/support/crash/servers.ts';
import { crashStage } from '#tests/support/crash/stage.ts';
import type { Stage } from '#tests/support/crash/stage.ts';
import type { Arms, Kills } from '#tests/support/crash/supervisor.ts';
import { until } from '#tests/support/crash/until.ts';
import { councilWith } from '#tests/support/council.ts';
import { openDoor } from './door.ts';
import type { Door } from './door.ts';
import { Misfortunes } from './misfortunes.ts';
import { Reminders } from './reminders.ts';
import type { Lateness } from './reminders.ts';
import { Time } from './time.ts';

export interface ChaosOptions {
  /** How long things go wrong, s. */
  seconds: number;
  /** People who book and cancel. */
  people: number;
  /** People whose visits are approved beforehand, and who are reminded meanwhile. */
  guests: number;
  /** Updates are pushed through a bad balancer, instead of being polled. */
  webhook: boolean;
  tell?: (line: string) => void;
}

export interface ChaosResult extends Audit {
  booked: number;
  cancelled: number;
  messages: number;
  kills: Kills;
  misfortunes: Misfortunes['counts'];
  door: Door['counts'] | null;
  reminders: Lateness;
}

const SECRET = 'a-secret-of-the-chaos-run';

export async function runChaos(
  t: { after(work: () => unknown): void },
  { seconds, people, guests, webhook, tell }: ChaosOptions,
): Promise<ChaosResult> {
  const council = councilWith(t, {
    'sikulin.groupsPerSlot': { value: 100 },
    'sikulin.openBookings': { value: { person: 1000, group: 1000 } },
  });
  const facts = loadCouncil(council.COUNCIL, council.COUNCILS_DIR);
  const own = {
    database: new OwnServers({ REDIS_URL: given('REDIS_URL') }),
    valkey: new OwnServers({ MONGODB_URI: given('MONGODB_URI') }),
  };
  const { MONGODB_URI } = await own.database.start();
  const { REDIS_URL } = await own.valkey.start();
  const door = webhook ? await openDoor(2) : null;
  const { stage, supervisor } = await crashStage(t, {
    ...{ processes: 2, arm, forgives: /MongoDB does not answer|Valkey|REDIS_URL/ },
    ...(door && { ports: door.ports }),
    env: {
      ...{ ...council, MONGODB_URI, REDIS_URL },
      ...(door && { TELEGRAM_WEBHOOK_URL: door.url, TELEGRAM_WEBHOOK_SECRET: SECRET }),
    },
  });
  // After the stage's own end: its processes still hold on to them.
  t.after(async () => {
    door?.close();
    await Promise.all([own.database.stop(), own.valkey.stop()]);
  });

  const clerk = new Clerk(stage, 'clerk', 1);
  await clerk.bind();
  const time = new Time(stage, facts);
  const day = time.guestsDay();
  const reminders = new Reminders();
  const over = new AbortController();
  const watching = reminders.watch(stage.standIn.world, over.signal);
  const approving = clerk.work(over.signal);
  approving.catch(() => {});
  const invited = await inviteGuests(stage, guests, day);
  await until(() => invited.booked.every(({ number }) => clerk.approved.includes(number)));
  // Only now: a day as near as that can no longer be booked, and an invitation of before would not be good any more.
  await time.begin(day);
  for (const booked of invited.booked) reminders.expect(booked, time.offset, time.now);

  const misfortunes = new Misfortunes({ supervisor, ...own, redisUrl: REDIS_URL, standIn: stage.standIn });
  const enough = AbortSignal.any([AbortSignal.timeout(seconds * 1000), over.signal]);
  const open = visitDates(facts, time.now)
    .open.filter((date) => date > day)
    .slice(10);
  const citizens = Array.from({ length: people }, (_, place) => {
    const dayOf = (n: number): string => open[(place * 7 + n * 3) % open.length]!;
    return new Citizen(new Robot({ stage, who: `citizen-${place}`, place, dayOf }));
  });
  const said = setInterval(
    () => tell?.(`${count(citizens)} bookings, ${JSON.stringify(misfortunes.counts)}`),
    30_000,
  ).unref();
  supervisor.onReady = (at) => reminders.restarted(at);
  const going = Promise.all([
    misfortunes.start(enough),
    ...citizens.map((citizen) => citizen.live(enough)),
    time.goOn(seconds, enough, reminders),
  ]);
  await Promise.race([going, supervisor.failed, approving]).catch(async (error: unknown) => {
    over.abort();
    await misfortunes.ended;
    throw error;
  });
  clearInterval(said);
  stage.standIn.faults.clear();
  for (const at of misfortunes.back) reminders.restarted(at);
  await stage.chats.allQuiet(60_000);
  await until(() => reminders.lateness().came === reminders.lateness().expected, 20_000).catch(() => {});
  over.abort();
  await Promise.all([approving, watching]);
  await stage.chats.allQuiet(60_000);

  const phones = [...citizens.map(({ robot }) => robot), ...invited.robots, clerk];
  const cancelled = new Set(citizens.flatMap((citizen) => citizen.cancelled));
  const booked = [...invited.booked, ...citizens.flatMap((citizen) => citizen.booked)];
  return {
    ...(await audit(stage, { booked, cancelled, clerks: [clerk], phones })),
    booked: booked.length,
    cancelled: cancelled.size,
    messages: phones.reduce((sum, { acts }) => sum + acts.length, 0),
    kills: supervisor.kills,
    misfortunes: misfortunes.counts,
    door: door?.counts ?? null,
    reminders: reminders.lateness(),
  };
}

export function assertWell({ wrong, left, doubtful, duplicates, reminders, misfortunes }: ChaosResult): void {
  assert.deepEqual(wrong, []);
  assert.deepEqual(left, { inbox: 0, intents: 0, unsent: 0, unknown: 0, deadletters: 0 });
  assert.ok(duplicates <= doubtful, `${duplicates} messages were shown twice, but only ${doubtful} are counted`);
  assert.equal(reminders.came, reminders.expected, 'a reminder did not come');
  assert.ok(reminders.expected > 0);
  for (const [kind, times] of Object.entries(misfortunes)) assert.ok(times > 0, `${kind} was not tried`);
}

export const summaryOf = (result: ChaosResult): string[] => {
  const late = result.reminders.late.toSorted((a, b) => a - b);
  const at = (share: number): string => `${Math.round(late[Math.floor((late.length - 1) * share)] ?? 0)} ms`;
  return [
    `${result.booked} bookings, ${result.cancelled} cancelled, ${result.approved} approved, ${result.messages} messages of people`,
    `kills ${JSON.stringify(result.kills)}, misfortunes ${JSON.stringify(result.misfortunes)}`,
    ...(result.door ? [`balancer ${JSON.stringify(result.door)}`] : []),
    `${result.doubtful} sends may have arrived twice, ${result.duplicates} did`,
    `${result.reminders.came} of ${result.reminders.expected} reminders, late by ${at(0.5)} (median), ${at(0.95)} (95 %), ${at(1)} (most)`,
  ];
};

/** One who books, and changes their mind about one in three. */
class Citizen {
  readonly booked: Booked[] = [];
  readonly cancelled: string[] = [];
  readonly robot: Robot;

  constructor(robot: Robot) {
    this.robot = robot;
  }

  async live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const booked = await this.robot.book();
      this.booked.push(booked);
      if (Math.random() > 1 / 3) continue;
      await this.robot.cancel(booked);
      this.cancelled.push(booked.number);
    }
  }
}

async function inviteGuests(stage: Stage, count: number, day: string): Promise<{ robots: Robot[]; booked: Booked[] }> {
  const robots = Array.from(
    { length: count },
    (_, place) => new Robot({ stage, who: `guest-${place}`, place, dayOf: () => day }),
  );
  return { robots, booked: await Promise.all(robots.map((robot) => robot.book())) };
}

/** Most lives end at some point; the frequent points have small chances. */
function arm(): Arms {
  if (Math.random() < 0.3) return null;
  const point = POINTS[Math.floor(Math.random() * POINTS.length)]!;
  return { point, chance: point === 'effect-result' ? 0.1 : 0.01 };
}

const given = (name: string): string => process.env[name] ?? '';

const count = (citizens: readonly Citizen[]): number => citizens.reduce((sum, { booked }) => sum + booked.length, 0);
