/** Everything that is checked without running the system: types, lint, format, texts. Installs first, on a fresh clone too. */
import path from 'node:path';
import { checkOwnNode, findNode } from './bootstrap/node.js';
import { ensurePackages } from './bootstrap/packages.js';
import { ensureDir, root, toolsDir } from './bootstrap/paths.js';
import { run } from './bootstrap/processes.js';
import { report, step } from './bootstrap/say.js';

const checks = {
  types: ['tsc'],
  lint: ['oxlint'],
  format: ['prettier', '--check', '--log-level=warn', '--cache', `--cache-location=${toolsDir}/prettier`, '.'],
  texts: ['node', 'scripts/check-locales.js'],
};

async function main() {
  checkOwnNode();
  ensureDir(toolsDir);
  await step('packages', async (note) => [await ensurePackages({ withDev: true, note })]);
  const { node } = await findNode();
  // The tools are scripts that ask the PATH for their Node.
  const tools = [path.dirname(node), path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter);
  const env = { ...process.env, PATH: tools };
  const running = Object.entries(checks).map(([name, [command, ...args]]) => [
    name,
    run(command, args, { cwd: root, env }),
  ]);
  let code = 0;
  for (const [name, outcome] of running) {
    const failed = await step(name, async () => {
      const result = await outcome;
      return result.code === 0 ? ['good'] : ['not good', result];
    });
    if (!failed) continue;
    process.stdout.write(`${failed.output.trimEnd()}\n`);
    code = 1;
  }
  return code;
}

process.exitCode = await main().catch(report);
