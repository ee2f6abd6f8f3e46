/** `npm run gallery`: records every conversation anew and writes `docs/gallery/`. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { asText, fileOf, folder, pageOf } from './files.ts';
import { scenarios } from './scenarios.ts';
import { record } from './stage.ts';
import type { Recording } from './stage.ts';

const recordings: [string, Recording][] = [];

for (const scenario of scenarios)
  test(`records: ${scenario.title.en}`, async (t) => {
    const recording = await record(t, scenario);
    recordings.push([scenario.name, recording]);
    writeFileSync(fileOf(scenario.name), await asText(recording));
  });

test('the page of all, and nothing that is no longer recorded', async () => {
  writeFileSync(path.join(folder, 'README.md'), await pageOf(recordings));
  const names = new Set(scenarios.map(({ name }) => `${name}.json`));
  for (const file of readdirSync(folder))
    if (file.endsWith('.json') && !names.has(file)) rmSync(path.join(folder, file));
});
