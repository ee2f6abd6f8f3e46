/** What the flow and its handlers agree on. Pure. */
import type { NoticeButton } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';

/** Answer of `deadlines.explain`: one text a deadline that runs; null where there is no such case, or it is another's. */
export type Explained = TextRef[] | null;

/** The flow that explains: it asks about a card, and decides nothing of it. */
export const HOW = 'cara-hitung';

/** Under everything that names a deadline. */
export const howButton = (number: string): NoticeButton => ({
  label: tx('deadlines.how'),
  flow: HOW,
  arg: number,
});

const NUMBER = /^(?:no(?:mor)?\b[.:]? ?)?([a-z])[- ]?(\d{1,8})$/i;

/** As people type it: `a1001`, `A-1001`, "no. k 1001". */
export const readNumber = (said: string): string => {
  const [, kind, digits] = NUMBER.exec(said.trim()) ?? [];
  return (kind === undefined ? said.trim() : `${kind}-${digits}`).toUpperCase();
};

export const isNumber = (said: string): boolean => NUMBER.test(said.trim());
