/** What the flow and its handlers agree on. Pure. */
import type { TextRef } from '#flows/engine/message.ts';

/** Answer of `deadlines.explain`: one text a deadline that runs; null where there is no such case, or it is another's. */
export type Explained = TextRef[] | null;

/** As people type it: `a1001`, `A-1001`. */
export const readNumber = (said: string): string =>
  said
    .trim()
    .toUpperCase()
    .replace(/^([A-Z])-?(?=\d)/, '$1-');
