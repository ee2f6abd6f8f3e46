/** The browser of this machine: one named by the environment, one on the PATH, or the one that npm brings. */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

export interface Browser {
  executablePath: string;
  /** The environment to start it with. */
  env: Record<string, string>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @param environment the process's own. Rejects where npm's cannot be unpacked. */
export async function findBrowser(environment: Environment): Promise<Browser> {
  const env = given(environment);
  const named = environment['PUPPETEER_EXECUTABLE_PATH'];
  if (named) return { executablePath: named, env };
  const folders = (environment['PATH'] ?? '').split(path.delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) =>
    existsSync(file),
  );
  return found === undefined ? carried(env) : { executablePath: found, env };
}

/** Both numbers of one process ask at once: the unpacking borrows the process's folder for temporary files, and two would mix theirs up. */
let unpacking: Promise<string> | undefined;

/**
 * The browser that npm brings, unpacked once for all. It is unpacked aside and then renamed: two processes begin at once, and
 * neither may start a half-written browser. Its libraries come after the machine's own, for a machine that lacks them.
 */
async function carried(env: Record<string, string>): Promise<Browser> {
  const home = await (unpacking ??= unpacked().finally(() => (unpacking = undefined)));
  const libraries = [env['LD_LIBRARY_PATH'], path.join(home, 'al2023/lib')].filter(Boolean).join(path.delimiter);
  return { executablePath: path.join(home, 'chromium'), env: { ...env, LD_LIBRARY_PATH: libraries } };
}

/** The folder in which it lies, unpacked. */
async function unpacked(): Promise<string> {
  const folder = packageFolder();
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  const home = path.join(tmpdir(), `menyapa-chromium-${process.getuid?.() ?? 'own'}-${version}`);
  if (!existsSync(home)) {
    const aside = mkdtempSync(`${home}-`);
    await unpack(folder, aside);
    try {
      renameSync(aside, home);
    } catch (error) {
      if (!existsSync(home)) throw error;
      rmSync(aside, { recursive: true, force: true });
    }
  }
  return home;
}

const given = (environment: Environment): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter((pair): pair is [string, string] => pair[1] !== undefined));

/** Where the package lies, whoever asks. */
const packageFolder = (): string => {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  return main.slice(0, main.lastIndexOf(`${path.sep}build`));
};

/** The package unpacks into the folder for temporary files, which it asks for at each call. */
async function unpack(folder: string, into: string): Promise<void> {
  const { default: chrome, inflate } = await import('@sparticuz/chromium');
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = into;
  try {
    await Promise.all([chrome.executablePath(), inflate(path.join(folder, 'bin/al2023.tar.br'))]);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
