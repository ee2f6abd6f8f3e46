/**
 * Drives turns purely: no database, no channel, no clock but its own. Between every two turns the chat is written down as
 * JSON and read back, so that nothing survives that a database would not keep.
 */
import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { newChat } from '#flows/engine/chat.ts';
import type { ChatState, Intent, Side } from '#flows/engine/chat.ts';
import type { Entry, Env, FlowBook } from '#flows/engine/env.ts';
import type { Flow } from '#flows/engine/flow.ts';
import type { Content, EffectResult, Item, NoticeContent } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { Choice, Message, TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import { turn } from '#flows/engine/turn.ts';
import type { Turn } from '#flows/engine/turn.ts';
import { plain } from '#flows/engine/words.ts';
import { matchChoice } from '#flows/prompts/match-choice.ts';

export const ZONE = 'Asia/Jakarta';
/** Wednesday, nine in the morning. */
export const MORNING = DateTime.fromISO('2026-11-04T09:00', { zone: ZONE }).toMillis();
const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

type Queries = Record<string, (args: never) => unknown>;
/** A flow alone is open to anybody on both sides; `words` start it. */
type Listed = Flow<never> | (Partial<Omit<Entry, 'flow'>> & { flow: Flow<never>; words?: string[]; hidden?: boolean });

export interface Setup {
  flows: readonly Listed[];
  queries?: Queries;
  side?: Side;
  roles?: string[];
  /** False: the chat's very first message is still to come. */
  greeted?: boolean;
  /** Words of services that are not built yet: each is its own name. */
  later?: readonly string[];
  /** Texts and matching as in the product; without them a text is its key and arguments. */
  env?: Partial<Env>;
}

/** What one turn gave out. */
export interface Told extends Omit<Turn, 'chat'> {
  /** Every message of the turn, one under the other. */
  text: string;
}

/** A text is its key, with its arguments as JSON; in English `en:` stands before it. */
export function sayKeys(locale: Locale, { key, args }: TextRef): string {
  const inner = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'key' in value ? sayKeys(locale, value as TextRef) : value;
  const shown =
    args && JSON.stringify(Object.fromEntries(Object.entries(args).map(([name, value]) => [name, inner(value)])));
  return `${locale === 'en' ? 'en:' : ''}${key}${shown === undefined ? '' : ` ${shown}`}`;
}

/** A label is matched by its key's last part. */
function matchKeys(text: string, choices: readonly Choice[]): string | null {
  const named = choices.map(({ id, label, synonyms }) => ({
    id,
    label: label.key.split('.').at(-1) ?? '',
    ...(synonyms && { synonyms }),
  }));
  const match = matchChoice(text, named);
  return match && 'id' in match ? match.id : null;
}

function bookOf(flows: readonly Listed[], later: readonly string[] = []): FlowBook {
  const listed = flows.map((one) => ('flow' in one ? one : { flow: one }));
  const entries = new Map(
    listed.map(({ words: _words, hidden: _hidden, ...one }) => [
      one.flow.name,
      { title: tx(`title-${one.flow.name}`), who: ['warga'], sides: ['public', 'members'], ...one } satisfies Entry,
    ]),
  );
  const open = (chat: ChatState, name: string): boolean => {
    const entry: Entry | undefined = entries.get(name);
    if (!entry?.sides.includes(chat.side)) return false;
    return entry.who.includes('warga') || entry.who.some((role) => chat.roles.includes(role));
  };
  return {
    person: 'petugas',
    entry: (name) => entries.get(name),
    byWords: (text, chat) =>
      listed.find((one) => open(chat, one.flow.name) && 'words' in one && one.words?.includes(plain(text)))?.flow
        .name ?? null,
    withArgument: () => null,
    byFile: () => [],
    byTelling: () => null,
    byStory: () => null,
    byForward: () => null,
    comingLater: (text) => later.find((word) => word === plain(text)) ?? null,
    byPayload: (payload) => (payload.startsWith('to-') ? { flow: payload.slice(3), arg: '' } : null),
    menu: (chat) =>
      listed
        .filter((one) => open(chat, one.flow.name) && !('hidden' in one && one.hidden))
        .map(({ flow }) => ({ flow: flow.name, label: tx(`title-${flow.name}`) })),
  };
}

export class Driver {
  chat: ChatState;
  /** Machine and business time, ms. */
  now = MORNING;
  /** False: what leaves the chat is not seen by the person yet. */
  arrives = true;
  /** Effects asked for whose result was not taken in. */
  outstanding: Intent[] = [];
  /** What the last turn gave out. */
  last: Told = { messages: [], intents: [], settled: [], text: '' };
  env: Env;
  private items = 0;
  private ids = 0;

  constructor({ flows, queries = {}, side = 'public', roles = [], greeted = true, later, env = {} }: Setup) {
    this.chat = { ...newChat(side), roles, greeted, locale: greeted ? 'id' : null };
    this.env = {
      book: bookOf(flows, later),
      query(name) {
        const query = queries[name];
        if (!query) throw new Error(`no query ${name}`);
        return async (args) => query(args as never);
      },
      say: sayKeys,
      match: matchKeys,
      newId: () => `run${(this.ids += 1)}`,
      zone: ZONE,
      council: 'medan-1',
      dateOf: (ms) => DateTime.fromMillis(ms, { zone: ZONE }).toISODate() ?? '',
      instantOf: (ms) => DateTime.fromMillis(ms, { zone: ZONE }).toISO() ?? '',
      readLimit: 1000,
      remindAfter: 24 * HOUR,
      expireAfter: 7 * 24 * HOUR,
      ...env,
    };
  }

  /** A new release: other flows under the open conversation. */
  release(...flows: Listed[]): this {
    this.env = { ...this.env, book: bookOf(flows) };
    return this;
  }

  pass(ms: number): this {
    this.now += ms;
    return this;
  }

  /** The open question: the flow's key, `menu`, `aside:<kind>`, or null. */
  get open(): string | null {
    const { wait } = this.chat;
    if (!wait) return null;
    return wait.kind === 'ask' ? (wait.key ?? null) : wait.aside ? `aside:${wait.aside.kind}` : 'menu';
  }

  get choices(): string[] {
    return this.chat.wait?.choices.map(({ id }) => id) ?? [];
  }

  /** Values of the answers in use, by key. */
  get answers(): Record<string, unknown> {
    const { run } = this.chat;
    return Object.fromEntries(run?.order.map((key) => [key, run.answers[key]?.value]) ?? []);
  }

  /** As it would stand in the inbox: it waited already when a question was sent that is younger than it. */
  item(content: Content, at: number): Item {
    const { wait } = this.chat;
    const early = wait !== null && wait.askedAt !== null && at < wait.askedAt && { before: wait.askNo };
    return { ...content, ...early, id: `i${(this.items += 1)}`, at, on: at };
  }

  /** `at`: when it was accepted, if not now; `language`: the platform's; `ago`: see `Item`. */
  async take(content: Content, more: { at?: number; language?: string; ago?: number } = {}): Promise<Told> {
    const { at = this.now, ...rest } = more;
    const item = { ...this.item(content, at), ...rest };
    const { chat, ...told } = await turn(freeze(this.chat), item, this.env);
    this.chat = JSON.parse(JSON.stringify(chat)) as ChatState;
    assert.deepEqual(this.chat, chat, 'the chat is JSON only');
    this.outstanding = [...this.outstanding, ...told.intents].filter((i) => !told.settled.includes(i.requestKey));
    this.now += 1000;
    if (this.arrives) this.arrive(told.messages);
    return (this.last = { ...told, text: told.messages.map(({ text }) => text).join('\n') });
  }

  /** The open question is seen from now on. */
  arrive(messages: readonly Message[] = this.last.messages): void {
    const { wait } = this.chat;
    if (wait && messages.some(({ ask }) => ask?.askNo === wait.askNo)) wait.askedAt = this.now;
    this.now += 1000;
  }

  send(text: string, { message, at }: { message?: string; at?: number } = {}): Promise<Told> {
    return this.take({ kind: 'text', text, ...(message !== undefined && { message }) }, at === undefined ? {} : { at });
  }

  /** Several messages, one after the other. */
  async sends(...texts: string[]): Promise<Told> {
    for (const text of texts) await this.send(text);
    return this.last;
  }

  /** A choice of the open question by its id, or by its place in an earlier one. */
  press(choice: string | number, askNo = this.chat.askNo): Promise<Told> {
    const place = typeof choice === 'number' ? choice : this.choices.indexOf(choice);
    assert.ok(place >= 0, `${choice} is not among ${this.choices.join()}`);
    return this.take({ kind: 'press', run: this.chat.run?.id ?? '-', askNo, choice: place });
  }

  /** A stateless button. */
  start(flow: string, arg = ''): Promise<Told> {
    return this.take({ kind: 'start', flow, arg });
  }

  edit(message: string, text: string): Promise<Told> {
    return this.take({ kind: 'edit', message, text });
  }

  /** The result of the oldest effect that is under way. */
  result(result: EffectResult, requestKey = this.outstanding[0]?.requestKey, papers?: NoticeContent[]): Promise<Told> {
    assert.ok(requestKey !== undefined, 'no effect is under way');
    return this.take({ kind: 'effect', requestKey, result, ...(papers && { papers }) });
  }

  done(value: unknown = null): Promise<Told> {
    return this.result({ done: value });
  }

  refuse(key: string, why = 'why'): Promise<Told> {
    return this.result({ refused: { key, why: tx(why) } });
  }

  /** The effect is not done yet. */
  slow(requestKey = this.outstanding[0]?.requestKey ?? ''): Promise<Told> {
    const { run, askNo } = this.chat;
    return this.take({ kind: 'timer', run: run?.id ?? '-', askNo, which: 'slow', requestKey });
  }

  /** Forms that were set aside long enough ago. */
  lapse(): Promise<Told> {
    return this.take({ kind: 'timer', run: '-', askNo: this.chat.askNo, which: 'lapse' });
  }

  timer(which: 'remind' | 'expire', askNo = this.chat.askNo): Promise<Told> {
    return this.take({ kind: 'timer', run: this.chat.run?.id ?? '-', askNo, which });
  }
}

export const drive = (setup: Setup): Driver => new Driver(setup);

/** A turn that changes the chat it was given would change it for a second try as well. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

/** Flow from a function, for tests: `flow('visit', async (t) => …)`. */
export const flow = <A = null>(name: string, run: Flow<A, unknown>['run'], more: Partial<Flow<A>> = {}): Flow<A> => ({
  name,
  version: 1,
  run,
  ...more,
});
