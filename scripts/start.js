/**
 * Starts the whole system, on a fresh clone too: packages, the carried Node, MongoDB, Redis, then src/main.ts.
 * Ctrl-C ends main first and then the servers that were started here.
 */
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkOwnNode, findNode } from './bootstrap/node.js';
import { tryLock } from './bootstrap/lock.js';
import { ensurePackages } from './bootstrap/packages.js';
import { dataDir, ensureDir, root, toolsDir } from './bootstrap/paths.js';
import { openPort } from './bootstrap/ports.js';
import { stopProcess } from './bootstrap/processes.js';
import { Trouble, report, step } from './bootstrap/say.js';
import { Servers, stopLeftovers } from './bootstrap/servers.js';

const usualPort = 8080;
/** ms that main has for ending by itself: a send that is under way may take fifteen seconds. */
const patience = 20_000;
const runFile = path.join(dataDir, 'run.json');
/** Tests put a stub in main's place. */
const mainFile = path.resolve(root, process.env.MENYAPA_MAIN || 'src/main.ts');

const stop = new AbortController();
const { signal } = stop;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stop.abort());

function alreadyRunning(pid) {
  let where = 'and is still starting';
  try {
    where = `at ${JSON.parse(readFileSync(runFile, 'utf8')).web}`;
  } catch {
    // main has not written it yet.
  }
  return new Trouble(`Menyapa is already running ${where} (process ${pid}): stop that one with Ctrl-C first.`);
}

/** The given port, or the next free one behind the usual. */
async function findPort() {
  const host = process.env.HOST || '127.0.0.1';
  const given = process.env.PORT;
  if (given) {
    // What is no port at all is told by main, with the other settings.
    if (!/^\d{1,5}$/.test(given) || Number(given) > 65535) return [given, given];
    const { code } = await openPort(Number(given), host);
    if (!code) return [given, given];
    if (code === 'EADDRINUSE')
      throw new Trouble(`Port ${given} on ${host} is in use: set PORT to another one, or stop what uses it.`);
    throw new Trouble(`Port ${given} on ${host} cannot be had (${code}): set PORT or HOST to another one.`);
  }
  for (let port = usualPort; port < usualPort + 100; port += 1) {
    if ((await openPort(port, host)).code) continue;
    return [port === usualPort ? `${port}` : `${port}, since ${usualPort} is in use`, `${port}`];
  }
  throw new Trouble(`No port from ${usualPort} to ${usualPort + 99} is free on ${host}: set PORT to one that is.`);
}

/** Everything before main, each with its line of progress. Resolves to what main is started with. */
async function prepare(servers) {
  const withDev = process.env.NODE_ENV !== 'production';
  await step('packages', async (note) => [await ensurePackages({ withDev, note, signal })]);
  signal.throwIfAborted();
  const node = await step('node', async () => {
    const found = await findNode();
    return [found.version, found.node];
  });
  await servers.start();
  const port = await step('port', findPort);
  signal.throwIfAborted();
  return {
    node,
    env: {
      NODE_COMPILE_CACHE: path.join(dataDir, 'compiled'),
      ...process.env,
      ...servers.addresses,
      ...{ PORT: port, DATA_DIR: dataDir, ROLE: process.env.ROLE || 'all' },
    },
  };
}

/** Runs main until it ends or is asked to. Resolves to the exit code. */
async function runMain(servers, { node, env }) {
  const args = ['--import', path.join(root, 'scripts/bootstrap/leash.js'), mainFile];
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'];
  const child = servers.spawn('main', node, args, { mark: mainFile, env, stdio, cwd: root });
  const ended = once(child, 'exit');
  let lost = false;
  servers.onLoss = (sentence) => {
    lost = true;
    process.stderr.write(`${sentence}\n`);
    // Without its servers main may never come to its end, and everything here waits for that.
    void stopProcess({ pid: child.pid, mark: mainFile }, patience);
  };
  if (!signal.aborted) await Promise.race([ended, once(signal, 'abort')]);
  if (signal.aborted) {
    await stopProcess({ pid: child.pid, mark: mainFile }, patience);
    return 0;
  }
  const [code, by] = await ended;
  if (by && !lost) process.stderr.write(`The system was ended by ${by}: start it again.\n`);
  return code === 0 && !lost ? 0 : 1;
}

async function start() {
  checkOwnNode();
  ensureDir(toolsDir);
  ensureDir(dataDir);
  const lock = tryLock(path.join(dataDir, 'start.lock'));
  if (!lock.release) throw alreadyRunning(lock.heldBy);
  const servers = new Servers({ dir: dataDir, env: process.env, throwaway: false, signal });
  try {
    await stopLeftovers(dataDir);
    rmSync(runFile, { force: true });
    return await runMain(servers, await prepare(servers));
  } finally {
    await servers.stop();
    rmSync(runFile, { force: true });
    lock.release();
  }
}

process.exit(await start().catch((error) => (signal.aborted ? 0 : report(error))));
