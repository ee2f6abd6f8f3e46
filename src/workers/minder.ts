/**
 * Carries out what is due by business time, one kind behind the other and each unless it is under way, under a lease of its own. That is
 * not extended meanwhile: whoever hangs is followed by another process.
 */
import type { Leases } from '#models/lease.ts';
import type { Log } from '#services/log.ts';

export interface MinderParts {
  /** Name of the lease. */
  name: string;
  /** Each returns how much was due. */
  due: readonly (() => Promise<number>)[];
  leases: Leases;
  self: string;
  leaseMs: number;
  log: Log;
}

/** ms between two looks at what is due by business time: nobody minds a second there, and each look costs some queries. */
export const DUE_EVERY = 1000;

export class Minder {
  private readonly parts: MinderParts;
  /** Machine ms of the next look. */
  private at = 0;
  private minding: Promise<void> | undefined;

  constructor(parts: MinderParts) {
    this.parts = parts;
  }

  /** The next look is due now: business time was moved. */
  kick(): void {
    this.at = 0;
  }

  begin(): void {
    if (Date.now() < this.at) return;
    this.minding ??= this.mind()
      .catch((error: unknown) => this.parts.log.error({ err: error }, 'what is due was not looked at'))
      .finally(() => (this.minding = undefined));
  }

  async stop(): Promise<void> {
    const { leases, name, self } = this.parts;
    await this.minding;
    await leases.free(name, self).catch(() => {});
  }

  private async mind(): Promise<void> {
    const { leases, name, self, leaseMs, due, log } = this.parts;
    this.at = Date.now() + DUE_EVERY;
    if ((await leases.take(name, self, leaseMs)) === null) return;
    // One that fails must not keep the others, such as the list of the day, from coming.
    for (const carryOut of due)
      await carryOut().catch((error: unknown) => log.error({ err: error }, 'what is due failed'));
  }
}
