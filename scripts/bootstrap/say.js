/** What the person who starts the system reads: one line a step, one sentence for a trouble. */

/** A fault that the person can mend. Its message is one plain sentence that says what to do; no stack is shown. */
export class Trouble extends Error {}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** The line of a step: what it came to and how long it took since `since`, a `performance.now()`. */
export const line = (name, outcome, since) => `${name.padEnd(9)} ${outcome} (${seconds(since)})\n`;

/**
 * Runs one step and prints one line for it: `name  what it came to  (seconds)`. `work` is given `note`, which shows
 * what it is busy with where the terminal can rewrite a line, and resolves to `[what it came to, value]`.
 */
export async function step(name, work) {
  const since = performance.now();
  let doing = '';
  const live = process.stdout.isTTY && !process.env.CI;
  const draw = () => process.stdout.write(`\r\x1b[K${line(name, doing || '…', since).trimEnd()}`);
  const ticker = live ? setInterval(draw, 500) : undefined;
  const note = (what) => {
    doing = what;
    if (live) draw();
    else if (!process.env.CI) process.stdout.write(`${name.padEnd(9)} ${what} …\n`);
  };
  try {
    const [outcome, value] = await work(note);
    process.stdout.write(`${live ? '\r\x1b[K' : ''}${line(name, outcome, since)}`);
    return value;
  } catch (error) {
    if (live) process.stdout.write('\n');
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

const disk = {
  ENOSPC: 'is full: free some space',
  EDQUOT: 'is full for you: free some space',
  EROFS: 'is read-only: make it writable, or name another folder with DATA_DIR',
  EACCES: 'is not yours to write: make it writable, or name another folder with DATA_DIR',
};

function sentence(error) {
  if (error instanceof Trouble) return error.message;
  const why = disk[error?.code];
  return why && `The disk at ${error.path ?? error.dest ?? 'this folder'} ${why}.`;
}

/** Prints a trouble as its sentence, anything else as the bug it is, and returns the exit code. */
export function report(error) {
  process.stderr.write(`${sentence(error) ?? error?.stack ?? error}\n`);
  return 1;
}
