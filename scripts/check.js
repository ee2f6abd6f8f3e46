/** Everything that is checked without running the system: types, lint, format, texts. Installs first, on a fresh clone too. */
import path from 'node:path';
import { checkOwnNode, findNode } from './bootstrap/node.js';
import { ensurePackages } from './bootstrap/packages.js';
import { ensureDir, root, toolsDir } from './bootstrap/paths.js';
import { run } from './bootstrap/processes.js';
import { line, report, step } from './bootstrap/say.js';

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
  // oxlint takes a CI for a wish for colours, whatever NO_COLOR says.
  delete env.CI;
  const since = performance.now();
  const outcomes = Object.entries(checks).map(async ([name, [command, ...args]]) => {
    const { code, output } = await run(command, args, { cwd: root, env });
    const good = code === 0;
    process.stdout.write(line(name, good ? 'good' : 'not good', since) + (good ? '' : `${output.trim()}\n`));
    return good;
  });
  return (await Promise.all(outcomes)).every(Boolean) ? 0 : 1;
}

process.exitCode = await main().catch(report);
