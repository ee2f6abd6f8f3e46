/** A real browser for the page's tests, the one that WhatsApp's numbers have too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { findBrowser } from '#services/browser.ts';

const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--use-fake-device-for-media-stream'],
  '--use-fake-ui-for-media-stream',
];

/** One browser for a file's tests, closed at its end. */
export async function openBrowser(t: Pick<TestContext, 'after'>): Promise<Browser> {
  const { executablePath, env } = await findBrowser(process.env);
  const profile = mkdtempSync(path.join(tmpdir(), 'menyapa-browser-'));
  const browser = await chromium.launch({
    executablePath,
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
