/** `npm start` as a person meets it: real child processes and servers, with a stub in main's place. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..', '..');
const base = mkdtempSync(path.join(tmpdir(), 'menyapa-start-'));
const started = new Set<ChildProcess>();

type Started = ReturnType<typeof start>;

/** Starts one; nothing of this test run's own environment reaches it but the PATH. */
function start(dataDir: string, env: Record<string, string> = {}, script = ['scripts/start.js']) {
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
async function failsWith({ ended, seen }: Started, sentence: RegExp) {
  assert.equal(await ended, 1, seen.out + seen.err);
  assert.match(seen.err, sentence);
  assert.equal(seen.err.trim().split('\n').length, 1, seen.err);
}

const ready = /^ready: (http:\/\/127\.0\.0\.1:\d+)$/m;
const fresh = () => mkdtempSync(path.join(base, 'data-'));
const children = (dataDir: string) =>
  (
    JSON.parse(readFileSync(path.join(dataDir, 'servers.json'), 'utf8')) as {
      children: { name: string; pid: number }[];
    }
  ).children;

/** A dead process whose parent does not fetch it still has a pid, but no command line any more. */
const alive = (pid: number) => {
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

test('starts, says ready, ends in order on Ctrl-C and leaves nothing', async () => {
  const dataDir = fresh();
  const one = start(dataDir);
  const [web] = await one.prints(ready);
  assert.equal(await (await fetch(web!)).text(), 'here');
  assert.match(
    one.seen.out,
    /^given: v24\.\S+ all mongodb:\/\/127\.0\.0\.1:\d+\/menyapa\S* redis:\/\/127\.0\.0\.1:\d+$/m,
  );
  for (const step of ['packages', 'node', 'mongodb', 'redis', 'port'])
    assert.match(one.seen.out, new RegExp(`^${step} +.+ \\(\\d+\\.\\d s\\)$`, 'm'));
  const running = children(dataDir);
  assert.ok(running.every(({ pid }) => alive(pid)));
  assert.equal(statSync(path.join(dataDir, 'servers.json')).mode & 0o777, 0o600);
  one.child.kill('SIGINT');
  assert.equal(await one.ended, 0, one.seen.err);
  assert.match(one.seen.out, /^ended: servers still there$/m);
  assert.deepEqual(
    running.filter(({ pid }) => alive(pid)),
    [],
  );
  for (const file of ['servers.json', 'run.json', 'start.lock']) assert.ok(!existsSync(path.join(dataDir, file)), file);
});

test('a second start says that one is running and where, and does it no harm', async () => {
  const dataDir = fresh();
  const one = start(dataDir);
  const [web] = await one.prints(ready);
  await failsWith(start(dataDir), new RegExp(`^Menyapa is already running at ${web} \\(process ${one.child.pid}\\)`));
  assert.equal(await (await fetch(web!)).text(), 'here');
});

test('two starts at once: one runs, the other says so', async () => {
  const dataDir = fresh();
  const both = [start(dataDir), start(dataDir)];
  const first = await Promise.race(both.map(async (one) => (await one.ended, one)));
  await failsWith(first, /^Menyapa is already running/);
  await both.find((one) => one !== first)!.prints(ready);
});

test('other commands find the running system, and say when there is none', async () => {
  const dataDir = fresh();
  const command = ['scripts/with-servers.js', '-e', 'process.stdout.write(process.env.MONGODB_URI + "\\n")'];
  await failsWith(start(dataDir, {}, command), /^Nothing is running here/);
  const one = start(dataDir);
  await one.prints(ready);
  const [address] = await start(dataDir, {}, command).prints(/^(mongodb:\S+)$/m);
  assert.ok(one.seen.out.includes(address!));
});

test('after a kill main ends by itself, and the next start clears away what was left', async () => {
  const dataDir = fresh();
  const one = start(dataDir);
  await one.prints(ready);
  const left = children(dataDir);
  one.child.kill('SIGKILL');
  await one.ended;
  const main = left.find(({ name }) => name === 'main')!;
  while (alive(main.pid)) await sleep(20);
  const servers = left.filter(({ name }) => name !== 'main');
  assert.ok(servers.every(({ pid }) => alive(pid)));
  const two = start(dataDir);
  await two.prints(ready);
  assert.deepEqual(
    servers.filter(({ pid }) => alive(pid)),
    [],
  );
  // The old ports were remembered, so that a client finds the servers again.
  const given = (out: string) => /^given: .*$/m.exec(out)?.[0];
  assert.equal(given(two.seen.out), given(one.seen.out));
});

test('a lock whose pid another process got since holds nobody up', async () => {
  const dataDir = fresh();
  writeFileSync(path.join(dataDir, 'start.lock'), JSON.stringify({ pid: process.pid, mark: 'start.js' }));
  await start(dataDir).prints(ready);
});

test('a port in use', async () => {
  const dataDir = fresh();
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await failsWith(
    start(dataDir, { PORT: `${port}` }),
    new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use: set PORT`),
  );
  taken.close();
  assert.ok(!existsSync(path.join(dataDir, 'servers.json')));
});

test('the usual port in use: the next free one, and it says so', async () => {
  const usual = createServer().listen(8080, '127.0.0.1');
  // Somebody else may hold it already, which serves as well.
  await once(usual, 'listening').catch(() => undefined);
  const one = start(fresh(), { PORT: '' });
  const [port] = await one.prints(/^port +(\d+), since 8080 is in use/m);
  assert.deepEqual(await one.prints(ready), [`http://127.0.0.1:${port}`]);
  usual.close();
});

/** A port of loopback at which surely nothing listens. */
async function closedPort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

test('servers that do not answer, named without their passwords', async () => {
  const port = await closedPort();
  const mongodb = start(fresh(), { MONGODB_URI: `mongodb://user:hush@127.0.0.1:${port}/x` });
  await failsWith(mongodb, new RegExp(`^MongoDB at 127\\.0\\.0\\.1:${port} does not answer .*correct MONGODB_URI`));
  const redis = start(fresh(), { REDIS_URL: `redis://user:hush@127.0.0.1:${port}` });
  await failsWith(redis, new RegExp(`^Redis at 127\\.0\\.0\\.1:${port} does not answer .*correct REDIS_URL`));
  for (const { seen } of [mongodb, redis]) assert.doesNotMatch(seen.out + seen.err, /hush/);
});

test('the development database is refused in production', async () => {
  const env = { NODE_ENV: 'production', PATH: emptyPath() };
  await failsWith(start(fresh(), env), /^The development database is not for production: set MONGODB_URI/);
});

function emptyPath() {
  const folder = path.join(base, 'empty');
  mkdirSync(folder, { recursive: true });
  return folder;
}

test('no Python, or none that will do', async () => {
  const none = { PATH: emptyPath(), MENYAPA_TOOLS: fresh() };
  await failsWith(
    start(fresh(), none),
    /^The development database needs Python 3\.10 to 3\.13 .*install it .*set MONGODB_URI/,
  );
  const old = pathWith('python3', 'exit 1');
  await failsWith(start(fresh(), { PATH: old, MENYAPA_TOOLS: fresh() }), /^The development database needs Python/);
});

test('a data folder that cannot be made', async () => {
  await failsWith(start('/dev/null/data'), /^The folder \/dev\/null\/data cannot be written \(ENOTDIR\)/);
});

test('when main fails, its own sentence stands alone and the servers end', async () => {
  const dataDir = fresh();
  const one = start(dataDir, { STUB_EXIT: '3' });
  assert.equal(await one.ended, 1);
  assert.equal(one.seen.err, '');
  assert.ok(!existsSync(path.join(dataDir, 'servers.json')));
});

test('when a server ends by itself, it is said and all ends', async () => {
  const dataDir = fresh();
  const one = start(dataDir);
  await one.prints(ready);
  process.kill(children(dataDir).find(({ name }) => name === 'redis')!.pid, 'SIGKILL');
  await failsWith(one, /^redis ended by itself: read why in .*redis\.log/);
  assert.match(one.seen.out, /^ended: /m);
});

/** A folder for the PATH with a program of this name. */
function pathWith(name: string, script: string) {
  const folder = mkdtempSync(path.join(base, 'path-'));
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}

test('mongod on the PATH comes first, as a replica set of itself that survives another port', async () => {
  const fake = path.join(import.meta.dirname, 'fake-mongod.ts');
  const env = { PATH: `${pathWith('mongod', `exec ${process.execPath} ${fake} "$@"`)}:${process.env['PATH']}` };
  const dataDir = fresh();
  const set = () =>
    JSON.parse(readFileSync(path.join(dataDir, 'mongodb/set.json'), 'utf8')) as { members: { host: string }[] };
  const hosts: string[] = [];
  for (const _start of [1, 2]) {
    const one = start(dataDir, env);
    await one.prints(/^mongodb +(mongod from the PATH)/m);
    const [host] = await one.prints(/^given: .* mongodb:\/\/([^/]+)\//m);
    assert.equal(set().members[0]!.host, host);
    hosts.push(host!);
    one.child.kill('SIGTERM');
    assert.equal(await one.ended, 0);
    rmSync(path.join(dataDir, 'ports.json'));
  }
  assert.notEqual(hosts[0], hosts[1]);
});

test('no network at the install: of the packages, of the development database', async () => {
  const registry = `http://127.0.0.1:${await closedPort()}`;
  const copy = mkdtempSync(path.join(base, 'clone-'));
  for (const part of ['scripts', 'package.json', 'package-lock.json', '.npmrc'])
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  const npm = { npm_config_registry: registry, npm_config_cache: path.join(copy, 'cache') };
  const packages = start(path.join(copy, '.data'), npm, [path.join(copy, 'scripts/start.js')]);
  await failsWith(packages, /^The packages cannot be fetched because the network is away/);
  const PATH = pathWith('python3', `PATH=${process.env['PATH']} exec python3 "$@"`);
  const pip = { PATH, MENYAPA_TOOLS: fresh(), PIP_INDEX_URL: registry, PIP_NO_CACHE_DIR: '1' };
  await failsWith(start(fresh(), pip), /^The development database cannot be fetched: the network is away/);
});

test('npm test: the code of the runner, and what a killed run left is ended by the next', async () => {
  const file = path.join(fresh(), 'a.test.mjs');
  const runTests = (body: string) => {
    writeFileSync(file, `import { test } from 'node:test';\ntest('a', async () => {\n${body}\n});\n`);
    return start('unused', { TELEGRAM_PUBLIC_TOKEN: '1:hush', STUB_EXIT: '' }, ['scripts/test.js', file]);
  };
  const killed = runTests(
    'console.log(`dir: ${process.env.DATA_DIR}`);\nsetInterval(() => {}, 1e6);\nawait new Promise(() => {});',
  );
  const [dir] = await killed.prints(/dir: (\S+)/);
  const left = children(dir!);
  killed.child.kill('SIGKILL');
  // Its output stays open until the next run ends what holds it.
  await once(killed.child, 'exit');
  assert.deepEqual(
    left.filter(({ pid }) => alive(pid)).map(({ name }) => name),
    ['mongodb', 'redis', 'runner'],
  );
  const next = runTests('if (process.env.TELEGRAM_PUBLIC_TOKEN) throw new Error("token");');
  assert.equal(await next.ended, 0, next.seen.out + next.seen.err);
  assert.deepEqual(
    left.filter(({ pid }) => alive(pid)),
    [],
  );
  assert.ok(!existsSync(dir!));
  await killed.ended;
  const bad = runTests('throw new Error();');
  assert.equal(await bad.ended, 1);
});
