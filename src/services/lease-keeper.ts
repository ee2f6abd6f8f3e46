/** Holds one lease for as long as the process lives, and knows when it can no longer be sure of it. */
import type { Leases } from '#models/lease.ts';

/** ms between two looks at a lease that another has. */
const WAITING = 1000;

export class LeaseKeeper {
  private readonly leases: Leases;
  readonly name: string;
  private readonly self: string;
  private readonly ms: number;
  private until = 0;
  private extendAt = 0;
  private taking: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(leases: Leases, name: string, self: string, ms: number) {
    this.leases = leases;
    this.name = name;
    this.self = self;
    this.ms = ms;
  }

  async start(): Promise<void> {
    await this.take();
    this.timer = setInterval(() => this.look(), Math.max(50, Math.min(WAITING, this.ms / 4)));
  }

  /** Ends a little before the lease does: another may hold it from then on. */
  held(): boolean {
    return Date.now() < this.until;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    // One that is asked for just now would be taken after it was handed back, and kept from everybody until it runs out.
    await this.taking;
    this.until = 0;
    await this.leases.free(this.name, this.self).catch(() => {});
  }

  /** Whoever holds it extends it now and then; whoever waits looks often, so that a lease handed back is not idle for long. */
  private look(): void {
    if (!this.held() || Date.now() >= this.extendAt) this.taking = this.take();
  }

  private async take(): Promise<void> {
    const asked = Date.now();
    const fence = await this.leases.take(this.name, this.self, this.ms).catch(() => null);
    if (fence === null) return;
    this.until = asked + this.ms * 0.9;
    this.extendAt = asked + this.ms / 5;
  }
}
