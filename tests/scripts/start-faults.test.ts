/** What a person can mend is told in one plain sentence that says what to do, and nothing is left running. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { base, closedPort, emptyPath, failsWith, fresh, pathWith, ready, root, start } from './started.ts';

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

test('no network at the install: of the packages, of the development database', async () => {
  const registry = `http://127.0.0.1:${await closedPort()}`;
  const copy = mkdtempSync(path.join(base, 'clone-'));
  for (const part of ['scripts', 'package.json', 'package-lock.json', '.npmrc'])
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  // It would try again for some seconds, and say the same.
  const once = { npm_config_fetch_retries: '0' };
  const npm = { npm_config_registry: registry, npm_config_cache: path.join(copy, 'cache'), ...once };
  const packages = start(path.join(copy, '.data'), npm, [path.join(copy, 'scripts/start.js')]);
  await failsWith(packages, /^The packages cannot be fetched because the network is away/);
  const PATH = pathWith('python3', `PATH=${process.env['PATH']} exec python3 "$@"`);
  const pip = { PATH, MENYAPA_TOOLS: fresh(), PIP_INDEX_URL: registry, PIP_NO_CACHE_DIR: '1' };
  await failsWith(start(fresh(), pip), /^The development database cannot be fetched: the network is away/);
});
