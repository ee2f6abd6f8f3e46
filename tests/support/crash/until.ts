import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves once it holds; rejects after `ms`, so that a test ends that waits in vain. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
  for (const deadline = Date.now() + ms; !(await holds()); await sleep(20))
    if (Date.now() > deadline) throw new Error(`waited in vain for ${String(holds)}`);
}
