/** Figures of several runs: the median and what lay around it; a table and a file, `results.json`. */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** One figure of all runs, and its ratio to ours in the same run (above 1: ours is that much better or more). */
export interface Figure {
  what: string;
  who: string;
  unit: string;
  runs: number[];
  /** Ours divided by theirs, run by run. */
  ours?: number[];
}

const FEW = 3;
const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(FEW));
const spread = (runs: readonly number[]): string =>
  `${short(median(runs))} (${short(Math.min(...runs))} to ${short(Math.max(...runs))})`;

export class Report {
  private readonly figures = new Map<string, Figure>();
  private readonly file: string;

  constructor(file = 'results.json') {
    this.file = file;
  }

  add(what: string, who: string, unit: string, value: number): void {
    const key = `${what} ${who}`;
    const figure = this.figures.get(key) ?? { what, who, unit, runs: [] };
    figure.runs.push(value);
    this.figures.set(key, figure);
  }

  /** Markdown, and the file beside it. */
  write(about: Record<string, unknown>): string {
    const all = [...this.figures.values()].map((figure) => ({ ...figure, ...this.ratio(figure) }));
    const machine = {
      cpus: os.cpus().length,
      model: os.cpus()[0]?.model,
      memoryGb: Math.round(os.totalmem() / 2 ** 30),
    };
    const result = {
      at: new Date().toISOString(),
      node: process.version,
      machine,
      load: os.loadavg(),
      ...about,
      figures: all,
    };
    writeFileSync(path.join(import.meta.dirname, this.file), `${JSON.stringify(result, null, 2)}\n`);
    const rows = all.map(({ what, who, unit, runs, ours }) =>
      [what, who, `${spread(runs)} ${unit}`, ours ? spread(ours) : ''].join(' | '),
    );
    return ['what | who | median (range) | ours divided by it', '--- | --- | --- | ---', ...rows]
      .map((row) => `| ${row} |\n`)
      .join('');
  }

  private ratio({ what, who, runs }: Figure): { ours?: number[] } {
    const ours = this.figures.get(`${what} menyapa`);
    if (who === 'menyapa' || ours?.runs.length !== runs.length) return {};
    return { ours: ours.runs.map((value, n) => value / (runs[n] ?? NaN)) };
  }
}
