/** The packages of the lock file, installed only where node_modules differs from it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.js';
import { root, toolsDir } from './paths.js';
import { run } from './processes.js';
import { Trouble } from './say.js';

const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;

/**
 * Compares the lock file with the list that npm leaves when an install is whole; a killed install leaves none.
 * A package that is not there is no difference where it is optional (another platform's) or, in production, for development.
 */
function matchesLock(withDev) {
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false;
  const wanted = read('package-lock.json');
  const found = read('node_modules/.package-lock.json');
  const same = (name) => {
    const { version, integrity, optional, dev } = wanted[name];
    if (!found[name]) return Boolean(optional || (dev && !withDev));
    return found[name].version === version && found[name].integrity === integrity;
  };
  return Object.keys(wanted).every((name) => name === '' || same(name));
}

/** npm's own path where npm runs us, so that a shim is not asked twice. */
function npm() {
  const cli = process.env.npm_execpath;
  return cli && /npm-cli\.[cm]?js$/.test(cli) && existsSync(cli) ? [process.execPath, cli] : ['npm'];
}

const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/;

async function install(withDev, signal) {
  const [command, ...before] = npm();
  // No package of ours needs an install script, and none shall run code while it is being installed.
  const args = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-factor=2',
  ];
  if (withDev) args.push('--include=dev');
  const env = { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' };
  const { code, output } = await run(command, [...before, ...args], { cwd: root, env, signal });
  signal?.throwIfAborted();
  if (code === 0) return;
  const log = path.join(toolsDir, 'install.log');
  writeFileSync(log, output);
  if (offline.test(output))
    throw new Trouble('The packages cannot be fetched because the network is away: connect once and start again.');
  throw new Trouble(`The packages could not be installed by npm: read why in ${log}, mend it and start again.`);
}

/** Makes node_modules what the lock file says. Resolves to what was done. Two starts at once install once. */
export async function ensurePackages({ withDev, note, signal }) {
  if (matchesLock(withDev)) return 'match the lock file';
  return withLock(path.join(toolsDir, 'install.lock'), async () => {
    if (matchesLock(withDev)) return 'installed by another start';
    note('installing from the lock file');
    await install(withDev, signal);
    return 'installed';
  });
}
