/** The library names parts of WhatsApp's page that nobody promised to keep: an upgrade that names others is looked at by a person. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../../..');
const source = path.join(root, 'node_modules/whatsapp-web.js/src');
const known = path.join(root, 'tests/fixtures/whatsapp/modules.txt');

const named = (): string[] => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const text = files.map((file) => readFileSync(path.join(source, file), 'utf8')).join('\n');
  const found = text.matchAll(/(?:require\(\s*|module:\s*)['"](WA\w+)['"]/g);
  return [...new Set([...found].map(([, name]) => name!))].sort();
};

test('the modules of WhatsApp Web that the library names are those that were looked at', () => {
  const before = readFileSync(known, 'utf8').trim().split('\n');
  assert.deepEqual(
    named(),
    before,
    'whatsapp-web.js names other modules now: read its changes, teach src/simulator/whatsapp/page/modules.js what is used, run npm run whatsapp:smoke on a real number, then write the new list to tests/fixtures/whatsapp/modules.txt',
  );
});
