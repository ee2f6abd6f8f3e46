/**
 * Wake-ups over Valkey: "look at this chat". They carry ids only and may all be lost; the sweeper makes them again, and a
 * process that can do the work itself does it while Valkey is away. No job has an id of its own, since a second one with
 * the same id is dropped silently, and none is kept.
 */
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Log } from '#services/log.ts';

interface WakeUp {
  chat: string;
}

const KEEP_NONE = { removeOnComplete: true, removeOnFail: true } as const;

export class WakeUps {
  private readonly redisUrl: string;
  /** Before every key of the realm. In braces, so that a cluster keeps all keys of a queue in one place. */
  readonly prefix: string;
  private readonly log: Log;
  private readonly producer: Redis;
  private readonly queues = new Map<string, Queue<WakeUp>>();
  /** What this process does at a wake-up, by queue. */
  private readonly works = new Map<string, (chat: string) => Promise<void>>();
  /** What is carried out now. */
  private readonly running = new Set<Promise<void>>();
  private readonly workers: Worker<WakeUp>[] = [];
  private readonly connections: Redis[] = [];

  /** `realm` keeps the wake-ups of two databases on one Valkey apart: one's worker would swallow the other's. */
  constructor(redisUrl: string, realm: string, log: Log) {
    this.redisUrl = redisUrl;
    this.prefix = `{menyapa-${realm}}`;
    this.log = log;
    // A turn must not wait for a Valkey that is away: the command fails at once and the sweeper takes over.
    this.producer = this.connect({ maxRetriesPerRequest: 1, enableOfflineQueue: false });
  }

  /** Fire and forget. While Valkey is away it is carried out here, where this process can; else the sweeper makes it again. */
  wake(queue: string, chat: string): void {
    // An unconnected queue would keep the call until Valkey is back, and every other of that time.
    if (this.producer.status !== 'ready') return this.alone(queue, chat);
    this.queue(queue)
      .add('wake', { chat }, KEEP_NONE)
      .catch(() => this.alone(queue, chat));
  }

  /** Carries out the wake-ups of a queue; a failure is the sweeper's business, not the queue's. */
  on(queue: string, todo: (chat: string) => Promise<void>, concurrency: number): void {
    // Caught here: the queue would keep and publish what a fault says, and there it is nobody's business.
    const work = (chat: string): Promise<void> =>
      this.track(todo(chat).catch((err: unknown) => this.log.error({ queue, err }, 'a wake-up failed')));
    this.works.set(queue, work);
    const connection = this.connect({ maxRetriesPerRequest: null });
    const worker = new Worker<WakeUp>(queue, (job) => work(job.data.chat), {
      ...{ connection, concurrency, prefix: this.prefix },
      ...STALLED,
    });
    worker.on('failed', (_job, err) => this.log.error({ queue, err }, 'a wake-up failed'));
    worker.on('error', () => {});
    this.workers.push(worker);
  }

  /** Valkey's state, for whoever asks how this process is. */
  get state(): string {
    return this.producer.status;
  }

  /** Every queue there is, also those that other processes work on. */
  all(): Queue[] {
    return [EFFECTS, ...CHANNELS.map(sendsOf)].map((name) => this.queue(name));
  }

  /** How many wake-ups wait in each queue, and how long the oldest has, in seconds. */
  async backlog(): Promise<{ waiting: Record<string, number>; age: Record<string, number> }> {
    const waiting: Record<string, number> = {};
    const age: Record<string, number> = {};
    if (this.producer.status !== 'ready') return { waiting, age };
    for (const queue of this.all()) {
      const { name } = queue;
      const [count, [oldest]] = await Promise.all([queue.getWaitingCount(), queue.getWaiting(0, 0)]);
      waiting[name] = count;
      age[name] = oldest ? Math.max(0, Date.now() - oldest.timestamp) / 1000 : 0;
    }
    return { waiting, age };
  }

  /** Takes on no more; resolves when what is carried out here has ended. Others are still woken. */
  async rest(): Promise<void> {
    this.works.clear();
    // A worker that waits for Valkey would wait for ever.
    const force = this.producer.status !== 'ready';
    await Promise.allSettled(this.workers.map((worker) => worker.close(force)));
    await Promise.allSettled(this.running);
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
    for (const connection of this.connections) connection.disconnect();
  }

  private alone(queue: string, chat: string): void {
    const work = this.works.get(queue);
    if (!work) return this.log.warn({ queue }, 'a wake-up was lost; the sweeper makes it again');
    void work(chat);
  }

  private track(work: Promise<void>): Promise<void> {
    this.running.add(work);
    return work.finally(() => this.running.delete(work));
  }

  private queue(name: string): Queue<WakeUp> {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = new Queue<WakeUp>(name, { connection: this.producer, prefix: this.prefix });
      queue.on('error', () => {});
      this.queues.set(name, queue);
    }
    return queue;
  }

  private connect(options: { maxRetriesPerRequest: number | null; enableOfflineQueue?: boolean }): Redis {
    const redis = new Redis(this.redisUrl, { ...options, retryStrategy: (times) => Math.min(times * 200, 3000) });
    let told = false;
    redis.on('error', (error) => {
      if (!told) this.log.warn({ err: error }, 'Valkey is away; whoever can carries wake-ups out at once');
      told = true;
    });
    redis.on('ready', () => (told = false));
    this.connections.push(redis);
    return redis;
  }
}

/** A stalled job is somebody's dead process: the sweeper has its chat already. */
const STALLED = { maxStalledCount: 0, stalledInterval: 60_000 } as const;

/** Queue names: effects of any chat, and sends of one channel. */
export const EFFECTS = 'effects';
const CHANNELS = ['telegram-public', 'telegram-members', 'whatsapp-public', 'whatsapp-members'] as const;
export const sendsOf = (channel: string): string => `sends-${channel}`;
