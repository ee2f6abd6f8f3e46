/** Talks to the running system as one person, from a terminal or a pipe. See `talk/options.ts` for its use. */
import { createInterface } from 'node:readline';
import { readOptions, USAGE, WrongUsage } from './talk/options.ts';
import { Refused } from './talk/phone.ts';
import { findRunning, NotRunning } from './talk/running.ts';
import { NoAnswer, Session } from './talk/session.ts';

const OK = 0;
const FAILED = 1;
const USED_WRONG = 2;

const isTerminal = process.stdin.isTTY;
let prompt = (): void => {};

/** On a terminal the prompt gives way to what comes, and returns below it. */
function print(text: string): void {
  if (!isTerminal) return console.log(text);
  process.stdout.write(`\r\u001B[K${text}\n`);
  prompt();
}

/** Lines of the terminal or the pipe. Opened only when somebody reads: lines that come before would be lost. */
function readLines(): AsyncIterable<string> {
  const input = createInterface({ input: process.stdin, ...(isTerminal && { output: process.stdout }), prompt: '> ' });
  if (isTerminal) prompt = () => input.prompt(true);
  return input;
}

/** A person at a terminal goes on after a mistake; a script ends at the first, since the rest would talk past it. */
async function converse(session: Session): Promise<void> {
  if (isTerminal) await session.greet();
  const lines = readLines();
  prompt();
  for await (const line of lines) {
    if (line.trim() === '') continue;
    if (!isTerminal) console.log(`> ${line}`);
    try {
      await session.line(line.trim());
    } catch (error) {
      if (!isTerminal || !isSentence(error)) throw error;
      print(error.message);
    }
    prompt();
  }
}

const isSentence = (error: unknown): error is Error =>
  [NoAnswer, NotRunning, Refused, WrongUsage].some((kind) => error instanceof kind);

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return OK;
  }
  const session = await Session.open(await findRunning(options), options, print);
  try {
    await Promise.race([converse(session), session.gone]);
    return OK;
  } finally {
    await session.close().catch(() => {});
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!isSentence(error)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof WrongUsage ? USED_WRONG : FAILED;
}
// A pipe that is still open must not hold the end.
process.stdin.destroy();
