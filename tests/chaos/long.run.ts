/** `npm run test:chaos`: some five minutes in which everything goes wrong, half of them polled and half pushed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWell, runChaos, summaryOf } from '#tests/support/chaos/chaos.ts';

/** Two sweeps, each with its look for what is due and the time of a lease, ms; and what a send that fails at first takes. */
const TWO_SWEEPS = 2 * (1000 + 700);
const SECOND_TRY = 3000;

for (const webhook of [false, true])
  test(`chaos, updates ${webhook ? 'pushed' : 'polled'}`, { timeout: 900_000 }, async (t) => {
    const tell = (line: string): void => void process.stdout.write(`${line}\n`);
    const result = await runChaos(t, { seconds: 140, people: 20, guests: 20, webhook, tell });
    for (const line of summaryOf(result)) t.diagnostic(line);
    assertWell(result);
    const late = Math.max(...result.reminders.late);
    assert.ok(late <= TWO_SWEEPS + SECOND_TRY, `a reminder came ${late} ms after its time or the last restart`);
  });
