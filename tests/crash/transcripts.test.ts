/** Every transcript: plainly, with every input delivered twice, and through real processes killed at each named point. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { visitDates } from '#flows/sikulin/calendar.ts';
import { loadCouncil } from '#services/council.ts';
import { POINTS } from '#services/faultpoints.ts';
import { crashStage, stageOn } from '#tests/support/crash/stage.ts';
import type { Stage } from '#tests/support/crash/stage.ts';
import { beginTheirsInTheMorning, toMorning } from '#tests/support/office-hours.ts';
import { startTestSystem } from '#tests/support/system.ts';
import { domainOf } from '#tests/support/transcripts/domain.ts';
import { TRANSCRIPTS } from '#tests/support/transcripts/index.ts';
import { play } from '#tests/support/transcripts/play.ts';

/** Full working days alone: a Friday has other slots. */
const council = loadCouncil('medan');
const days = visitDates(council, Date.now() + toMorning(council, Date.now()))
  .open.filter((date) => new Date(date).getUTCDay() !== 5)
  .slice(3)
  .map((date) => date.split('-').reverse().join('/'));

const playAll = async (stage: Stage, twice = false): Promise<object> => {
  await beginTheirsInTheMorning(council, stage.models);
  await Promise.all(TRANSCRIPTS.map((one, place) => play(stage, one, { day: days[place]!, twice })));
  assert.ok(await stage.chats.allQuiet(30_000), 'something is left undone');
  const { deadletters, unknown } = await stage.chats.leftovers();
  assert.deepEqual({ deadletters, unknown }, { deadletters: 0, unknown: 0 });
  return domainOf(stage.models);
};

const inProcess = async (t: TestContext): Promise<Stage> => {
  const { standIn, env } = await startTestSystem(t);
  return stageOn(t, standIn, env);
};

let plain: object;

test('plainly', async (t) => {
  const stage = await inProcess(t);
  plain = await playAll(stage);
  assert.equal(await stage.chats.doubtful(), 0);
});

test('every input delivered twice', async (t) => {
  assert.deepEqual(await playAll(await inProcess(t), true), plain);
});

/** Deaths before the processes are left alone, and the chance of each passing; few effects are carried out. */
const DEATHS = 4;
const CHANCE = { 'before-accept': 0.2, 'accept-commit': 0.2, 'commit-send': 0.2, 'send-mark': 0.2, 'effect-result': 1 };

for (const point of POINTS)
  test(`killed at ${point}`, async (t) => {
    const { stage, supervisor } = await crashStage(t, {
      processes: 2,
      arm: (kills) => (kills[point] < DEATHS ? { point, chance: CHANCE[point] } : null),
    });
    assert.deepEqual(await Promise.race([playAll(stage), supervisor.failed]), plain);
    assert.ok(supervisor.kills[point] > 0, 'nothing was killed');
    t.diagnostic(`${supervisor.kills[point]} kills, ${await stage.chats.doubtful()} doubtful sends`);
  });
