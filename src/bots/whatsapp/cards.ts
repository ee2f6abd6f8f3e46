/**
 * Buttons that hold no question open are words to type here. Each open card of a chat has words of its own, so that "Setujui" means
 * one thing: the second card that needs it says "Setujui 2". A reply that quotes a card means that card.
 */
import { createHash } from 'node:crypto';
import { HOW } from '#flows/deadlines/rules.ts';
import type { Message } from '#flows/engine/message.ts';
import { plain } from '../render/html.ts';

export interface Card {
  id: string;
  words: { word: string; flow: string; arg: string }[];
  message: string | null;
  used: boolean;
}

export interface CardStore {
  of(address: string): Promise<Card[]>;
  keep(address: string, card: Card): Promise<void>;
}

/** What a word starts; `sure` where the card itself was quoted. */
export interface Meant {
  flow: string;
  arg: string;
  sure: boolean;
}

/** Chats whose cards are kept in memory; one process has the number, so nobody else changes them. */
const KEPT = 2_000;

export class Cards {
  private readonly store: CardStore;
  private readonly chats = new Map<string, Card[]>();

  constructor(store: CardStore) {
    this.store = store;
  }

  /** The words that stand for the buttons, kept before they are shown. Rejects where the store is away. */
  async put(address: string, buttons: NonNullable<Message['buttons']>): Promise<{ labels: string[]; card: Card }> {
    const cards = await this.of(address);
    const id = createHash('sha256').update(JSON.stringify(buttons)).digest('base64url').slice(0, 16);
    const known = cards.find((card) => card.id === id);
    const others = cards.filter((card) => card !== known && !card.used);
    const labels = buttons.map(({ label }) => plain(label));
    const shown = known
      ? labels.map((label, at) => asShown(label, known.words[at]?.word))
      : free(labels, buttons, others);
    const words = buttons.map(({ flow, arg }, at) => ({ word: said(shown[at] ?? ''), flow, arg }));
    const card = { id, words, message: known?.message ?? null, used: false };
    await this.keep(address, card);
    return { labels: shown, card };
  }

  async sent(address: string, card: Card, message: string): Promise<void> {
    await this.keep(address, { ...card, message });
  }

  /** Rejects where the store is away. */
  async meant(address: string, text: string, quoted: string | undefined): Promise<Meant | null> {
    const cards = await this.of(address);
    const word = said(text);
    const answered = quoted === undefined ? undefined : cards.find(({ message }) => message === quoted);
    // Of the card that is quoted the bare word is enough.
    const fits = (each: string): boolean =>
      each === word || (answered !== undefined && each.replace(/ \d+$/, '') === word);
    const candidates = answered ? [answered] : cards.toReversed();
    const card = candidates.find(({ words }) => words.some((each) => fits(each.word)));
    const found = card?.words.find((each) => fits(each.word));
    if (!card || !found) return null;
    // Whoever only asks about a card still has to answer it: no other card may take its words.
    if (!card.used && found.flow !== HOW) await this.keep(address, { ...card, used: true });
    return { flow: found.flow, arg: found.arg, sure: answered !== undefined };
  }

  /** Two chats became one, with the cards of both. */
  forget(): void {
    this.chats.clear();
  }

  private async of(address: string): Promise<Card[]> {
    const known = this.chats.get(address) ?? (await this.store.of(address));
    this.chats.delete(address);
    this.chats.set(address, known);
    if (this.chats.size > KEPT) this.chats.delete(this.chats.keys().next().value!);
    return known;
  }

  private async keep(address: string, card: Card): Promise<void> {
    await this.store.keep(address, card);
    const known = this.chats.get(address);
    // Forgotten meanwhile: this one alone would pass for all of them.
    if (known) this.chats.set(address, [...known.filter(({ id }) => id !== card.id), card]);
  }
}

const said = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

/** A card that comes again keeps its number. */
const asShown = (label: string, word = ''): string => {
  const number = / (\d+)$/.exec(word)?.[1];
  return said(label) === word || number === undefined ? label : `${label} ${number}`;
};

type Target = { flow: string; arg: string };
const targetOf = ({ flow, arg }: Target): string => `${flow} ${arg}`;

/** The first number with which none of the words means something else on another card; the first has none. */
const free = (labels: string[], buttons: readonly Target[], others: Card[]): string[] => {
  const taken = new Map(others.flatMap(({ words }) => words.map((one) => [one.word, targetOf(one)])));
  for (let number = 1; ; number += 1) {
    const numbered = number === 1 ? labels : labels.map((label) => `${label} ${number}`);
    const means = (at: number): string => targetOf(buttons[at]!);
    if (numbered.every((label, at) => (taken.get(said(label)) ?? means(at)) === means(at))) return numbered;
  }
};
