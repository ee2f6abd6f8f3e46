/** A real browser for the page's tests: one named by the environment, one on the PATH, or the one that npm brings. */
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--use-fake-device-for-media-stream'],
  '--use-fake-ui-for-media-stream',
];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

const brought = path.resolve(import.meta.dirname, '../../../node_modules/@sparticuz/chromium');
const { version } = JSON.parse(readFileSync(path.join(brought, 'package.json'), 'utf8')) as { version: string };

interface Binary {
  file: string;
  libraries?: string;
}

async function findBinary(): Promise<Binary> {
  const named = process.env.PUPPETEER_EXECUTABLE_PATH;
  if (named) return { file: named };
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const file = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((each) =>
    existsSync(each),
  );
  return file === undefined ? carried() : { file };
}

/**
 * The browser that npm brings, unpacked once for all tests. It is unpacked aside and then renamed: two files of tests begin at
 * once, and neither may start a half-written browser. Its libraries come after the machine's own, for a machine that lacks them.
 */
async function carried(): Promise<Binary> {
  const home = path.join(tmpdir(), `menyapa-chromium-${process.getuid?.() ?? 'own'}-${version}`);
  if (!existsSync(home)) {
    const aside = mkdtempSync(`${home}-`);
    await unpack(aside);
    try {
      renameSync(aside, home);
    } catch (error) {
      if (!existsSync(home)) throw error;
      rmSync(aside, { recursive: true, force: true });
    }
  }
  return { file: path.join(home, 'chromium'), libraries: path.join(home, 'al2023/lib') };
}

/** The package unpacks into the folder for temporary files, which it asks for at each call. */
async function unpack(folder: string): Promise<void> {
  const { default: chrome, inflate } = await import('@sparticuz/chromium');
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    await Promise.all([chrome.executablePath(), inflate(path.join(brought, 'bin/al2023.tar.br'))]);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** One browser for a file's tests, closed at its end. */
export async function openBrowser(t: Pick<TestContext, 'after'>): Promise<Browser> {
  const { file, libraries } = await findBinary();
  const profile = mkdtempSync(path.join(tmpdir(), 'menyapa-browser-'));
  const env = Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  if (libraries !== undefined)
    env['LD_LIBRARY_PATH'] = [env['LD_LIBRARY_PATH'], libraries].filter(Boolean).join(path.delimiter);
  const browser = await chromium.launch({
    executablePath: file,
    headless: true,
    args: FLAGS,
    env: { ...env, HOME: profile },
  });
  t.after(async () => {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  });
  return browser;
}

export interface Opened {
  page: Page;
  /** What went wrong in the page: errors, refused loads, broken policy. */
  faults: string[];
}

/** A page that speaks Indonesian and is ready to be used. */
export async function openPage(
  browser: Browser,
  address: string,
  { width = 1280, height = 860, query = '' } = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    permissions: ['microphone'],
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(`${address}/${query}`);
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  return { page, faults };
}
