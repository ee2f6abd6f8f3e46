/**
 * A browser outlives the process that is killed over it, and holds the number's profile: the next one beside it finds no session
 * there and asks for a new link, or is refused. So each browser says whose it is, and one without an owner is ended before another opens.
 */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const OWNER = '--menyapa-owner=';
/** ms between looks whether it is gone, and how often. */
const STEP = 20;
const LOOKS = 250;

/** A flag that no browser knows, for whoever looks at it later. */
export const ownerFlag = `${OWNER}${process.pid}`;

/** Where the system tells nothing of its processes (no `/proc`) none is found. */
export async function endOrphans(folder: string): Promise<void> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const orphans = await Promise.all(pids.map((pid) => isOrphan(pid, folder)));
  await Promise.all(pids.filter((_, at) => orphans[at]).map(end));
}

async function isOrphan(pid: number, folder: string): Promise<boolean> {
  const flags = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split(/[\0 ]/);
  const owner = Number(flags.find((flag) => flag.startsWith(OWNER))?.slice(OWNER.length));
  // Somebody may be looking at the number by hand: theirs is none.
  return flags.includes(`--user-data-dir=${folder}`) && owner > 0 && (owner === process.pid || !isAlive(owner));
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
};

async function end(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
  for (let look = 0; look < LOOKS && isAlive(pid); look += 1) await sleep(STEP);
}
