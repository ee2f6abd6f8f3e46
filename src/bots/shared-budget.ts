/**
 * One budget of a bot for all processes that send for it, in Valkey: each place is given by one script, whole or not at all, by
 * Valkey's own clock. Nothing rests on what is kept there: without Valkey each process takes its share, and after a flush the
 * bucket is full once more, which is a burst of two messages.
 */
import { Redis } from 'ioredis';
import { nameOf, type Log } from './log.ts';
import {
  ALL,
  createOwnBudget,
  OTHERS,
  PACE_CLASSES,
  STARVED,
  type Budget,
  type PaceClass,
  type Place,
} from './budget.ts';

/** ms to wait for Valkey's answer, and then to go on without it. */
const PATIENCE = 500;
const APART = 1000;
/** ms between two tries to connect: the shorter, the shorter some processes share while others still keep to their part. */
const RETRY = 300;
/** Of its part, so much is taken by a process that cannot ask: the number of those that send may be an old one. */
const CAREFUL = 0.8;
/** ms between two signs of life, and after which a process no longer counts. */
const BEAT = 60_000;
const GONE = 10 * BEAT;

/**
 * KEYS: the bucket, the pause, the processes. ARGV: who asks, ms a place of all, ms a place of others, burst, STARVED, GONE, then
 * the wanted classes by their rank. Answers rank given (-1: none), ms to wait, ms of pause, processes. `due-*` is when all places
 * given are used up; `want-*` says until when a process waits for a place of that rank, and no less urgent one takes it.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local everyAll, everyOthers, ahead, starving = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]) - 1, tonumber(ARGV[5])
redis.call('ZADD', KEYS[3], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - ARGV[6])
redis.call('PEXPIRE', KEYS[3], ARGV[6])
local processes = redis.call('ZCARD', KEYS[3])
local pause = redis.call('PTTL', KEYS[2])
if pause > 0 then return {-1, pause, pause, processes} end
local function read(field)
  local at = tonumber(redis.call('HGET', KEYS[1], field) or 0)
  -- The machine's clock was set back.
  if at > now + 10000 then return 0 end
  return at
end
local function write(field, at) redis.call('HSET', KEYS[1], field, string.format('%.3f', at)) end
local function claimed(rank)
  for urgent = 0, rank - 1 do
    if read('want-' .. urgent) > now then return true end
  end
  return false
end
local all, others = math.max(read('due-all'), now), math.max(read('due-others'), now)
local soonest = 1000
redis.call('PEXPIRE', KEYS[1], 60000)
for i = 7, #ARGV do
  local rank = tonumber(ARGV[i])
  local wait = all - everyAll * ahead - now
  if rank > 0 then wait = math.max(wait, others - everyOthers * ahead - now) end
  local last = read('last-' .. rank)
  local starved = last > 0 and now - last >= starving
  if starved or (wait <= 0 and not claimed(rank)) then
    write('due-all', all + everyAll)
    if rank > 0 then write('due-others', others + everyOthers) end
    write('last-' .. rank, now)
    write('want-' .. rank, 0)
    return {rank, math.max(0, math.ceil(wait)), 0, processes}
  end
  if last == 0 then write('last-' .. rank, now) end
  wait = math.max(5, math.ceil(wait))
  write('want-' .. rank, now + wait + 50)
  soonest = math.min(soonest, wait)
end
return {-1, soonest, 0, processes}
`;

/** Never shortens a pause. */
const PAUSE = `
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) end
`;

export interface SharedBudgetParts {
  redisUrl: string;
  /** Before each key; in braces, so that a cluster keeps all keys of a bot in one place. */
  prefix: string;
  /** Unique to the process. */
  self: string;
  /** Processes that send, at the least, where Valkey has not told. */
  senders: number;
  log: Log;
}

export class SharedBudgets {
  private readonly parts: SharedBudgetParts;
  private readonly redis: Redis;
  private readonly bots = new Map<string, Budget>();
  private readonly beat: NodeJS.Timeout;
  private processes: number;
  /** Machine ms (monotonic) until when Valkey is not asked. */
  private apartUntil = 0;

  constructor(parts: SharedBudgetParts) {
    this.parts = parts;
    this.processes = parts.senders;
    this.redis = new Redis(parts.redisUrl, {
      ...{ maxRetriesPerRequest: 0, enableOfflineQueue: false, commandTimeout: PATIENCE },
      retryStrategy: () => RETRY,
    });
    // Whoever needs to know of Valkey's absence is told by the queues.
    this.redis.on('error', () => {});
    const beat = (): void => [...this.bots.keys()].forEach((bot) => void this.ask(bot, []));
    this.redis.on('ready', beat);
    this.beat = setInterval(beat, BEAT).unref();
  }

  of(bot: string): Budget {
    const known = this.bots.get(bot);
    if (known) return known;
    const own = createOwnBudget(
      () => performance.now(),
      () => CAREFUL / this.processes,
    );
    const budget: Budget = {
      take: async (order) => (await this.ask(bot, order)) ?? own.take(order),
      pause: (ms) => void this.redis.eval(PAUSE, 1, this.key(bot, 'pause'), Math.ceil(ms)).catch(() => {}),
    };
    this.bots.set(bot, budget);
    return budget;
  }

  close(): void {
    clearInterval(this.beat);
    this.redis.disconnect();
  }

  /** Null: Valkey is away, or too slow to be waited for. */
  private async ask(bot: string, order: readonly PaceClass[]): Promise<Place | null> {
    if (this.redis.status !== 'ready' || performance.now() < this.apartUntil) return null;
    const keys = ['bucket', 'pause', 'processes'].map((name) => this.key(bot, name));
    const ranks = order.map((each) => PACE_CLASSES.indexOf(each));
    const figures = [ALL.every, OTHERS.every, ALL.burst, STARVED, GONE];
    try {
      const answer = await this.redis.eval(TAKE, keys.length, ...keys, this.parts.self, ...figures, ...ranks);
      const [rank = -1, after = 0, pause = 0, processes = 1] = answer as number[];
      this.processes = Math.max(this.parts.senders, processes);
      return { given: PACE_CLASSES[rank] ?? null, after, pause };
    } catch (error) {
      this.apartUntil = performance.now() + APART;
      this.parts.log.warn({ bot, error: nameOf(error) }, 'Valkey does not answer; each process keeps to its share');
      return null;
    }
  }

  private key(bot: string, name: string): string {
    return `${this.parts.prefix}:pace:${bot}:${name}`;
  }
}
