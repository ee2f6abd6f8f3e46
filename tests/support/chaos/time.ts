/** Business time, from the morning before the guests' day to its noon; the night is left out. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { ClockStore } from '#models/clock.store.ts';
import { database } from '#models/database.ts';
import { visitDates } from '#flows/sikulin/calendar.ts';
import type { Council } from '#services/council.ts';
import type { Stage } from '#tests/support/crash/stage.ts';
import { until } from '#tests/support/crash/until.ts';
import type { Reminders } from './reminders.ts';

const BEGINS = '08:30';
const HOUR = 3_600_000;
/** ms: as long as everything takes to be up again. */
const WAITS = 20_000;

export class Time {
  private readonly clocks: ClockStore;
  private readonly council: Council;
  private ahead = 0;

  constructor(stage: Stage, council: Council) {
    this.clocks = new ClockStore(database(stage.models.Visit.db));
    this.council = council;
  }

  get now(): number {
    return Date.now() + this.ahead;
  }

  get offset(): string {
    return DateTime.fromMillis(this.now, { zone: this.council.zone }).toFormat('ZZ');
  }

  /** The first day for visits whose eve is a working day, too. */
  guestsDay(): string {
    const { open } = visitDates(this.council, this.now);
    return open.find((date) => open.includes(dayFrom(-1, date)))!;
  }

  /** To the morning before. */
  begin(day: string): Promise<void> {
    return this.to(this.moment(dayFrom(-1, day), BEGINS));
  }

  async goOn(seconds: number, signal: AbortSignal, reminders: Reminders): Promise<void> {
    const eve = DateTime.fromMillis(this.now, { zone: this.council.zone }).toISODate()!;
    const marks = [
      ...halfHours('09:00', '18:00').map((time) => this.moment(eve, time)),
      ...halfHours('06:30', '12:00').map((time) => this.moment(dayFrom(1, eve), time)),
    ];
    for (const mark of marks) {
      if (signal.aborted) return;
      await sleep((seconds * 1000) / (marks.length + 1), undefined, { signal }).catch(() => {});
      // With the system down for seconds, hours would pass, and "in two hours" is rightly not said of what has begun.
      await until(() => signal.aborted || reminders.allCame(mark - HOUR), WAITS).catch(() => {});
      // A minute past it: the moment itself has come for every process.
      await this.to(mark + 60_000);
      reminders.moved(mark + 60_000);
    }
  }

  private async to(business: number): Promise<void> {
    const ms = business - this.now;
    if (ms <= 0) return;
    for (let tries = 0; tries < 100; tries += 1) {
      const offset = await this.clocks.move(ms).catch(() => null);
      if (offset !== null) return void (this.ahead = offset);
      // The answer was lost, the move maybe not: twice it would leave a day out.
      const there = await this.clocks.offset().catch(() => this.ahead);
      if (there !== this.ahead) return void (this.ahead = there);
      await sleep(200);
    }
    throw new Error('the clock cannot be moved: the database is away');
  }

  private moment(date: string, time: string): number {
    return DateTime.fromISO(`${date}T${time}`, { zone: this.council.zone }).toMillis();
  }
}

const dayFrom = (days: number, date: string): string =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate()!;

function halfHours(from: string, until: string): string[] {
  const times: string[] = [];
  for (let at = DateTime.fromISO(`2000-01-01T${from}`); at.toFormat('HH:mm') <= until; at = at.plus({ minutes: 30 }))
    times.push(at.toFormat('HH:mm'));
  return times;
}
