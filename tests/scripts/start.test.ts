/** `npm start` as a person meets it: started, started twice, stopped, killed. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { alive, children, failsWith, fresh, pathWith, ready, start } from './started.ts';

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

test('when main does not end then, it is ended', async () => {
  const dataDir = fresh();
  const one = start(dataDir, { STUB_DEAF: 'yes' });
  await one.prints(ready);
  const running = children(dataDir);
  process.kill(running.find(({ name }) => name === 'redis')!.pid, 'SIGKILL');
  await failsWith(one, /^redis ended by itself: read why in .*redis\.log/);
  assert.deepEqual(
    running.filter(({ pid }) => alive(pid)),
    [],
  );
});

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

test('npm test: the code of the runner, and what a killed run left is ended by the next', async () => {
  const file = path.join(fresh(), 'a.test.mjs');
  const runTests = (body: string, env = {}) => {
    writeFileSync(file, `import { test } from 'node:test';\ntest('a', async () => {\n${body}\n});\n`);
    return start('unused', { TELEGRAM_PUBLIC_TOKEN: '1:hush', STUB_EXIT: '', ...env }, ['scripts/test.js', file]);
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
  const bad = runTests('setInterval(() => {}, 1e6);\nthrow new Error();', { TEST_FILE_LIMIT_MS: '2000' });
  assert.equal(await bad.ended, 1);
  assert.match(bad.seen.out + bad.seen.err, /a\.test\.mjs does not end, and is ended\. Open: Timeout/);
});

test('npm test: globs with braces are files, and so is one that is not there', async () => {
  const dir = fresh();
  for (const name of ['a', 'b', 'c'])
    writeFileSync(
      path.join(dir, `${name}.test.mjs`),
      `import { test } from 'node:test';\ntest('ran ${name}', () => {});\n`,
    );
  const some = start('unused', {}, ['scripts/test.js', path.join(dir, '{a,b}.test.mjs')]);
  assert.equal(await some.ended, 0, some.seen.out + some.seen.err);
  assert.deepEqual(some.seen.out.match(/ran \w/g), ['ran a', 'ran b']);
  const none = start('unused', {}, ['scripts/test.js', path.join(dir, 'd.test.mjs')]);
  assert.equal(await none.ended, 1);
  assert.match(none.seen.out + none.seen.err, /d\.test\.mjs/);
});

test('without the servers of npm test a test says so at once', async () => {
  const one = start('unused', {}, ['--test', 'tests/system/time.test.ts']);
  assert.equal(await one.ended, 1);
  assert.match(one.seen.out, /MONGODB_URI is not set: run the tests with npm test/);
});
