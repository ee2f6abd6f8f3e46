/** Each house rule is broken once in a folder laid out like the project: a rule that never fires holds nothing. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const root = path.resolve(import.meta.dirname, '..');

type Case = { folder: string; code: string; rule?: string; name?: string };
const imports = (folder: string, from: string): Case => ({
  folder,
  code: `import { x } from '${from}';\nexport const y: unknown = x;`,
  rule: 'no-restricted-imports',
});
const types = (folder: string, from: string): Case => ({
  folder,
  code: `import type { X } from '${from}';\nexport type Y = X;`,
});
const allowed = (folder: string, from: string): Case => {
  const { code } = imports(folder, from);
  return { folder, code };
};
const inFlow = (code: string, rule = 'no-restricted-globals'): Case => ({ folder: 'src/flows/sikulin', code, rule });

const cases: Case[] = [
  imports('models', '#services/a.ts'),
  imports('models', '../src/bots/a.ts'),
  imports('models', '#config'),
  allowed('models', '#flows/engine/chat.ts'),
  imports('src/services', '#bots/channel.ts'),
  imports('src/services', '../workers/a.ts'),
  imports('src/services', '#web/a.ts'),
  imports('src/services', '#simulator/a.ts'),
  types('src/services', '#bots/channel.ts'),
  allowed('src/services', '#models/a.ts'),
  imports('src/bots', '#workers/a.ts'),
  imports('src/bots/render', '#web/a.ts'),
  imports('src/bots', '../web/a.ts'),
  imports('src/bots/telegram', '../../workers/a.ts'),
  imports('src/bots', '#simulator/a.ts'),
  allowed('src/bots', '#services/a.ts'),
  allowed('src/bots/telegram', '../render/html.ts'),
  imports('src/workers', '#bots/channel.ts'),
  imports('src/workers', '#bots/callbacks.ts'),
  imports('src/workers', '#bots/poller.ts'),
  imports('src/workers', '../bots/telegram/a.ts'),
  imports('src/workers', '../web/a.ts'),
  types('src/workers', '#bots/channel.ts'),
  imports('src/web', '#bots/channel.ts'),
  imports('src/web', '#bots/render/html.ts'),
  imports('src/web', '../workers/a.ts'),
  types('src/web', '#bots/channel.ts'),
  imports('src/simulator', '#services/a.ts'),
  imports('src/simulator/world', '#models/a.ts'),
  imports('bench', '../../a.ts'),
  imports('src/flows/sikulin', '#bots/channel.ts'),
  imports('src/flows/sikulin', '#config'),
  imports('src/flows/sikulin', 'node:fs'),
  allowed('src/flows/sikulin', '#services/a.ts'),
  imports('src/flows/engine', '#models/a.ts'),
  imports('src/flows/engine', '../prompts/a.ts'),
  imports('src/flows/engine', 'luxon'),
  types('src/flows/engine', '#models/a.ts'),
  allowed('src/flows/engine', './turn.ts'),
  imports('src/flows/prompts', '#services/a.ts'),
  imports('src/flows/prompts', '../../services/a.ts'),
  imports('src/flows/prompts', 'node:crypto'),
  allowed('src/flows/prompts', 'chrono-node'),
  { ...imports('src/flows/sikulin', '#services/a.ts'), name: 'book.flow.ts' },
  { ...imports('src/flows/sikulin', 'luxon'), name: 'luxon.flow.ts' },
  { ...imports('src/flows/sikulin', '../../services/a.ts'), name: 'up.flow.ts' },
  { ...allowed('src/flows/sikulin', '#flows/prompts/text.ts'), name: 'prompts.flow.ts' },
  { ...allowed('src/flows/sikulin', './rules.ts'), name: 'rules.flow.ts' },
  inFlow('export const a = new Date();', 'no-clock'),
  inFlow('export const a = Date();', 'no-clock'),
  inFlow('export const a = Date.now();', 'no-clock'),
  inFlow('export const a = [1].map(Date.now);', 'no-clock'),
  { folder: 'src/flows/sikulin', code: 'export const a = new Date(0);' },
  inFlow('export const a = new globalThis.Date();'),
  inFlow('setTimeout(() => undefined, 1);'),
  inFlow('setInterval(() => undefined, 1);'),
  inFlow('setImmediate(() => undefined);'),
  inFlow('queueMicrotask(() => undefined);'),
  inFlow('export const a = process.env;'),
  inFlow('export const a = performance.now();'),
  inFlow('export const a = crypto.randomUUID();'),
  inFlow("export const a = await fetch('http://127.0.0.1');"),
  inFlow('export const a = Math.random();', 'no-restricted-properties'),
  inFlow("import { DateTime } from 'luxon';\nexport const a = DateTime.now();", 'no-restricted-properties'),
  { folder: 'src/flows/engine', code: 'export const a = Date.now();', rule: 'no-clock' },
  { folder: 'src/flows/engine', code: 'export const a = Math.random();', rule: 'no-restricted-properties' },
  { folder: 'src/flows/engine', code: 'export const a = setTimeout(() => undefined, 1);' },
  {
    folder: 'src/flows/engine',
    code: "import 'node:fs';\nexport const a = Math.random() + Date.now();",
    name: 'purity.ts',
  },
  { folder: 'src/bots', code: 'async function a() {}\na();', rule: 'no-floating-promises' },
  { folder: 'tests', code: 'async function a() {}\na();', rule: 'no-floating-promises' },
  { folder: 'tests', code: "import { test } from 'node:test';\ntest('a', () => undefined);" },
  {
    folder: 'src/bots',
    code: 'export const a = [1].forEach(async () => {\n  await Promise.resolve();\n});',
    rule: 'no-misused-promises',
  },
  { folder: 'src/bots', code: 'const one: number = Number(1);\nexport const a = await one;', rule: 'await-thenable' },
  { folder: 'src/bots', code: 'export const a: any = 1;', rule: 'no-explicit-any' },
  { folder: 'src/bots', code: "console.log('a');", rule: 'no-console' },
  { folder: 'src/services', code: "console.log('a');", name: 'invite.cli.ts' },
  { folder: 'scripts', code: "console.log('a');", name: 'a.js' },
  { folder: 'src/bots', code: `export const a = [\n${'  1,\n'.repeat(400)}];`, rule: 'max-lines' },
  {
    folder: 'src/bots',
    code: "export const a = (k: 'x' | 'y') => {\n  switch (k) {\n    case 'x':\n      return 1;\n  }\n};",
    rule: 'switch-exhaustiveness-check',
  },
];

const dir = mkdtempSync(path.join(tmpdir(), 'menyapa-lint-'));
const parts = ['.oxlintrc.json', 'package.json', 'tsconfig.json', 'scripts/lint/house.js'];
const fileOf = ({ folder, name }: Case, at: number) => path.join(folder, name ?? `case${at}.ts`);
let rulesOf: Map<string, Set<string>>;

before(() => {
  mkdirSync(path.join(dir, 'scripts/lint'), { recursive: true });
  for (const file of parts) copyFileSync(path.join(root, file), path.join(dir, file));
  symlinkSync(path.join(root, 'node_modules'), path.join(dir, 'node_modules'));
  cases.forEach((each, at) => {
    mkdirSync(path.join(dir, each.folder), { recursive: true });
    writeFileSync(path.join(dir, fileOf(each, at)), `${each.code}\n`);
  });
  const { stdout } = spawnSync(path.join(root, 'node_modules/.bin/oxlint'), ['--format', 'json'], {
    cwd: dir,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  rulesOf = new Map(cases.map((each, at) => [fileOf(each, at), new Set()]));
  for (const { code, filename } of diagnostics) rulesOf.get(filename)?.add(/\((.*)\)/.exec(code)?.[1] ?? code);
});
after(() => rmSync(dir, { recursive: true }));

for (const [at, each] of cases.entries())
  test(`${each.rule ?? 'allowed'}: ${each.name ?? each.folder}: ${each.code.split('\n')[0]}`, () => {
    assert.deepEqual([...rulesOf.get(fileOf(each, at))!], each.rule ? [each.rule] : []);
  });
