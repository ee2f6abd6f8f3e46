/**
 * 200 people confirm the last seat at once: one gets it, the others are offered something else and go on. They race
 * for one hour; then some of them for the last one of the day.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { councilWith, everyDay } from '#tests/support/council.ts';
import { Robot } from '#tests/support/crash/robot.ts';
import type { Heard } from '#tests/support/crash/robot.ts';
import { stageOn } from '#tests/support/crash/stage.ts';
import type { Stage } from '#tests/support/crash/stage.ts';
import { startTestSystem } from '#tests/support/system.ts';

const PEOPLE = 200;
const AGAIN = 40;
const HOURS = ['09:00', '11:00'];

interface Racer {
  robot: Robot;
  heard: Heard;
}

/** Everybody does the next thing in the same moment. */
const atOnce = (racers: readonly Racer[]): Promise<Racer[]> =>
  Promise.all(racers.map(async ({ robot, heard }) => ({ robot, heard: await robot.answer(heard) })));

/** Everybody has filled the form to its summary, for the first hour of the same day. */
async function atTheSummary(t: TestContext): Promise<{ stage: Stage; racers: Racer[]; day: string }> {
  const council = councilWith(t, {
    'sikulin.groupsPerSlot': { value: 1 },
    'sikulin.slots': { value: everyDay(...HOURS) },
  });
  const { open } = visitDates(loadCouncil(council.COUNCIL, council.COUNCILS_DIR), Date.now());
  const [day = '', otherDay = ''] = open.slice(1);
  const { standIn, env } = await startTestSystem(t, {
    // A crowd like this makes turns wait longer than the tests' short lease: taken over, each would be run twice.
    env: { ...council, LEASE_MS: '15000' },
  });
  const stage = await stageOn(t, standIn, env);
  const robots = Array.from({ length: PEOPLE }, (_, place) => {
    const dayOf = (n: number): string => (n === 0 ? day : otherDay);
    return new Robot({ stage, who: `racer-${place}`, place, dayOf, plain: true });
  });
  const [first, ...others] = robots as [Robot, ...Robot[]];
  // One fills the form; two thousand turns of the others would prove nothing about the seat.
  const leader = { robot: first, heard: await first.toSummary() };
  const rest = others.map(async (robot) => ({ robot, heard: await robot.toSummaryOf(first) }));
  return { stage, racers: [leader, ...(await Promise.all(rest))], day };
}

/** All confirm; the one who got the seat is out. */
async function race(racers: readonly Racer[], next: 'time' | 'date', words: string): Promise<Racer[]> {
  const { booked, [next]: losers = [] } = Object.groupBy(await atOnce(racers), ({ heard }) => heard.meaning);
  assert.equal(booked?.length, 1);
  assert.equal(losers.length, racers.length - 1, 'somebody is offered nothing');
  assert.ok(losers.every(({ heard }) => heard.message.text.includes(words)));
  return losers;
}

/** All answer what they are asked instead, and stand before a summary again. */
async function goOn(losers: readonly Racer[]): Promise<Racer[]> {
  const { summary = [], ...others } = Object.groupBy(await atOnce(losers), ({ heard }) => heard.meaning);
  const stuck = Object.values(others).flat();
  const read = stuck.map(({ robot }) => robot.phone.messages().map(({ text }) => text.split('\n')[0]));
  assert.equal(summary.length, losers.length, `somebody cannot go on: ${JSON.stringify(read)}`);
  return summary;
}

test('the last seat of an hour, then of the day', async (t) => {
  const { stage, racers, day } = await atTheSummary(t);
  const { Seat, Visit, Contact } = stage.models;
  const taken = async (hours: number): Promise<void> => {
    const seats = HOURS.slice(0, hours).map((hour) => `sikulin:${day}T${hour}#1`);
    assert.deepEqual((await Seat.find().lean()).map(({ _id }) => _id).toSorted(), seats);
    assert.equal(await Visit.countDocuments(), hours);
    assert.equal(await Contact.countDocuments(), hours);
  };

  // All of them are offered another hour and stand before a summary again; some race once more, for the last of the day.
  const second = (await goOn(await race(racers, 'time', 'baru saja terisi'))).slice(0, AGAIN);
  await taken(1);

  for (const { robot } of second) robot.impatient = true;
  await goOn(await race(second, 'date', 'baru saja penuh'));
  await taken(2);
  assert.ok(await stage.chats.allQuiet(30_000), 'something is left undone');
});
