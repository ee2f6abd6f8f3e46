/** How many an announcement would reach now: counted as far as that is quick, estimated from a part of them beyond. */
import type { Models } from '#models/models.ts';
import { AudienceReader, lastSubscriber, ofSubscribers, START } from './audience.ts';
import type { Whom } from './audience.ts';

export interface Reach {
  count: number;
  /** A part was counted, and the rest taken to be like it. */
  about: boolean;
}

const PAGE = 1000;
/** Pages counted at the most. */
const PAGES = 20;
/** An estimate shows no more digits than it has. */
const DIGITS = 2;

export async function reachOf(models: Models, whom: Whom): Promise<Reach> {
  const reader = new AudienceReader(models, whom);
  const pages = ofSubscribers(whom.audience) ? Math.ceil((await lastSubscriber(models)) / PAGE) : 0;
  if (pages > PAGES) return estimate(reader, pages);
  let [count, after]: [number, string | null] = [0, START];
  while (after !== null) {
    const page = await reader.page(after, PAGE);
    count += page.receivers.length;
    after = page.after;
  }
  return { count, about: false };
}

/** Pages that lie evenly: who joined early may want other things than who joined late. */
async function estimate(reader: AudienceReader, pages: number): Promise<Reach> {
  let count = 0;
  for (let n = 0; n < PAGES; n += 1) {
    const after = String(Math.floor((n * pages) / PAGES) * PAGE);
    count += (await reader.page(after, PAGE)).receivers.length;
  }
  return { count: Number(((count * pages) / PAGES).toPrecision(DIGITS)), about: true };
}

/** Is there one? Reads on until somebody is found. */
export async function hasReceivers(models: Models, whom: Whom): Promise<boolean> {
  const reader = new AudienceReader(models, whom);
  for (let after: string | null = START; after !== null;) {
    const page = await reader.page(after, PAGE);
    if (page.receivers.length) return true;
    after = page.after;
  }
  return false;
}
