/** What is to be done at which step. People act at the same time, each of them one thing after another. */
import type { House } from './house.ts';
import { STEPS } from './moments.ts';
import type { Moment } from './moments.ts';

export class Agenda {
  private readonly entries = new Map<Moment, { who: string; does: () => Promise<unknown> }[]>();

  at(moment: Moment, who: string, does: () => Promise<unknown>): void {
    if (!STEPS.includes(moment)) throw new Error(`the clock does not stop at ${moment}`);
    this.entries.set(moment, [...(this.entries.get(moment) ?? []), { who, does }]);
  }

  async run(house: House): Promise<void> {
    for (const moment of STEPS) {
      await house.to(moment);
      const all = Map.groupBy(this.entries.get(moment) ?? [], ({ who }) => who);
      // Where one fails the others end what they do: a system is not stopped under people who act.
      const ends = await Promise.allSettled([...all.values()].map(inOrder));
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed) throw new Error(`at ${moment}: ${(failed.reason as Error).message}`);
      if (all.size) await house.settle();
    }
  }
}

async function inOrder(entries: { does: () => Promise<unknown> }[]): Promise<void> {
  for (const { does } of entries) await does();
}
