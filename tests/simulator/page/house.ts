/** The system, a browser and the page's checks, for a file of tests. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startTestSystem } from '#tests/support/system.ts';
import type { TestSystem } from '#tests/support/system.ts';
import { openBrowser, openPage } from './browser.ts';
import type { Opened } from './browser.ts';

export interface House {
  readonly system: TestSystem;
  open(options?: Parameters<typeof openPage>[2]): Promise<Opened>;
}

/** Within a suite: one system and one browser for all its tests. */
export function openHouse(): House {
  const ends: (() => unknown)[] = [];
  let system: TestSystem;
  let browser: Browser;
  before(async () => {
    const t = { after: (end: () => unknown) => void ends.push(end) };
    system = await startTestSystem(t);
    browser = await openBrowser(t);
  });
  after(async () => {
    for (const end of ends.reverse()) await end();
  });
  return {
    get system() {
      return system;
    },
    open: (options) => openPage(browser, system.system.web!, options),
  };
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Faults by axe-core's rules for WCAG 2.2 AA, as `rule: what`. */
export async function barriers(page: Page): Promise<string[]> {
  // The page's own policy forbids a script from elsewhere; the debugger's door is not under it.
  await page.evaluate(await readFile(axe, 'utf8'));
  const faults = await page.evaluate<{ id: string; nodes: { html: string; failureSummary: string }[] }[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) => violations)`,
  );
  return faults.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

/** A picture for whoever wants to see the page: `PAGE_SHOTS=<folder>`. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['PAGE_SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
