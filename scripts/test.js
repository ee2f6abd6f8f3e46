/**
 * Runs the tests, on a fresh clone too: packages, servers of its own that keep nothing, Node's test runner.
 * `npm test -- tests/a.test.ts --test-name-pattern=x`: files and the runner's options pass through.
 */
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkOwnNode, findNode } from './bootstrap/node.js';
import { ensurePackages } from './bootstrap/packages.js';
import { ensureDir, root, toolsDir } from './bootstrap/paths.js';
import { isAlive } from './bootstrap/processes.js';
import { report, step } from './bootstrap/say.js';
import { Servers, stopLeftovers } from './bootstrap/servers.js';

const runs = path.join(toolsDir, 'tests');
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stop.abort());

/** Folders are named by the pid of their run; what a killed run left is ended and removed. */
async function sweep() {
  for (const name of readdirSync(ensureDir(runs))) {
    if (isAlive({ pid: Number(name), mark: 'test.js' })) continue;
    await stopLeftovers(path.join(runs, name), 0);
    rmSync(path.join(runs, name), { recursive: true, force: true });
  }
}

/** A person's own settings, and their tokens above all, are no part of a test. */
function testEnvironment(servers, dir) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(TELEGRAM_|MENYAPA_|PORT$|HOST$|ROLE$)/.test(name));
  // Each file is a process of its own: compiled code is shared, which saves a third of their start.
  const compiled = { NODE_COMPILE_CACHE: path.join(dir, 'compiled') };
  return {
    ...compiled,
    ...Object.fromEntries(kept),
    ...servers.addresses,
    NODE_ENV: 'test',
    DATA_DIR: dir,
    MONGODB_NEWEST: newest(dir),
  };
}

/** Also one that is not there: taken for an option, a slip in its name would run every test. */
const isFile = (arg) =>
  !arg.startsWith('-') && (existsSync(path.resolve(root, arg)) || /[*?[{]|\.[cm]?[jt]s$/.test(arg));

/** ms until there is another database for new test files. */
const FRESH = 90_000;
/** ms after which there is one more, until each worker has its own: who runs one small file does not wait for a second. */
const EARLY = 5000;
/** Test files at once: one more than two processors, since a third of a file's time is waiting, for leases and for processes that start. */
const WORKERS = 3;
const newest = (dir) => path.join(dir, 'mongodb-newest');

/**
 * The development database can come to spin for ever, under a lock that all others wait for: seen where a collection was asked for beside
 * a write that made it (`models/database.ts`), and maybe not only there after thousands of collections. So no one of them gets that
 * far: from time to time there is a new one, and test files that begin then use the newest, one a worker: it works on one
 * processor only, so that two heavy files on one of them take turns.
 */
async function renewDatabase(servers, dir) {
  let latest = [servers.addresses.MONGODB_URI];
  for (let n = 2; !stop.signal.aborted; n += 1) {
    await sleep(n <= WORKERS ? EARLY : FRESH, undefined, { signal: stop.signal, ref: false });
    const uri = await servers.anotherMongodb(n);
    if (uri === null) return;
    latest = [uri, ...latest].slice(0, WORKERS);
    writeFileSync(`${newest(dir)}.new`, latest.join('\n'));
    renameSync(`${newest(dir)}.new`, newest(dir));
  }
}

function runTests(servers, node, env) {
  const args = process.argv.slice(2);
  const named = args.filter(isFile);
  // The runner takes what stands behind the first file for the file's own.
  const options = ['--test', `--test-concurrency=${WORKERS}`, '--test-reporter=spec', '--test-timeout=600000'];
  options.push(`--import=${path.join(root, 'tests/support/must-end.ts')}`);
  options.push(...args.filter((arg) => !isFile(arg)), ...(named.length > 0 ? named : ['tests/**/*.test.ts']));
  const child = servers.spawn('runner', node, options, {
    mark: '--test-reporter=spec',
    env,
    cwd: root,
    stdio: 'inherit',
  });
  stop.signal.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => child.once('error', reject).once('exit', (code) => resolve(code ?? 1)));
}

async function main() {
  checkOwnNode();
  ensureDir(toolsDir);
  await sweep();
  const { signal } = stop;
  const dir = ensureDir(path.join(runs, String(process.pid)));
  const servers = new Servers({ dir, env: process.env, throwaway: true, signal });
  try {
    await step('packages', async (note) => [await ensurePackages({ withDev: true, note, signal })]);
    const { node } = await step('node', async () => {
      const found = await findNode();
      return [found.version, found];
    });
    await servers.start();
    renewDatabase(servers, dir).catch(() => undefined);
    return await runTests(servers, node, testEnvironment(servers, dir));
  } finally {
    await servers.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

process.exit(await main().catch((error) => (stop.signal.aborted ? 130 : report(error))));
