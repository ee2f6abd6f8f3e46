import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const script = path.resolve(import.meta.dirname, '..', '..', 'scripts', 'check-locales.js');

/** Faults of a project with these texts of a room `visit` and this code. */
function check({ id, en, code = '' }: { id: object; en: object | string; code?: string }): string[] {
  const root = mkdtempSync(path.join(tmpdir(), 'menyapa-locales-'));
  for (const [file, content] of Object.entries({ 'locales/id/visit.json': id, 'locales/en/visit.json': en })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  for (const folder of ['src', 'models']) mkdirSync(path.join(root, folder));
  writeFileSync(path.join(root, 'src/a.ts'), code);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' });
  rmSync(root, { recursive: true });
  assert.equal(stderr, '');
  const faults = stdout.split('\n').filter(Boolean);
  assert.equal(status, faults.length > 0 ? 1 : 0);
  return faults;
}

test('the same keys and values are good; formats, order, facts and plural forms may differ', () => {
  const id = { ask: { when: '{{council.name}}: {{date, tanggal}} jam {{time}}', count: '{{count}} orang' } };
  const en = {
    ask: { when: '{{ time }} on {{date}}', count_one: '{{count}} person', count_other: '{{count}} people' },
  };
  const code = `tx('visit.ask.when', { date }); tx(x === 'text' ? 'visit.ask.when' : 'visit.ask.count'); tx(\`visit.ask.\${y}\`);
    const t = { key: 'visit.ask.count' }; effect('k', 'visit.book', {}); tx(name, { a: 'visit.gone' });`;
  assert.deepEqual(check({ id, en, code }), []);
});

test('a key that one language lacks', () => {
  assert.deepEqual(check({ id: { a: '1', b: '2' }, en: { a: '1', c: '3' } }), [
    'locales/id/visit.json: visit.b is not in locales/en.',
    'locales/en/visit.json: visit.c is not in locales/id.',
  ]);
});

test('a value that one language lacks', () => {
  assert.deepEqual(check({ id: { a: '{{x}}' }, en: { a: '{{y}}' } }), [
    'locales/en/visit.json: visit.a lacks {{x}}.',
    'locales/id/visit.json: visit.a lacks {{y}}.',
  ]);
});

test('a key of the code that no text has, by its line', () => {
  const code =
    "\ntx('visit.b');\nconst t = { key: 'visit.c', args };\ntx(`visit.${a}.d`);\ntx(\n  y ? 'visit.a' : 'visit.e',\n);";
  assert.deepEqual(check({ id: { a: '1' }, en: { a: '1' }, code }), [
    'src/a.ts:2: there is no text visit.b.',
    'src/a.ts:4: there is no text visit.${a}.d.',
    'src/a.ts:5: there is no text visit.e.',
    'src/a.ts:3: there is no text visit.c.',
  ]);
});

test('a file that is no JSON', () => {
  const [fault] = check({ id: {}, en: '{ "a": ' });
  assert.match(fault!, /^locales\/en\/visit\.json: /);
});
