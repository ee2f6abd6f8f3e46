/** Where MongoDB comes from: `MONGODB_URI`; else mongod on the PATH; else the development database. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './paths.js';
import { run } from './processes.js';
import { ensurePythonPackages } from './python.js';
import { Trouble } from './say.js';

const patience = 4500;
const electionLimit = 30_000;
const instead = 'install MongoDB (https://www.mongodb.com/docs/manual/installation), or set MONGODB_URI';

/** The driver that mongoose brings; there only once the packages are. */
const driver = () => createRequire(createRequire(path.join(root, 'package.json')).resolve('mongoose'))('mongodb');

async function withAdmin(uri, work) {
  const client = new (driver().MongoClient)(uri, { serverSelectionTimeoutMS: patience });
  try {
    return await work(client.db('admin'));
  } finally {
    await client.close();
  }
}

/** Host names only: a URI carries a password. */
const hosts = (uri) => /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(uri)?.[1] ?? 'the given address';

/** Resolves when the server of `uri` answers as a primary; a Trouble after 5 s at most. */
export async function checkGiven(uri) {
  try {
    await withAdmin(uri, (admin) => admin.command({ ping: 1 }, { readPreference: 'primary' }));
  } catch (error) {
    throw new Trouble(
      `MongoDB at ${hosts(uri)} does not answer (${error.codeName ?? error.name}): ` +
        'start it or correct MONGODB_URI, or unset it to have one started here.',
    );
  }
}

/** mongod with a replica set of itself alone: transactions and change streams exist only in one. */
async function asReplicaSet(port, uri) {
  const set = { _id: 'menyapa', members: [{ _id: 0, host: `127.0.0.1:${port}` }] };
  await withAdmin(uri, async (admin) => {
    try {
      await admin.command({ replSetInitiate: set });
    } catch (error) {
      if (error.codeName !== 'AlreadyInitialized') throw error;
      const { config } = await admin.command({ replSetGetConfig: 1 });
      // The set remembers its port; on another one it would wait for itself for ever.
      if (config.members[0].host !== set.members[0].host)
        await admin.command({ replSetReconfig: { ...config, members: set.members }, force: true });
    }
    const until = Date.now() + electionLimit;
    while (!(await admin.command({ hello: 1 })).isWritablePrimary) {
      if (Date.now() > until) throw new Error('its replica set elects no primary');
      await sleep(50);
    }
  });
}

const uri = (port) => `mongodb://127.0.0.1:${port}/menyapa?directConnection=true`;

const mongod = () => ({
  title: 'mongod from the PATH',
  command: 'mongod',
  args: (port, dir) => [
    ...['--replSet', 'menyapa', '--port', port, '--bind_ip', '127.0.0.1', '--dbpath', dir, '--nounixsocket'],
    ...['--wiredTigerCacheSizeGB', '0.25'],
  ],
  mark: (_port, dir) => dir,
  uri,
  ready: asReplicaSet,
});

const secantus = (home, throwaway) => ({
  title: 'development database (SecantusDB)',
  // What it has committed is on the disk, so that it may be ended the hard way where a client holds it up.
  stopping: (port) => ({ wake: port, patience: 5000 }),
  command: path.join(home, 'bin/secantusd-py'),
  args: (port, dir) => {
    // A settings file of its own, or it would take one from the person's home.
    const settings = path.join(dir, 'secantusd.toml');
    writeFileSync(settings, '');
    const args = ['--config', settings, '--host', '127.0.0.1', '--port', port, '--storage-path', dir];
    return [...args, '--cache-size', '256M', ...(throwaway ? [] : ['--sync-on-commit'])];
  },
  mark: (_port, dir) => dir,
  // For a second try it keeps its last 10,000 answers and looks through all of them at every write: ten times slower by then.
  uri: (port) => `${uri(port)}&retryWrites=false`,
  ready: (_port, address) => withAdmin(address, (admin) => admin.command({ ping: 1 })),
});

/** Resolves to `{ given: uri }` or to a server to start; see servers.js. */
export async function chooseMongodb({ env, throwaway, signal }) {
  if (env.MONGODB_URI) return { given: env.MONGODB_URI, title: `MONGODB_URI (${hosts(env.MONGODB_URI)})` };
  if ((await run('mongod', ['--version'])).code === 0) return mongod();
  if (env.NODE_ENV === 'production')
    throw new Trouble('The development database is not for production: set MONGODB_URI to a MongoDB replica set.');
  const purpose = 'The development database';
  const list = 'mongodb.requirements.txt';
  return secantus(await ensurePythonPackages({ list, purpose, instead, signal }), throwaway);
}
