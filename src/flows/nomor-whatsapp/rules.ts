/** What the flow and its handlers agree on. Pure. */
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';

export const NUMBER_ROLES = ['admin'] as const;

/** As `Standing` of `services/whatsapp/number-book.ts`. `since` ISO 8601. */
export interface NumberCard {
  name: 'whatsapp-public' | 'whatsapp-members';
  state: string;
  why: string | null;
  since: string | null;
  move: string | null;
}

/** Arguments of `nomor-whatsapp.tautkan`: `phone` (E.164) where a code is typed instead of scanned. */
export interface LinkNumber {
  name: NumberCard['name'];
  phone: string | null;
}

export type LinkAsked = { outcome: 'shown' | 'linked-already' | 'elsewhere' | 'forbidden' };

export const numberName = ({ name }: Pick<NumberCard, 'name'>): TextRef =>
  tx(`whatsapp.number-${name.slice('whatsapp-'.length)}`);

export const standingLine = (card: NumberCard): TextRef =>
  tx(card.why === null ? 'whatsapp.standing' : 'whatsapp.standingWhy', {
    number: numberName(card),
    state: tx(`whatsapp.state-${card.state}`),
    ...(card.why !== null && { why: tx(`whatsapp.why-${card.why}`) }),
  });
