/**
 * One sprint: a flow is run from its first line against the journal until it needs something it does not have.
 * Answers are found by key, never by position, so a question may be added, dropped or moved under open conversations.
 */
import { CAPS, FlowBug, ReadFault } from './caps.ts';
import type { Flow, Handle } from './flow.ts';
import type { TextRef } from './message.ts';
import type { Answer, ParseContext, Parsed, Prompt } from './prompt.ts';
import { insideFlow, outsideFlow } from './purity.ts';
import type { Run } from './run.ts';

export type Query = (args: unknown) => Promise<unknown>;

export type SprintInput =
  /** The open question is put again; nothing is said. */
  | { kind: 'none' }
  | { kind: 'start' }
  | { kind: 'answer'; key: string; answer: Answer; message?: string }
  /** One of several readings, picked by the person. */
  | { kind: 'reading'; key: string; answer: Answer; value: unknown }
  | { kind: 'result'; key: string; value: unknown }
  /** The question `key` is open again because of `why`. */
  | { kind: 'refusal'; key: string; why: TextRef };

export interface SprintEnv {
  query(name: string): Query;
  parse: ParseContext;
  /** Business time of the item, ISO 8601 with offset, and in ms. */
  now: string;
  nowMs: number;
  /** How long a read may take, ms of machine time. */
  readLimit: number;
}

export interface Sprint {
  run: Run;
  says: TextRef[];
  /** The one open question, with the reason why the last answer did not do. */
  question?: { key: string; prompt: Prompt<unknown>; refuse?: TextRef };
  /** The answer has several readings; the engine asks which. */
  which?: { key: string; prompt: Prompt<unknown>; answer: Answer; readings: { label: TextRef; value: unknown }[] };
  intent?: { key: string; requestKey: string; command: string; args: unknown };
  /** Prompts of the answers in use, by key: the summary's *change* list. */
  asked: Map<string, Prompt<unknown>>;
  done: boolean;
}

const KEY = /^[A-Za-z0-9_:-]+$/;
const never = <T>(): Promise<T> => new Promise<T>(() => {});
const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export async function sprint<A>(flow: Flow<A>, from: Run, input: SprintInput, env: SprintEnv): Promise<Sprint> {
  const state = new SprintState(structuredClone(from), input, env);
  let done = false;
  let failure: unknown;
  insideFlow(flow.name, () =>
    Promise.resolve()
      .then(() => flow.run(state.handle(''), state.run.args as A))
      .then(
        () => (done = true),
        (error: unknown) => ((done = true), (failure = error)),
      ),
  ).catch(() => {});
  // One macrotask after the last engine call every pure continuation has run: the flow ended, a question is open, a read
  // is busy, or the flow awaited something that the engine cannot see, which would be lost by the next replay.
  for (;;) {
    await macrotask();
    if (state.fault) break;
    if (state.busy.size) await Promise.allSettled(state.busy);
    else if (done || state.open) break;
    else state.fault = new FlowBug(`flow ${flow.name} awaited something outside the engine`);
  }
  state.over = true;
  if (state.fault) throw state.fault;
  if (failure !== undefined) throw failure;
  if (done && state.open)
    throw new FlowBug(`flow ${flow.name} ended while ${state.open} was open: an ask without await`);
  return state.result(done);
}

class SprintState {
  readonly run: Run;
  readonly busy = new Set<Promise<unknown>>();
  open: string | null = null;
  over = false;
  /** A fault that the flow may not swallow with a catch of its own. */
  fault: Error | null = null;
  private input: SprintInput | null;
  private readonly env: SprintEnv;
  private readonly asked = new Map<string, Prompt<unknown>>();
  private readonly used = new Set<string>();
  private says: TextRef[] = [];
  private steps = 0;
  /** Something new came to this sprint; without it a say is a repetition. */
  private progress: boolean;
  private reason: TextRef | undefined;
  private outcome: Pick<Sprint, 'question' | 'which' | 'intent'> = {};

  constructor(run: Run, input: SprintInput, env: SprintEnv) {
    this.run = run;
    this.env = env;
    this.input = input;
    this.progress = input.kind === 'start';
    if (input.kind === 'result') {
      run.results[input.key] = input.value;
      run.pending = null;
      run.barrier = run.order.length;
    }
  }

  handle(prefix: string): Handle {
    const full = (key: string): string => {
      if (!KEY.test(key)) throw this.bug(`key "${key}" has signs other than A-Z a-z 0-9 _ : -`);
      return prefix + key;
    };
    return {
      ask: (key, prompt) => this.ask(full(key), prompt),
      say: (text) => this.say(text),
      read: <T>(key: string, query: string, args: unknown, options?: { maxAge?: number }) =>
        this.read<T>(full(key), query, args, options?.maxAge),
      effect: <T>(key: string, command: string, args: unknown) => this.effect<T>(full(key), command, args),
      call: (key, flow, args) => flow.run(this.handle(`${full(key)}/`), args),
      now: (key) => (this.run.times[full(key)] ??= this.env.now),
    };
  }

  result(done: boolean): Sprint {
    return { run: this.run, says: this.says, asked: this.asked, done, ...this.outcome };
  }

  private bug(message: string): FlowBug {
    return (this.fault ??= new FlowBug(message)) as FlowBug;
  }

  /** Every operation of the handle passes here first. */
  private enter(what: string): void {
    if (this.over) throw this.bug(`${what} after the sprint was over`);
    if (this.open) throw this.bug(`${what} while ${this.open} is open`);
  }

  private step(): void {
    if (++this.steps > CAPS.steps) throw this.bug(`more than ${CAPS.steps} new steps in one turn`);
  }

  private use(key: string): void {
    if (this.used.has(key)) throw this.bug(`key "${key}" is used twice; in a loop it carries an item id`);
    this.used.add(key);
  }

  private ask<T>(key: string, prompt: Prompt<T>): Promise<T> {
    this.enter(`ask(${key})`);
    this.use(key);
    const kept = this.kept(key, prompt) ?? this.fresh(key, prompt);
    if (kept) {
      this.asked.set(key, prompt as Prompt<unknown>);
      return Promise.resolve(kept.value);
    }
    this.open = `ask(${key})`;
    if (this.outcome.which) return never();
    this.outcome.question = { key, prompt: prompt as Prompt<unknown>, ...(this.reason && { refuse: this.reason }) };
    return never();
  }

  /** The journal's answer, parsed again if an earlier one changed. What was said before it was said when it was given. */
  private kept<T>(key: string, prompt: Prompt<T>): { value: T } | null {
    const entry = this.run.answers[key];
    if (!entry) return null;
    if (this.run.suspect.includes(key)) {
      const again = prompt.confirms ? null : this.parse(prompt, entry.raw);
      this.run.suspect = this.run.suspect.filter((k) => k !== key);
      if (!again || !('ok' in again)) {
        if (again && 'refuse' in again) this.reason = again.refuse;
        delete this.run.answers[key];
        this.run.order = this.run.order.filter((k) => k !== key);
        return null;
      }
      entry.value = again.ok;
    }
    this.says = [];
    return { value: entry.value as T };
  }

  /** The answer that came with this turn, if it is to this question. */
  private fresh<T>(key: string, prompt: Prompt<T>): { value: T } | null {
    const input = this.input;
    if (!input || !('key' in input) || input.key !== key || input.kind === 'result') return null;
    this.input = null;
    if (input.kind === 'refusal') {
      this.reason = input.why;
      return null;
    }
    if (input.kind === 'reading') return this.store(key, input.answer, input.value as T);
    const parsed = this.parse(prompt, input.answer);
    if ('ok' in parsed) return this.store(key, input.answer, parsed.ok, input.message);
    if ('refuse' in parsed) this.reason = parsed.refuse;
    else this.outcome.which = { key, prompt: prompt as Prompt<unknown>, answer: input.answer, readings: parsed.which };
    return null;
  }

  private store<T>(key: string, raw: Answer, value: T, message?: string): { value: T } {
    this.step();
    if (this.run.order.length >= CAPS.answers) throw this.bug(`more than ${CAPS.answers} answers in one run`);
    this.run.answers[key] = { raw, value: structuredClone(value), ...(message !== undefined && { message }) };
    this.run.order.push(key);
    this.progress = true;
    this.says = [];
    return { value };
  }

  private parse<T>(prompt: Prompt<T>, answer: Answer): Parsed<T> {
    return outsideFlow(() => prompt.parse(answer, this.env.parse));
  }

  private say(text: TextRef): void {
    this.enter('say');
    if (!this.progress) return;
    this.step();
    this.says.push(text);
  }

  private read<T>(key: string, query: string, args: unknown, maxAge = Infinity): Promise<T> {
    this.enter(`read(${key})`);
    const id = `${key}(${JSON.stringify(args)})`;
    const memo = this.run.reads.find((r) => r.id === id);
    if (memo && this.env.nowMs - memo.at <= maxAge) return Promise.resolve(memo.value as T);
    this.step();
    const work = outsideFlow(() => withLimit(this.env.query(query)(args), this.env.readLimit, query)).then(
      (value) => this.memoise<T>(id, value),
      (error: unknown) => {
        this.fault ??= new ReadFault(`read ${query}`, { cause: error });
        return null;
      },
    );
    this.busy.add(work);
    // Behind a failed read the flow stays suspended: it may not catch the fault and go on as if nothing was found.
    return work.then((value) => {
      this.busy.delete(work);
      return this.fault ? never<T>() : (value as T);
    });
  }

  private memoise<T>(id: string, value: unknown): T {
    const plain: unknown = value === undefined ? null : JSON.parse(JSON.stringify(value));
    this.run.reads = [...this.run.reads.filter((r) => r.id !== id), { id, value: plain, at: this.env.nowMs }];
    return plain as T;
  }

  private effect<T>(key: string, command: string, args: unknown): Promise<T> {
    this.enter(`effect(${key})`);
    this.use(key);
    if (key in this.run.results) {
      const fresh = this.input?.kind === 'result' && this.input.key === key;
      if (fresh) this.progress = true;
      this.says = [];
      return Promise.resolve(structuredClone(this.run.results[key]) as T);
    }
    this.step();
    this.open = `effect(${key})`;
    if (!this.run.pending) {
      this.dropUnused();
      const attempt = (this.run.attempts[key] ?? 0) + 1;
      this.run.attempts[key] = attempt;
      const requestKey = `${this.run.id}/${key}/${attempt}`;
      this.run.pending = { key, requestKey };
      this.outcome.intent = { key, requestKey, command, args: JSON.parse(JSON.stringify(args ?? null)) };
    }
    return never();
  }

  /** Answers of a branch no longer taken go before an effect, so that nothing acts on them and *back* never lands there. */
  private dropUnused(): void {
    const { run, used } = this;
    run.answers = Object.fromEntries(Object.entries(run.answers).filter(([key]) => used.has(key)));
    run.order = run.order.filter((key) => used.has(key));
    run.suspect = [];
  }
}

async function withLimit<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
