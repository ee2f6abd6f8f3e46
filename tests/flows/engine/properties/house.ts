/**
 * The house around the engine, in small: a stored chat that is nothing but text, an inbox that takes an item once, processes
 * that die before they can write, a worker that changes the domain under the request key. The real ones are in
 * `models/chat.store.ts`, `services/conversation.ts` and `services/commands.ts`.
 */
import assert from 'node:assert/strict';
import { newChat } from '#flows/engine/chat.ts';
import type { ChatState, Intent } from '#flows/engine/chat.ts';
import type { Content, EffectResult, Item } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { Run } from '#flows/engine/run.ts';
import { turn } from '#flows/engine/turn.ts';
import type { Turn } from '#flows/engine/turn.ts';
import { drive, HOUR } from '#tests/support/engine.ts';
import { list, officer, slots, visit } from '../flows.ts';
import { FITTING, OWN_WORD } from './acts.ts';
import type { Act, Mishaps } from './acts.ts';

/** What the database holds: text, so that nothing lives on in memory. */
interface Stored {
  chat: ChatState;
  seen: string[];
  intents: Intent[];
}

export interface Committed {
  item: Item;
  before: ChatState;
  out: Turn;
  /** Words that the turn held against a question or a wish, in this order. */
  heard: string[];
}

/** A change to the domain, made once for its request key. */
export interface Change {
  requestKey: string;
  command: string;
  args: unknown;
  result: EffectResult;
}

export const runsOf = ({ run, parked }: ChatState): Run[] => [...(run ? [run] : []), ...parked];

export class House {
  readonly commits: Committed[] = [];
  readonly domain = new Map<string, Change>();
  private readonly env = drive({
    flows: [
      { flow: visit, words: ['kunjungan'] },
      { flow: slots, words: ['jadwal'] },
      { flow: list, words: ['daftar'] },
      officer,
    ],
    queries: { free: () => ['09.00', '10.00', '11.00'] },
  }).env;
  private heard: string[] = [];
  private readonly watch: (commit: Committed) => void | Promise<void>;
  private stored: string;
  private now = Date.UTC(2026, 10, 4, 2);
  private items = 0;
  private runs = 0;

  constructor(watch: (commit: Committed) => void | Promise<void> = () => {}) {
    this.watch = watch;
    this.stored = JSON.stringify({ chat: newChat('public'), seen: [], intents: [] } satisfies Stored);
  }

  get chat(): ChatState {
    return this.read().chat;
  }

  get intents(): Intent[] {
    return this.read().intents;
  }

  async act(act: Act): Promise<void> {
    const { mishaps } = act;
    const { askNo, wait, run } = this.chat;
    this.now += 1000;
    switch (act.do) {
      case 'fit':
        if (wait?.choices.length)
          return this.enter({ kind: 'press', run: '-', askNo, choice: act.choice % wait.choices.length }, mishaps);
        return this.enter(
          { kind: 'text', text: FITTING[wait?.key ?? ''] ?? 'SMA 1 Medan', message: `m${this.items}` },
          mishaps,
        );
      case 'say':
        // It was on its way already when the open question was sent.
        return this.enter(
          // Known again wherever it turns up.
          {
            kind: 'text',
            text: act.text === OWN_WORD ? `${OWN_WORD}-${this.items}` : act.text,
            message: `m${this.items}`,
          },
          mishaps,
          act.late ? wait?.askNo : 0,
        );
      case 'press':
        return this.enter({ kind: 'press', run: '-', askNo: askNo - act.back, choice: act.choice }, mishaps);
      case 'start':
        return this.enter({ kind: 'start', flow: act.flow, arg: '' }, mishaps);
      case 'edit':
        return this.enter({ kind: 'edit', message: `m${act.message % (this.items + 1)}`, text: act.text }, mishaps);
      case 'send':
        return this.enter(act.content, mishaps);
      case 'timer': {
        const requestKey = run?.pending?.requestKey ?? 'gone/book/1';
        return this.enter(
          { kind: 'timer', run: '-', askNo: askNo - act.back, which: act.which, requestKey } as Content,
          mishaps,
        );
      }
      case 'work':
        return this.work(act.which, act.how, mishaps);
      case 'stale': {
        const change = [...this.domain.values()].at(-1 - act.which);
        if (!change || this.intents.some((i) => i.requestKey === change.requestKey)) return;
        return this.enter({ kind: 'effect', requestKey: change.requestKey, result: change.result }, mishaps);
      }
      case 'pass':
        this.now += act.hours * HOUR;
    }
  }

  /** Accept, turn, commit, as often as it takes. */
  private async enter(
    content: Content,
    { died, again }: Mishaps,
    before = 0,
    id = `i${(this.items += 1)}`,
  ): Promise<void> {
    const item: Item = { ...content, id, at: this.now, on: this.now, ...(before > 0 && { before }) };
    if (!this.accept(id)) return;
    // An id made in a turn that was never written down is gone with it.
    const tries: Turn[] = [];
    for (let i = 0; i < died; i += 1) tries.push(await this.compute(item));
    const out = await this.compute(item);
    for (const lost of tries) assert.deepEqual(nameless(lost), nameless(out), 'a turn tried again is the same turn');
    if (again) assert.equal(this.accept(id), false, 'it waits already');
    await this.commit(item, out);
    if (again) assert.equal(this.accept(id), false, 'it was taken already');
  }

  private accept(id: string): boolean {
    const { seen, ...rest } = this.read();
    if (seen.includes(id)) return false;
    this.write({ ...rest, seen: [...seen, id].slice(-200) });
    return true;
  }

  private compute(item: Item): Promise<Turn> {
    this.heard = [];
    const { book, match } = this.env;
    return turn(this.chat, item, {
      ...this.env,
      newId: () => `run${(this.runs += 1)}`,
      match: (text, ...more) => (this.heard.push(text), match(text, ...more)),
      book: { ...book, byWords: (text, chat) => (this.heard.push(text), book.byWords(text, chat)) },
    });
  }

  private async commit(item: Item, out: Turn): Promise<void> {
    const { chat: before, seen, intents } = this.read();
    // What stands in the database is what a turn may know the next time.
    const kept = [...intents, ...out.intents].filter(({ requestKey }) => !out.settled.includes(requestKey));
    this.write({ chat: out.chat, seen, intents: kept });
    assert.deepEqual(this.read(), { chat: out.chat, seen, intents: kept }, 'what is kept is JSON only');
    const commit = { item, before, out, heard: this.heard };
    this.commits.push(commit);
    this.arrives();
    await this.watch(commit);
  }

  /** The message with the open question arrives. */
  private arrives(): void {
    const stored = this.read();
    if (stored.chat.wait) stored.chat.wait.askedAt ??= this.now;
    this.write(stored);
  }

  /** One effect is carried out; a worker that dies in the middle is followed by another. */
  private async work(which: number, how: 'done' | 'refused' | 'failed', mishaps: Mishaps): Promise<void> {
    const { intents } = this;
    const intent = intents[which % Math.max(1, intents.length)];
    if (!intent) return;
    for (let tries = mishaps.lost ? 2 : 1; tries > 0; tries -= 1) this.carryOut(intent, which, how);
    const { requestKey, result } = this.domain.get(intent.requestKey)!;
    await this.enter({ kind: 'effect', requestKey, result }, mishaps, 0, `fx:${requestKey}`);
  }

  private carryOut({ requestKey, command, args }: Intent, which: number, how: 'done' | 'refused' | 'failed'): void {
    if (this.domain.has(requestKey)) return;
    const run = runsOf(this.chat).find((r) => r.pending?.requestKey === requestKey);
    const key = run?.order.at(which % Math.max(1, run.order.length))?.replace(/.*\//, '');
    const result: EffectResult =
      how === 'refused' && key !== undefined
        ? { refused: { key, why: tx('why') } }
        : how === 'failed'
          ? { failed: `G-${this.domain.size}` }
          : { done: { number: `K-${this.domain.size}` } };
    this.domain.set(requestKey, { requestKey, command, args, result });
  }

  private read(): Stored {
    return JSON.parse(this.stored) as Stored;
  }

  private write(stored: Stored): void {
    this.stored = JSON.stringify(stored);
  }
}

/** Runs get their ids by chance: the same turn, but for those it made, has the same place for each. */
export function nameless(value: unknown): unknown {
  const places = new Map<string, string>();
  const place = (id: string): string => places.get(id) ?? (places.set(id, `run-${places.size}`), places.get(id)!);
  return JSON.parse(JSON.stringify(value).replace(/run\d+/g, place)) as unknown;
}
