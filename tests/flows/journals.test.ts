/** Conversations of every released version, replayed against the flows as they are now. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { text } from '#flows/prompts/text.ts';
import type { Registered } from '#flows/registered.ts';
import { REGISTRY } from '#flows/registry.ts';
import { flow } from '#tests/support/engine.ts';
import {
  HOUSE,
  JOURNALS,
  journalFile,
  missing,
  readJournal,
  recordMissing,
  reload,
  replay,
  versionsOf,
} from '#tests/support/journals.ts';
import type { House, Recording } from '#tests/support/journals.ts';

const ADVICE =
  'If the version was released, raise it (with migrate, where a key changed its meaning); if it never was, delete the file. Then npm run journals.';

const label = (entry: Registered, version: number, { name }: Recording, place: number): string =>
  `${entry.flow.name} ${version}, "${name}", step ${place}`;

/** The same version answers the same inputs as it did when it was recorded. */
async function checkInputs(entry: Registered, version: number, recording: Recording): Promise<void> {
  const steps = await replay(entry, recording).catch((cause: unknown) => {
    throw new Error(`${label(entry, version, recording, 0)}: the inputs no longer fit. ${ADVICE}`, { cause });
  });
  for (const [place, { reached }] of steps.entries())
    assert.deepEqual(reached, recording.steps[place]?.reached, `${label(entry, version, recording, place)}. ${ADVICE}`);
}

/** A stored journal leads on, without an effect that nobody confirmed; under its own version to the same open question. */
async function checkStored(entry: Registered, version: number, recording: Recording): Promise<void> {
  for (const [place, step] of recording.steps.entries()) {
    const { run } = step;
    if (!run) continue;
    const where = label(entry, version, recording, place);
    const { question, intent, done } = await reload(entry, recording, { ...step, run });
    assert.equal(intent, undefined, `${where}: an effect would be carried out unasked. ${ADVICE}`);
    assert.equal(done, false, `${where}: the open form would end by itself. ${ADVICE}`);
    if (!run.pending) assert.ok(question, where);
    const { open } = step.reached;
    if (version !== entry.flow.version) continue;
    if (run.pending) assert.equal(question, undefined, where);
    else if (open && !open.startsWith('aside:')) assert.equal(question?.key, open, `${where}. ${ADVICE}`);
  }
}

for (const entry of REGISTRY) {
  const { name, version: present } = entry.flow;
  test(`${name}: its version ${present} has a journal`, () => assert.equal(missing(entry), null));

  for (const version of versionsOf(JOURNALS, name))
    for (const recording of readJournal(journalFile(JOURNALS, name, version))) {
      if (version === present)
        test(`${name} ${version}: ${recording.name}: the inputs lead where they led`, () =>
          checkInputs(entry, version, recording));
      test(`${name} ${version}: ${recording.name}: each stored journal leads on`, () =>
        checkStored(entry, version, recording));
    }
}

test('every folder of journals is of a flow that is registered', () => {
  const names = new Set(REGISTRY.map((entry) => entry.flow.name));
  for (const folder of readdirSync(JOURNALS))
    assert.ok(names.has(folder), `tests/fixtures/journals/${folder} is of no flow`);
});

/** A registry of one flow and a folder with its script, to see the recorder and the checks at work. */
function small(t: { after(work: () => void): void }, run: Flow<null>['run'], more: Partial<Flow<null>> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'menyapa-journals-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const entry = (body = run, changes = more): Registered => ({
    flow: flow('kecil', body, changes),
    innovation: null,
    title: tx('desk.title'),
    who: ['warga'],
    sides: ['public'],
  });
  mkdirSync(path.join(folder, 'kecil'));
  const script = `export const script = { runs: { one: { inputs: ['satu', 'dua', { done: null }] } } };`;
  writeFileSync(path.join(folder, 'kecil', 'script.ts'), script);
  return { folder, entry };
}

const house = (...registry: Registered[]): House => ({ ...HOUSE, registry });

const ask = (key: string) => [key, text({ text: tx('chatting.askNote') })] as const;
const body: Flow<null>['run'] = async (t) => {
  await t.ask(...ask('a'));
  await t.ask(...ask('b'));
  await t.effect('send', 'x.send', null);
};

test('the recorder adds the missing version and never touches one that is there', async (t) => {
  const { folder, entry } = small(t, body);
  assert.match(
    missing(entry(), folder) ?? '',
    /^The flow kecil has no journal of its version 1: .* npm run journals\.$/,
  );
  const first = journalFile(folder, 'kecil', 1);
  assert.deepEqual(await recordMissing(house(entry()), folder), [first]);
  assert.equal(missing(entry(), folder), null);
  const before = readFileSync(first, 'utf8');
  assert.deepEqual(await recordMissing(house(entry(async (h) => void (await h.ask(...ask('other'))))), folder), []);
  const second = entry(body, { version: 2 });
  assert.deepEqual(await recordMissing(house(second), folder), [journalFile(folder, 'kecil', 2)]);
  assert.equal(readFileSync(first, 'utf8'), before);
  assert.deepEqual(versionsOf(folder, 'kecil'), [1, 2]);
});

test('a flow without a script is told of in one sentence', async (t) => {
  const { folder, entry } = small(t, body);
  rmSync(path.join(folder, 'kecil', 'script.ts'));
  await assert.rejects(
    recordMissing(house(entry()), folder),
    /The flow kecil has no journal .*script\.ts and record them/,
  );
});

test('a conversation that changed under its version is found', async (t) => {
  const { folder, entry } = small(t, body);
  await recordMissing(house(entry()), folder);
  const [recording] = readJournal(journalFile(folder, 'kecil', 1));
  assert.ok(recording);
  assert.deepEqual(
    recording.steps.map((s) => s.reached.open ?? s.reached.pending?.command ?? 'done'),
    ['a', 'b', 'x.send', 'done'],
  );
  assert.deepEqual((await replay(entry(), recording, house(entry()))).length, 4);
  const renamed = entry(async (h) => {
    await h.ask(...ask('a'));
    await h.ask(...ask('c'));
    await h.effect('send', 'x.send', null);
  });
  await assert.rejects(checkStored(renamed, 1, recording), /kecil 1, "one", step 1/);
  const hasty = entry(async (h) => void (await h.ask(...ask('a')), await h.effect('send', 'x.send', null)), {
    version: 2,
  });
  await assert.rejects(checkStored(hasty, 1, recording), /carried out unasked/);
  const over = entry(async (h) => void (await h.ask(...ask('a'))), { version: 2 });
  await assert.rejects(checkStored(over, 1, recording), /would end by itself/);
  const longer = entry(async (h, args) => void (await h.ask(...ask('new')), await body(h, args)), { version: 2 });
  await checkStored(longer, 1, recording);
});
