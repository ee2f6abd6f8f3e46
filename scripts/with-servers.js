/**
 * Runs one command beside the running system, with its addresses: `node scripts/with-servers.js src/services/invite.cli.ts
 * --role staff`. MONGODB_URI and REDIS_URL, where set, come first.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { heldBy } from './bootstrap/lock.js';
import { checkOwnNode, findNode } from './bootstrap/node.js';
import { dataDir, root } from './bootstrap/paths.js';
import { Trouble, report } from './bootstrap/say.js';
import { readServers } from './bootstrap/servers.js';

function addresses() {
  const running = heldBy(path.join(dataDir, 'start.lock')) ? readServers(dataDir) : undefined;
  const MONGODB_URI = process.env.MONGODB_URI || running?.mongodbUri;
  const REDIS_URL = process.env.REDIS_URL || running?.redisUrl;
  if (MONGODB_URI && REDIS_URL) return { MONGODB_URI, REDIS_URL };
  throw new Trouble(
    'Nothing is running here: start it with npm start in another terminal and wait for its ready line.',
  );
}

async function main() {
  checkOwnNode();
  const env = { ...process.env, ...addresses(), DATA_DIR: dataDir };
  const { node } = await findNode();
  const child = spawn(node, process.argv.slice(2), { cwd: root, env, stdio: 'inherit' });
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => child.kill(name));
  return new Promise((resolve, reject) => child.once('error', reject).once('exit', (code) => resolve(code ?? 1)));
}

process.exitCode = await main().catch(report);
