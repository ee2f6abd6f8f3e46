/** Real starts of the bootstrap, ended after each test, with a stub in main's place. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach } from 'node:test';

export const root = path.resolve(import.meta.dirname, '..', '..');
export const base = mkdtempSync(path.join(tmpdir(), 'menyapa-start-'));
const started = new Set<ChildProcess>();

export type Started = ReturnType<typeof start>;

/** Starts one; nothing of this test run's own environment reaches it but the PATH. */
export function start(dataDir: string, env: Record<string, string> = {}, script = ['scripts/start.js']) {
  const { PATH, HOME } = process.env as Record<string, string>;
  const stub = path.join(root, 'tests/scripts/stub.main.ts');
  const child = spawn(process.execPath, script, {
    cwd: root,
    env: { PATH: PATH!, HOME: HOME!, DATA_DIR: dataDir, MENYAPA_MAIN: stub, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  const seen = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (seen.out += chunk));
  child.stderr.on('data', (chunk) => (seen.err += chunk));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  /** Resolves to the line's groups once it is printed; fails when the process ends without it. */
  const prints = async (line: RegExp): Promise<string[]> => {
    for (;;) {
      const match = line.exec(seen.out);
      if (match) return match.slice(1);
      assert.equal(child.exitCode, null, `ended without ${line}:\n${seen.out}${seen.err}`);
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
  };
  return { child, seen, ended, prints };
}

/** Ended as it should for a fault that the person can mend: exit code 1 and one plain sentence. */
export async function failsWith({ ended, seen }: Started, sentence: RegExp) {
  assert.equal(await ended, 1, seen.out + seen.err);
  assert.match(seen.err, sentence);
  assert.equal(seen.err.trim().split('\n').length, 1, seen.err);
}

export const ready = /^ready: (http:\/\/127\.0\.0\.1:\d+)$/m;
export const fresh = () => mkdtempSync(path.join(base, 'data-'));
export const children = (dataDir: string) =>
  (
    JSON.parse(readFileSync(path.join(dataDir, 'servers.json'), 'utf8')) as {
      children: { name: string; pid: number }[];
    }
  ).children;

/** A dead process whose parent does not fetch it still has a pid, but no command line any more. */
export const alive = (pid: number) => {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

afterEach(async () => {
  for (const child of started) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    started.delete(child);
  }
});
after(() => rmSync(base, { recursive: true, force: true }));

/** A port of loopback at which surely nothing listens. */
export async function closedPort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

export function emptyPath() {
  const folder = path.join(base, 'empty');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A folder for the PATH with a program of this name. */
export function pathWith(name: string, script: string) {
  const folder = mkdtempSync(path.join(base, 'path-'));
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}
