/** A lock between processes: a file that names its holder, made whole in one step. A dead holder's lock is taken over. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './processes.js';

const me = () => ({ pid: process.pid, mark: path.basename(process.argv[1]) });

function holder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The pid of the lock's living holder, if there is one. */
export function heldBy(file) {
  const found = holder(file);
  return found && isAlive(found) ? found.pid : undefined;
}

/** Takes the lock, or returns its living holder's pid. */
export function tryLock(file) {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(me()), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link, not a write: nobody can ever read a lock without a holder in it.
        linkSync(mine, file);
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const found = holder(file);
      if (found && isAlive(found)) return { heldBy: found.pid };
      takeAway(file, found);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Two may find the same dead lock: only who moves it away has it, and puts back one that came alive in between. */
function takeAway(file, dead) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (holder(aside)?.pid !== dead?.pid) linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  rmSync(aside, { force: true });
}

/** Waits for the lock as long as its holder lives, does `work`, releases it. */
export async function withLock(file, work) {
  let lock = tryLock(file);
  for (; !lock.release; lock = tryLock(file)) await sleep(100);
  try {
    return await work();
  } finally {
    lock.release();
  }
}
