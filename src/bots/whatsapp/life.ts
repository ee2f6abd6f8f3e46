/** The life of a number: one session after another, each behind a fault with a longer wait, as long as this process holds the lease. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { delay, wait } from '../backoff.ts';
import { nameOf } from '../log.ts';
import type { Client } from './library.ts';
import { LIMITS, type Limits, type LinkSign, type WhatsAppOptions } from './options.ts';
import type { Session } from './session.ts';
import type { Ending, State } from './state.ts';

/** Ends that are nobody's fault: the next session begins at once. */
const PLANNED: readonly Ending[] = ['aged', 'code-expired', 'logged-out', 'moved'];
/** Ends behind which the profile is of no use any more. */
const FORGOTTEN: readonly Ending[] = ['logged-out', 'moved'];
/** ms between looks at the lease, and while WhatsApp refuses the number. */
const LEASE = 250;
const BANNED = 3_600_000;
/** ms after which a session was a good one: what ends sooner comes back no faster for having been ready. */
const STEADY = 300_000;
/** ms a planned end waits for what is being sent: cut off, nobody would know whether it went out. */
const LEAVING = 15_000;

/** What a channel needs of a number's life. */
export type Living = Pick<
  Life,
  'state' | 'client' | 'during' | 'onReady' | 'pair' | 'renew' | 'replace' | 'start' | 'stop'
>;

export class Life {
  state: State = 'idle';
  /** The code that waits to be scanned or typed. */
  sign: LinkSign | null = null;
  /** Why the last session ended. */
  why: Ending | null = null;
  private readonly options: WhatsAppOptions;
  private readonly limits: Limits;
  private readonly stopping = new AbortController();
  private readonly listeners = new Set<(client: Client) => void>();
  private session: Session | null = null;
  /** Ends a wait that stands between two sessions. */
  private nap = new AbortController();
  /** The next session begins without what is left of the last. */
  private anew: PromiseWithResolvers<void> | null = null;
  private running: Promise<void> | undefined;
  /** Bad ends in a row, and the machine ms at which this session was first ready. */
  private faults = 0;
  private readyAt: number | null = null;
  /** What a planned end waits for, and the sign that nothing more begins. */
  private readonly busy = new Set<Promise<unknown>>();
  private leaving = new AbortController();

  constructor(options: WhatsAppOptions) {
    this.options = options;
    this.limits = { ...LIMITS, ...options.limits };
  }

  /** The client while it is ready. */
  get client(): Client | null {
    return this.session?.ready && this.state === 'ready' ? this.session.client : null;
  }

  /** The browser's process, for measuring and for tests that kill it. */
  get browserPid(): number | undefined {
    return this.session?.client.pupBrowser?.process()?.pid;
  }

  /** Calls back at each `ready`, also after a reconnection, and at once where it is ready now. Returns how to end that. */
  onReady(listener: (client: Client) => void): () => void {
    this.listeners.add(listener);
    if (this.client) listener(this.client);
    return () => void this.listeners.delete(listener);
  }

  /** Does `work` in this session, which ends for a reason of ours only behind it. Null where none may begin. `leaving`: it is waited for. */
  during<T>(work: (leaving: AbortSignal) => Promise<T>): Promise<T> | null {
    if (!this.client || this.leaving.signal.aborted) return null;
    const done = work(this.leaving.signal).finally(() => this.busy.delete(done));
    this.busy.add(done);
    return done;
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.leave('stopped');
    await this.running;
    this.enter('idle');
  }

  private async leave(why: Ending): Promise<void> {
    const { session } = this;
    this.leaving.abort();
    if (!session) return;
    const late = new Promise((resolve) => setTimeout(resolve, LEAVING).unref());
    await Promise.race([Promise.allSettled(this.busy), session.over, late]);
    session.finish(why);
  }

  /** Throws this session away and begins another: what hangs in it is given up. */
  renew(why: Ending): void {
    this.session?.finish(why);
    this.nap.abort();
  }

  /**
   * The same for another number: nothing of the old session is kept. Resolves once it is gone for good, so that nobody who dies in
   * between finds the old number linked; rejects where this process ends before, or the number is another's by then.
   */
  replace(): Promise<void> {
    if (!this.running || this.stopping.signal.aborted) return Promise.reject(new Error('the number is not held'));
    this.anew ??= Promise.withResolvers();
    this.renew('moved');
    return this.anew.promise;
  }

  /** See `Session.pair`. Rejects where no code is waited for. */
  async pair(digits: string): Promise<void> {
    if (!this.session || this.state !== 'unlinked') throw new Error('no code is waited for');
    await this.session.pair(digits);
  }

  private async run(): Promise<void> {
    await this.sessions();
    this.anew?.reject(new Error('the number was given up'));
  }

  private async sessions(): Promise<void> {
    const { signal } = this.stopping;
    while (await this.hasLease()) {
      const why = await this.runOne().catch((error: unknown): Ending => {
        this.options.log.error({ error: nameOf(error) }, 'WhatsApp has no browser');
        return 'no-start';
      });
      if (signal.aborted) return;
      this.options.log.warn({ why }, 'a session of WhatsApp is over');
      this.why = why;
      const steady = this.readyAt !== null && Date.now() - this.readyAt > STEADY;
      this.faults = PLANNED.includes(why) || steady ? 1 : this.faults + 1;
      this.nap = new AbortController();
      const awake = AbortSignal.any([signal, this.nap.signal]);
      if (why === 'banned' && !this.anew) await wait(BANNED, awake);
      else if (!PLANNED.includes(why)) await wait(delay(this.limits.backoff, this.faults), awake);
      if (this.anew || FORGOTTEN.includes(why)) await this.forget();
    }
  }

  private async runOne(): Promise<Ending> {
    this.enter(this.state === 'logged-out' ? 'logged-out' : 'starting');
    this.readyAt = null;
    const { Session: Opened } = await import('./session.ts');
    const session = await Opened.open(this.options, this.limits, {
      state: (state) => this.session === session && this.enter(state),
      link: (sign) => this.show(sign),
      ready: (client) => {
        this.readyAt ??= Date.now();
        this.sign = null;
        for (const listener of this.listeners) listener(client);
      },
      aged: () => void this.leave('aged'),
    });
    this.session = session;
    this.leaving = new AbortController();
    // Said while the browser was looked for, when there was nobody yet to hear it.
    if (this.stopping.signal.aborted) session.finish('stopped');
    else if (this.anew) session.finish('moved');
    const lost = setInterval(() => this.options.lease.held() || session.finish('stopped'), LEASE);
    const why = await session.over;
    clearInterval(lost);
    this.sign = null;
    this.why = why;
    this.enter(why === 'banned' || why === 'logged-out' ? why : 'degraded');
    await session.close();
    this.session = null;
    return why;
  }

  /** Waits for the lease. False when it is to stop. */
  private async hasLease(): Promise<boolean> {
    const { signal } = this.stopping;
    while (!signal.aborted && !this.options.lease.held()) {
      this.enter('idle');
      await wait(LEASE, signal);
    }
    return !signal.aborted;
  }

  /** The profile of a device that was thrown out, or whose number is another's: the next code begins with a clean one. */
  private async forget(): Promise<void> {
    const { profile, lease, log } = this.options;
    const { anew } = this;
    this.anew = null;
    // Whoever holds the number now has its browser in there.
    if (!lease.held()) return anew?.reject(new Error('the number is another’s'));
    const folder = path.join(path.dirname(profile), `session-${path.basename(profile)}`);
    await rm(folder, { recursive: true, force: true, maxRetries: 4 }).then(
      () => anew?.resolve(),
      (error: unknown) => {
        log.warn({ error: nameOf(error) }, 'the old session could not be removed');
        anew?.reject(error as Error);
      },
    );
  }

  private show(sign: LinkSign): void {
    this.sign = sign;
    this.options.onLink?.(sign);
  }

  private enter(state: State): void {
    if (state === this.state) return;
    this.state = state;
    this.options.onState?.(state, this.why);
  }
}
