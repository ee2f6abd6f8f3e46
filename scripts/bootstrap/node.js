/** The Node that runs the system: the one carried among the packages, else the machine's own where it is new enough. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.js';
import { run } from './processes.js';
import { Trouble } from './say.js';

const needed = 24;
const numbers = (version) => version.replace('v', '').split('.').map(Number);

/** The bootstrap itself runs on an older Node than the system. */
export function checkOwnNode(version = process.version) {
  const [major, minor] = numbers(version);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Trouble(`Node ${version} is too old: install Node 20.19 or newer (https://nodejs.org) and start again.`);
}

/** Resolves to `{ node, version }`: the path of the Node to run the system with. */
export async function findNode() {
  const carried = path.join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  for (const node of [carried, process.execPath]) {
    if (!existsSync(node)) continue;
    const { code, output } = await run(node, ['--version']);
    if (code === 0 && numbers(output)[0] >= needed) return { node, version: output.trim() };
  }
  throw new Trouble(
    `Node ${needed} comes with the packages but not for ${process.platform}-${process.arch}: ` +
      `install Node ${needed} (https://nodejs.org) and start again.`,
  );
}
