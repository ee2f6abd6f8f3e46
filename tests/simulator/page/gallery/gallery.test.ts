/** The recorded conversations still happen, word for word. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asText, kept } from './files.ts';
import { scenarios } from './scenarios.ts';
import { record } from './stage.ts';

for (const scenario of scenarios)
  test(`still happens: ${scenario.title.en}`, async (t) => {
    const recording = JSON.parse(await asText(await record(t, scenario))) as unknown;
    assert.deepEqual(recording, kept(scenario.name), 'It goes otherwise now. If that is right: npm run gallery');
  });
