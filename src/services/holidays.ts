/**
 * The council with the holidays as they are now: those of its file, and over them what staff changed in the middle of the year.
 * Every process follows a change within `REFRESH`, as it does the clock.
 */
import type { Model } from 'mongoose';
import type { HolidayChange } from '#models/holiday.ts';
import type { Council } from './council.ts';
import type { Holiday } from './council-schema.ts';

/** ms. */
const REFRESH = 5000;

/** Pure. A change of a day stands over the file's; the order is that of the days. */
export function withChanges(council: Council, changes: readonly HolidayChange[]): Council {
  if (!changes.length) return council;
  const changed = new Set(changes.map(({ _id }) => _id));
  const added = changes.flatMap(({ _id, kind, name, basis }): Holiday[] =>
    kind === null ? [] : [{ date: _id, kind, name: { id: name, en: name }, source: basis, tentative: false }],
  );
  const kept = council.holidays.filter(({ date }) => !changed.has(date));
  const holidays = [...kept, ...added].toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return Object.freeze({ ...council, holidays: Object.freeze(holidays) });
}

export class Holidays {
  council: Council;
  private readonly file: Council;
  private readonly changes: Model<HolidayChange>;
  private timer: NodeJS.Timeout | undefined;

  constructor(file: Council, changes: Model<HolidayChange>) {
    this.file = file;
    this.council = file;
    this.changes = changes;
  }

  async start(): Promise<void> {
    await this.refresh();
    // The last known stand while the database is away.
    this.timer = setInterval(() => void this.refresh().catch(() => {}), REFRESH).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async refresh(): Promise<void> {
    this.council = withChanges(this.file, await this.changes.find().lean<HolidayChange[]>());
  }
}
