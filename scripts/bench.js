/**
 * Measures: servers of its own, then bench/main.ts. The database is SecantusDB's Rust program where one is on the PATH or named by
 * SECANTUSD_RS, made durable at every commit; else what the tests have. `npm run bench -- --short` for a look. Another file of
 * bench/ may be named first: `node scripts/bench.js bench/broadcast.ts`.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkOwnNode, findNode } from './bootstrap/node.js';
import { ensurePackages } from './bootstrap/packages.js';
import { ensureDir, root, toolsDir } from './bootstrap/paths.js';
import { listening, openPort } from './bootstrap/ports.js';
import { report, step } from './bootstrap/say.js';
import { Servers } from './bootstrap/servers.js';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stop.abort());

const program = () =>
  [
    process.env.SECANTUSD_RS,
    ...(process.env.PATH ?? '').split(path.delimiter).map((dir) => path.join(dir, 'secantusd-rs')),
  ]
    .filter(Boolean)
    .find((file) => existsSync(file));

/** Started beside the other servers, which are then given its address. */
async function startDatabase(servers, dir) {
  const file = program();
  if (process.env.MONGODB_URI) return { MONGODB_URI: process.env.MONGODB_URI, BENCH_DATABASE: 'MONGODB_URI' };
  if (!file) return { BENCH_DATABASE: 'SecantusDB (Python), fsync at every commit' };
  const { port } = await openPort(0);
  const args = ['--host', '127.0.0.1', '--port', String(port), '--storage-path', ensureDir(path.join(dir, 'database'))];
  const child = servers.spawn('database', file, [...args, '--cache-size', '512M', '--sync-on-commit'], {
    mark: dir,
    log: path.join(dir, 'database.log'),
  });
  await listening(port, 60_000, () => stop.signal.aborted);
  return {
    MONGODB_URI: `mongodb://127.0.0.1:${port}/bench?directConnection=true&retryWrites=false`,
    BENCH_DATABASE: 'SecantusDB (Rust), fsync at every commit',
    BENCH_DATABASE_PID: String(child.pid),
  };
}

async function main() {
  checkOwnNode();
  await step('packages', async (note) => [await ensurePackages({ withDev: true, note, signal: stop.signal })]);
  const { node } = await findNode();
  const dir = mkdtempSync(path.join(ensureDir(toolsDir), 'bench-'));
  const nothing = { dir: ensureDir(path.join(dir, 'own')), env: {}, throwaway: true, signal: stop.signal };
  const own = new Servers({
    ...nothing,
    env: { MONGODB_URI: 'mongodb://127.0.0.1:1', REDIS_URL: 'redis://127.0.0.1:1' },
  });
  let servers;
  try {
    const database = await startDatabase(own, dir);
    servers = new Servers({ dir, env: { ...process.env, ...database }, throwaway: false, signal: stop.signal });
    await servers.start();
    const env = { ...process.env, ...servers.addresses, ...database, DATA_DIR: dir, ...database };
    const given = process.argv.slice(2);
    const file = given[0]?.endsWith('.ts') ? given.shift() : 'bench/main.ts';
    const child = servers.spawn('bench', node, [path.join(root, file), ...given], {
      ...{
        mark: file,
        env: { ...env, MONGODB_URI: servers.addresses.MONGODB_URI },
        cwd: root,
        stdio: 'inherit',
      },
    });
    return await new Promise((resolve, reject) =>
      child.once('error', reject).once('exit', (code) => resolve(code ?? 1)),
    );
  } finally {
    await servers?.stop();
    await own.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

process.exit(await main().catch((error) => (stop.signal.aborted ? 130 : report(error))));
