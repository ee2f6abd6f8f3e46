/** Many people book visits while the processes behind the bots are killed; staff approve some. */
import assert from 'node:assert/strict';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { POINTS } from '#services/faultpoints.ts';
import type { Point } from '#services/faultpoints.ts';
import { councilWith } from '#tests/support/council.ts';
import { audit } from './audit.ts';
import type { Audit } from './audit.ts';
import { Clerk } from './clerk.ts';
import { Robot } from './robot.ts';
import type { Booked } from './robot.ts';
import { crashStage } from './stage.ts';
import type { Arms, Kills } from './supervisor.ts';

export interface BookingsOptions {
  people: number;
  /** Members of staff, who all get every card and approve one in eight. */
  staff: number;
  bookings: number;
  /** Kills wanted at each point, and from outside at no point. */
  kills: number;
  outside: number;
  /** Told how far it is, each minute. */
  tell?: (line: string) => void;
}

export interface BookingsResult extends Audit {
  booked: number;
  messages: number;
  kills: Kills;
  seconds: number;
}

/** How often a booking passes each point, about. */
const PASSES: Record<Point, number> = {
  ...{ 'before-accept': 15, 'accept-commit': 15, 'commit-send': 15, 'send-mark': 15, 'effect-result': 1.25 },
};

export async function runBookings(
  t: { after(work: () => unknown): void },
  { people, staff, bookings, kills: wanted, outside, tell }: BookingsOptions,
): Promise<BookingsResult> {
  const council = councilWith(t, {
    'sikulin.groupsPerSlot': { value: Math.ceil(bookings / 90) },
    'sikulin.openBookings': { value: { person: bookings, group: bookings } },
  });
  const { open } = visitDates(loadCouncil(council.COUNCIL, council.COUNCILS_DIR), Date.now());
  const booked: Booked[] = [];
  const lacking = (kills: Readonly<Kills>): Point[] => POINTS.filter((point) => kills[point] < wanted);

  /** The point that was hit least, with the chance that brings its kills within the bookings that are left. */
  const arm = (kills: Readonly<Kills>): Arms => {
    const [point] = lacking(kills).toSorted((a, b) => kills[a] - kills[b]);
    if (!point) return null;
    const passes = PASSES[point] * Math.max(1, bookings - booked.length);
    return { point, chance: Math.min(1, (POINTS.length * (wanted - kills[point])) / passes) };
  };
  const { stage, supervisor } = await crashStage(t, { processes: 2, arm, env: council });
  const began = performance.now();

  const clerks = Array.from({ length: staff }, (_, place) => new Clerk(stage, `clerk-${place}`, 8));
  for (const clerk of clerks) await clerk.bind();
  const over = new AbortController();
  const working = Promise.all(clerks.map((clerk) => clerk.work(over.signal)));
  // A fault of theirs is told where the work is awaited.
  working.catch(() => {});

  let begun = 0;
  /** Beyond the bookings asked for, a few more until every point was hit. */
  const goesOn = (): boolean => begun < bookings || (lacking(supervisor.kills).length > 0 && begun < 2 * bookings);
  const robots = Array.from({ length: people }, (_, place) => {
    const dayOf = (n: number): string => open[(place * 7 + n * 3) % open.length]!;
    return new Robot({ stage, who: `robot-${place}`, place, dayOf });
  });
  const live = async (robot: Robot): Promise<void> => {
    while (goesOn()) {
      begun += 1;
      booked.push(await robot.book());
      if (booked.length % Math.ceil(bookings / (outside + 1)) === 0) supervisor.killOne();
    }
  };
  const minutes = setInterval(() => tell?.(`${booked.length} bookings, ${sum(supervisor.kills)} kills`), 60_000);
  await Promise.race([Promise.all(robots.map(live)), supervisor.failed]).finally(() => clearInterval(minutes));
  await stage.chats.allQuiet(60_000);
  over.abort();
  await working;
  await stage.chats.allQuiet(60_000);
  const seconds = (performance.now() - began) / 1000;
  const phones = [...robots, ...clerks];
  const messages = phones.reduce((sum, { acts }) => sum + acts.length, 0);
  return {
    ...(await audit(stage, { booked, clerks, phones })),
    booked: booked.length,
    messages,
    kills: supervisor.kills,
    seconds,
  };
}

export function summaryOf(result: BookingsResult): string[] {
  const { booked, messages, seconds, approved, kills, doubtful, duplicates, left } = result;
  const counts = (of: object): string =>
    Object.entries(of)
      .map(([name, number]) => `${name} ${number}`)
      .join(', ');
  return [
    `${booked} bookings, ${messages} messages of people, ${approved} approved, in ${seconds.toFixed(0)} s`,
    `${sum(kills)} kills: ${counts(kills)}`,
    `${doubtful} sends may have arrived twice, ${duplicates} did`,
    `left undone: ${counts(left)}`,
  ];
}

export const sum = (kills: Kills): number => Object.values(kills).reduce((all, number) => all + number, 0);

/** Each point hit at least `least` times, everything as it was told, nothing left undone, no duplicate that was not counted. */
export function assertWell({ wrong, left, kills, doubtful, duplicates }: BookingsResult, least: number): void {
  assert.deepEqual(wrong, []);
  assert.deepEqual(left, { inbox: 0, intents: 0, unsent: 0, unknown: 0, deadletters: 0 });
  for (const point of POINTS) assert.ok(kills[point] >= least, `${point} was hit ${kills[point]} times`);
  assert.ok(duplicates <= doubtful, `${duplicates} messages were shown twice, but only ${doubtful} are counted`);
}
