/** Which one of a list that may be long: picked from a page of it, or typed by its number. */
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Choice, TextRef } from '#flows/engine/message.ts';
import { listed, MORE } from '../prompts/listed.ts';
import { reportChoice, reportIn } from './rules.ts';
import type { Page, ReportRow, Wanted } from './rules.ts';

export interface Shown<Place> {
  text: TextRef;
  choices: Choice[];
  /** Where the list goes on; null at its end. */
  next: Place | null;
}

interface Which<Place> {
  page(after: Place | null): Promise<Shown<Place>>;
  numberIn(said: string): string | null;
  /** The only one there is needs no question. */
  onlyOne: boolean;
}

/** Null: there are none. */
export async function whichOne<Place>(t: Handle, { page, numberIn, onlyOne }: Which<Place>): Promise<string | null> {
  let after: Place | null = null;
  for (let n = 1; ; n += 1) {
    const { text, choices, next }: Shown<Place> = await page(after);
    const [first] = choices;
    if (!first && next === null) return null;
    if (first && onlyOne && n === 1 && choices.length === 1 && next === null) return first.id;
    const prompt = listed({ text, choices, more: next !== null, numberIn });
    // What was looked through may hold none: on, without a question.
    const said = first ? await t.ask(n === 1 ? 'laporan' : `laporan:${n}`, prompt) : MORE;
    if (said !== MORE) return said;
    after = next;
  }
}

/** One of the asker's own reports, of those of which this can be said. */
export const whichOwn = (t: Handle, what: Wanted): Promise<string | null> =>
  whichOne<number>(t, {
    ...{ numberIn: reportIn, onlyOne: true },
    async page(after) {
      const { rows, next } = await t.read<Page<ReportRow, number>>('milik', 'aduan.milik', { what, after });
      const isWhole = after === null && next === null;
      const text = isWhole ? tx('tindak-lanjut.askWhich', { count: rows.length }) : tx('tindak-lanjut.askPage');
      return { text, choices: rows.map(reportChoice), next };
    },
  });
