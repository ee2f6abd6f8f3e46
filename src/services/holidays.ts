/**
 * The council with the holidays as they are now: those of its file, and over them what staff changed in the middle of the year.
 * Every process follows a change within `REFRESH`, as it does the clock.
 */
import { createHash } from 'node:crypto';
import { adoptFile, raiseStand } from '#models/calendar-stand.ts';
import type { CalendarStand } from '#models/calendar-stand.ts';
import type { HolidayChange } from '#models/holiday.ts';
import type { Models } from '#models/models.ts';
import type { Council } from './council.ts';
import type { Holiday } from './council-schema.ts';

/** ms. */
const REFRESH = 5000;

/** Pure. A change of a day stands over the file's; the order is that of the days. */
export function withChanges(council: Council, changes: readonly HolidayChange[], calendar = council.calendar): Council {
  const changed = new Set(changes.map(({ _id }) => _id));
  const added = changes.flatMap(({ _id, kind, name, basis, tentative = false }): Holiday[] =>
    kind === null ? [] : [{ date: _id, kind, name: { id: name, en: name }, source: basis, tentative }],
  );
  const kept = council.holidays.filter(({ date }) => !changed.has(date));
  const holidays = [...kept, ...added].toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return Object.freeze({ ...council, calendar, holidays: Object.freeze(holidays) });
}

export class Holidays {
  council: Council;
  private readonly file: Council;
  private readonly print: string;
  private readonly models: Pick<Models, 'Holiday' | 'CalendarStand'>;
  private timer: NodeJS.Timeout | undefined;

  constructor(file: Council, models: Pick<Models, 'Holiday' | 'CalendarStand'>) {
    this.file = file;
    this.council = file;
    this.models = models;
    const counted = JSON.stringify([file.holidays, file.hours, file.zone]);
    this.print = createHash('sha256').update(counted).digest('hex').slice(0, 16);
  }

  async start(): Promise<void> {
    await adoptFile(this.models.CalendarStand, this.print);
    await this.refresh();
    // The last known stand while the database is away.
    this.timer = setInterval(() => void this.refresh().catch(() => {}), REFRESH).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** The stand is read first: holidays read behind it are never older than it says. Returns the council as it is now. */
  async refresh(): Promise<Council> {
    const now = await this.models.CalendarStand.findOne({ _id: 'now' }).lean<CalendarStand>();
    const stand = now?.file === this.print ? now.stand : this.council.calendar;
    this.council = withChanges(this.file, await this.models.Holiday.find().lean<HolidayChange[]>(), stand);
    return this.council;
  }

  /**
   * Carries out a change of holidays. `write` is told the stand before it; behind it the stand rises, so that whoever dies in
   * between and is tried again raises it then.
   */
  async change(write: (stand: number) => Promise<void>): Promise<void> {
    await write(await raiseStand(this.models.CalendarStand));
    await raiseStand(this.models.CalendarStand);
    await this.refresh();
  }
}
