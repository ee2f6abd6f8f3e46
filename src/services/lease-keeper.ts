/** Holds one lease for as long as the process lives, and knows when it can no longer be sure of it. */
import type { Leases } from '#models/lease.ts';

export class LeaseKeeper {
  private readonly leases: Leases;
  private readonly name: string;
  private readonly self: string;
  private readonly ms: number;
  private until = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(leases: Leases, name: string, self: string, ms: number) {
    this.leases = leases;
    this.name = name;
    this.self = self;
    this.ms = ms;
  }

  async start(): Promise<void> {
    await this.take();
    this.timer = setInterval(() => void this.take(), Math.max(50, this.ms / 4));
  }

  /** Ends a little before the lease does: another may hold it from then on. */
  held(): boolean {
    return Date.now() < this.until;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.until = 0;
    await this.leases.free(this.name, this.self).catch(() => {});
  }

  private async take(): Promise<void> {
    const asked = Date.now();
    const fence = await this.leases.take(this.name, this.self, this.ms).catch(() => null);
    if (fence !== null) this.until = asked + this.ms * 0.9;
  }
}
