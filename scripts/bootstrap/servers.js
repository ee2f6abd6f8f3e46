/**
 * Starts the servers behind the system and stops them. What runs is kept in `servers.json` (readable by its owner only),
 * so that a start after a kill finds what was left, and other commands find the running system.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkGiven as checkMongodb, chooseMongodb } from './mongodb.js';
import { checkGiven as checkRedis, chooseRedis } from './redis.js';
import { ensureDir } from './paths.js';
import { freeAgain, listening, openPort, quietPort } from './ports.js';
import { stopProcess } from './processes.js';
import { Trouble, step } from './say.js';

const startLimit = 60_000;
const portPatience = 5000;

const readJson = (file, otherwise) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return otherwise;
  }
};

/** Written beside and moved, so that a kill in between leaves the old one and not half a file. */
function writeJson(file, value) {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export const readServers = (dir) => readJson(path.join(dir, 'servers.json'));

/** Ends, last started first, what a killed start left behind in `dir`. */
export async function stopLeftovers(dir, patience) {
  for (const child of (readServers(dir)?.children ?? []).toReversed()) await stopProcess(child, patience);
  rmSync(path.join(dir, 'servers.json'), { force: true });
}

/**
 * The servers of one run. `dir` holds their data; `throwaway` ones keep nothing and are ended at once. `steady` ones start
 * again on their old ports or not at all: their clients are still there, and would wait at those for ever.
 */
export class Servers {
  constructor({ dir, env, throwaway, steady = false, signal }) {
    this.dir = dir;
    this.steady = steady;
    this.throwaway = throwaway;
    this.ending = new AbortController();
    this.signal = AbortSignal.any([signal, this.ending.signal]);
    this.known = { children: [] };
    /** Called with a sentence when a server ends that should not. */
    this.onLoss = () => undefined;
    // Begun at once, so that what must be fetched comes beside the packages; one after the other, into one environment.
    const context = { env, throwaway, signal: this.signal };
    const mongodb = chooseMongodb(context);
    const redis = mongodb.catch(() => undefined).then(() => chooseRedis(context));
    this.choices = { mongodb, redis };
    // A fault is told when its step comes, or not at all where an earlier step failed.
    for (const choice of [mongodb, redis]) choice.catch(() => undefined);
  }

  #save() {
    writeJson(path.join(this.dir, 'servers.json'), this.known);
  }

  /** Finds or starts both, each with its line of progress. */
  async start() {
    await step('mongodb', () => this.#find('mongodb', 'mongodbUri', checkMongodb));
    await step('redis', () => this.#find('redis', 'redisUrl', checkRedis));
  }

  /** One more development database beside the first, empty, and its address; null where the first was given. */
  async anotherMongodb(n) {
    const choice = await this.choices.mongodb;
    return choice.given ? null : this.#startOne(`mongodb-${n}`, choice).finally(() => this.#save());
  }

  get addresses() {
    return { MONGODB_URI: this.known.mongodbUri, REDIS_URL: this.known.redisUrl };
  }

  async #find(name, key, check) {
    const choice = await this.choices[name];
    this.signal.throwIfAborted();
    if (choice.given) await check(choice.given);
    this.known[key] = choice.given ?? (await this.#startOne(name, choice));
    this.#save();
    return [choice.title];
  }

  async #startOne(name, choice) {
    const ports = readJson(path.join(this.dir, 'ports.json'), {});
    const dir = ensureDir(path.join(this.dir, name));
    const log = path.join(this.dir, `${name}.log`);
    for (const wanted of await this.#portsFor(choice.title, ports[name])) {
      const { port } = await openPort(wanted);
      if (!port) continue;
      const mark = choice.mark(port, dir);
      const child = this.spawn(name, choice.command, choice.args(port, dir).map(String), {
        mark,
        log,
        stopping: choice.stopping?.(port),
      });
      const gone = () => child.pid === undefined || child.exitCode !== null || this.signal.aborted;
      if (!(await listening(port, startLimit, gone)) || gone()) continue;
      await choice.ready(port, choice.uri(port)).catch((error) => {
        throw new Trouble(`${choice.title} does not answer (${error.message}): read why in ${log}.`);
      });
      writeJson(path.join(this.dir, 'ports.json'), { ...ports, [name]: port });
      child.once(
        'exit',
        () => this.ending.signal.aborted || this.onLoss(`${name} ended by itself: read why in ${log}.`),
      );
      return choice.uri(port);
    }
    this.signal.throwIfAborted();
    throw new Trouble(`${choice.title} does not start: read why in ${log}.`);
  }

  /** Ports to try; the last one first, so that a client of the last run finds it again. */
  async #portsFor(title, last) {
    if (!this.steady) return [last ?? 0, 0, 0];
    if (!last) return Promise.all([quietPort(), quietPort(), quietPort()]);
    if (!(await freeAgain(last, portPatience)))
      throw new Trouble(`${title} cannot start again: another program has taken its port ${last} meanwhile.`);
    return [last];
  }

  /**
   * Starts one process and writes it down. In a group of its own, so that Ctrl-C at the terminal reaches us alone and we
   * end things in their order. A server's environment holds none of ours: no token, no address.
   */
  spawn(name, command, args, { mark, log, stopping, cwd, env = bare(), stdio }) {
    const out = log ? openSync(log, 'w', 0o600) : undefined;
    const child = spawn(command, args, { cwd, env, detached: true, stdio: stdio ?? ['ignore', out, out] });
    if (out !== undefined) closeSync(out);
    child.on('error', () => undefined);
    if (child.pid) this.known.children.push({ name, pid: child.pid, mark, ...stopping });
    this.#save();
    return child;
  }

  /** Ends what was started, last started first. */
  async stop() {
    this.ending.abort();
    await Promise.allSettled(Object.values(this.choices));
    await stopLeftovers(this.dir, this.throwaway ? 0 : undefined);
  }
}

function bare() {
  const { PATH, HOME, LANG, TMPDIR } = process.env;
  return Object.fromEntries(Object.entries({ PATH, HOME, LANG, TMPDIR }).filter(([, value]) => value !== undefined));
}
