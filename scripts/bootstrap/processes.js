/** Child processes: run one to its end, know one again by its pid, stop one. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { answers } from './ports.js';

/** Runs a command to its end. Never rejects: `code` is null where it could not be started or was aborted. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const output = [];
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output: Buffer.concat(output).toString() }));
  });
}

function commandLine(pid) {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

/**
 * Whether `pid` still is the process whose command line holds `mark` (one of them, where a list is given); pids are used
 * again, after a reboot soon.
 */
export function isAlive({ pid, mark }) {
  if (pid === process.pid) return false;
  const line = commandLine(pid);
  return [mark].flat().some((one) => line.includes(one));
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in between.
  }
}

/**
 * Asks a process to end and, `patience` ms later, ends it. Resolves when it is gone. A process with a `wake` port sleeps
 * in its wait for the next client and hears the request sooner when one comes; more than one would hold it up.
 */
export async function stopProcess(known, patience = known.patience ?? 15_000) {
  if (!isAlive(known)) return;
  const until = Date.now() + patience;
  if (patience > 0) send(known.pid, 'SIGTERM');
  if (patience > 0 && known.wake) {
    await sleep(60);
    await answers(known.wake);
  }
  for (; Date.now() < until; await sleep(20)) if (!isAlive(known)) return;
  // With what it started: each is the first of a group of its own.
  send(-known.pid, 'SIGKILL');
  while (isAlive(known)) await sleep(20);
}
