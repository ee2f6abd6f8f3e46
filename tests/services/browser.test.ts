/** The browser that npm brings, on a machine that has none. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { findBrowser } from '#services/browser.ts';

test('two numbers that ask for it at once on a bare machine both get it, and so does whoever asks later', async (t) => {
  const before = process.env['TMPDIR'];
  const folder = mkdtempSync(path.join(tmpdir(), 'bare-'));
  t.after(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  });
  process.env['TMPDIR'] = folder;
  const asked = [findBrowser({}), findBrowser({})];
  assert.equal(readdirSync(folder).length, 1, 'it is unpacked twice at once');
  const found = await Promise.all(asked);
  assert.equal(process.env['TMPDIR'], folder);
  for (const { executablePath } of [...found, await findBrowser({})]) {
    assert.equal(path.dirname(path.dirname(executablePath)), folder);
    assert.ok(existsSync(executablePath));
  }
  assert.equal(readdirSync(folder).filter((name) => name.startsWith('menyapa-chromium')).length, 1);
});
