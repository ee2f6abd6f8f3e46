/** Reminders as the guests expect them, beside when their phones showed them, in machine time (`performance.now()`, ms). */
import type { World } from '#simulator/world.ts';
import type { Booked } from '#tests/support/crash/robot.ts';

const DAY_BEFORE = '10:00';
const HOURS_BEFORE = 2;
const WORDS = /^(?:Mengingatkan: kunjungan|Dua jam lagi kunjungan|Hari ini kunjungan) (K-\d+)/;

interface Expected {
  number: string;
  /** Business time, ms. */
  at: number;
}

export interface Lateness {
  expected: number;
  came: number;
  /** ms after the moment or the last restart, whichever was later. */
  late: number[];
}

export class Reminders {
  private readonly shown: { number: string; at: number }[] = [];
  private readonly expected: Expected[] = [];
  /** When business time passed each mark: [business ms, machine ms], and when something was started again. */
  private readonly moves: [number, number][] = [];
  private readonly restarts: number[] = [];

  /** Notes each reminder as it appears on a phone. */
  async watch({ feed }: World, signal: AbortSignal): Promise<void> {
    for (let seq = feed.position; !signal.aborted;) {
      const found = await feed.next(seq, (shown) => shown.byBot && WORDS.test(shown.text), 1000, signal);
      for (const { text } of found) this.shown.push({ number: WORDS.exec(text)![1]!, at: performance.now() });
      seq = Math.max(seq, ...found.map((shown) => shown.seq));
    }
  }

  /** A visit approved at business time `now`, on a day whose offset from UTC is `zone` (`+07:00`). */
  expect({ number, date, time }: Booked, zone: string, now: number): void {
    const start = Date.parse(`${date}T${time}:00${zone}`);
    const before = Date.parse(`${date}T${DAY_BEFORE}:00${zone}`) - 86_400_000;
    for (const at of [before, start - HOURS_BEFORE * 3_600_000]) if (at > now) this.expected.push({ number, at });
  }

  moved(business: number): void {
    this.moves.push([business, performance.now()]);
  }

  restarted(at: number): void {
    this.restarts.push(at);
  }

  /** Whether all that fell due by then, business ms, have come. */
  allCame(by: number): boolean {
    const left = this.shown.map(({ number }) => number);
    return this.expected
      .filter(({ at }) => at <= by)
      .every(({ number }) => {
        const place = left.indexOf(number);
        if (place >= 0) left.splice(place, 1);
        return place >= 0;
      });
  }

  /** Those whose time has come. */
  lateness(): Lateness {
    const now = Math.max(...this.moves.map(([business]) => business));
    const due = this.expected.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at);
    const left = [...this.shown];
    const late = due.flatMap(({ number, at }) => {
      const place = left.findIndex((shown) => shown.number === number);
      if (place < 0) return [];
      const [shown] = left.splice(place, 1);
      const moved = this.moves.find(([business]) => business >= at)![1];
      const restart = Math.max(0, ...this.restarts.filter((each) => each <= shown!.at));
      return [shown!.at - Math.max(moved, restart)];
    });
    return { expected: due.length, came: late.length, late };
  }
}
