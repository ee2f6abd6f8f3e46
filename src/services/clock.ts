/** Business time: what deadlines, reminders and "today" go by. Movable in development; machine time never is. */
import { DateTime } from 'luxon';
import type { ClockStore } from '#models/clock.store.ts';
import { zoneNamed } from './zone.ts';

const REFRESH = 500;

export class BusinessClock {
  private offset = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly store: ClockStore;
  readonly zone: string;

  constructor(store: ClockStore, zone: string) {
    this.store = store;
    this.zone = zone;
  }

  /** Reads the offset, and again twice a second: every process follows a move within that time. */
  async start(): Promise<void> {
    this.offset = await this.store.offset();
    this.timer = setInterval(() => void this.refresh(), REFRESH).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** ms. */
  now(): number {
    return Date.now() + this.offset;
  }

  /** Moves business time for all processes; resolves when each of them must have seen it. */
  async move(ms: number): Promise<number> {
    this.offset = await this.store.move(ms);
    await new Promise((resolve) => setTimeout(resolve, REFRESH));
    return this.now();
  }

  date(ms: number): string {
    return this.at(ms).toISODate() ?? '';
  }

  /** `HH:mm`. */
  time(ms: number): string {
    return this.at(ms).toFormat('HH:mm');
  }

  instant(ms: number): string {
    return this.at(ms).toISO() ?? '';
  }

  private at(ms: number): DateTime {
    return DateTime.fromMillis(ms, { zone: zoneNamed(this.zone) });
  }

  // The last offset stands while the database is away: a wrong "today" is worse than a late one.
  private async refresh(): Promise<void> {
    this.offset = await this.store.offset().catch(() => this.offset);
  }
}
