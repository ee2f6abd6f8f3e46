/** The page that teaches writing a flow: its code is the example's code, and the example is a flow of the house. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { TextTree } from '#services/text-files.ts';
import { drive } from '#tests/support/engine.ts';
import { lendRoomEntry } from '#tests/support/example/pinjam-ruang/entry.ts';
import { HOUSE, journalFile, productEnv, readJournal, recordMissing } from '#tests/support/journals.ts';
import type { House } from '#tests/support/journals.ts';

const root = path.resolve(import.meta.dirname, '../..');
const example = path.join(root, 'tests/support/example/pinjam-ruang');
const page = readFileSync(path.join(root, 'docs/writing-a-flow.md'), 'utf8');
const read = (name: string): string => readFileSync(path.join(example, name), 'utf8');
const tree = (name: string): TextTree => JSON.parse(read(name)) as TextTree;

const house: House = {
  registry: [lendRoomEntry],
  trees: {
    id: { ...HOUSE.trees.id, 'pinjam-ruang': tree('id.json') },
    en: { ...HOUSE.trees.en, 'pinjam-ruang': tree('en.json') },
  },
};

test('every file of the example stands in the page as it is', () => {
  const blocks = [...page.matchAll(/^```(?:ts|json) (\S+)\n(.*?)^```$/gms)].map(([, name = '', code = '']) => [
    name,
    code,
  ]);
  assert.deepEqual(new Set(blocks.map(([name]) => name)), new Set(readdirSync(example)));
  for (const [name = '', code] of blocks) assert.equal(code, read(name), name);
});

test('what the page names is there', () => {
  for (const [, file = ''] of page.matchAll(/`((?:src|tests|docs|locales)\/[\w./-]+)`/g))
    if (!file.includes('pinjam-ruang') || file.includes('example')) assert.ok(existsSync(path.join(root, file)), file);
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object };
  for (const [, script = ''] of page.matchAll(/npm run (?:-s )?(\w+)/g)) assert.ok(script in scripts, script);
});

test('the texts of both languages have the same keys', () => {
  assert.deepEqual(Object.keys(tree('id.json')), Object.keys(tree('en.json')));
});

test('as a person of staff reads it', async () => {
  const queries = { 'pinjam-ruang.days': () => ({ until: '2026-12-31', open: ['2026-11-05', '2026-11-06'] }) };
  const chat = drive({ flows: [], queries, side: 'members', roles: ['staf'], env: productEnv(house) });
  assert.match((await chat.send('pinjam ruang')).text, /^Ruang mana yang Bapak\/Ibu perlukan\?$/);
  assert.equal((await chat.send('aula')).text, 'Untuk tanggal berapa?');
  await chat.sends('besok', 'Rapat <fraksi>');
  assert.match(chat.last.text, /<b>Aula<\/b>, Kamis, 5 November 2026\nRapat &lt;fraksi&gt;/);
  await chat.send('English');
  assert.match(chat.last.text, /<b>Main hall<\/b>, Thursday/);
  await chat.send('yes');
  assert.match((await chat.done({ number: 'R-1' })).text, /^The <b>Main hall<\/b> will be ready .*<b>R-1<\/b>\.$/);
});

test('its script records a journal', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'menyapa-example-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(path.join(example, 'script.ts'), path.join(folder, 'pinjam-ruang', 'script.ts'));
  await recordMissing(house, folder);
  const ends = readJournal(journalFile(folder, 'pinjam-ruang', 1)).map(({ steps }) => steps.at(-1)?.reached.done);
  assert.deepEqual(ends, [true, true]);
});
