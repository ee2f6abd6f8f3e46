/** The handle's operations during one sprint, and what they find out. */
import { CAPS, FlowBug, Forbidden, ReadFault } from './caps.ts';
import type { Handle } from './flow.ts';
import type { NoticeButton } from './item.ts';
import type { TextRef } from './message.ts';
import { withLimit } from './limit.ts';
import { isOwnChoice } from './prompt.ts';
import type { Answer, Parsed, Prompt } from './prompt.ts';
import { outsideFlow } from './purity.ts';
import type { Kept, Run } from './run.ts';
import type { Sprint, SprintEnv, SprintInput } from './sprint.ts';

const KEY = /^[A-Za-z0-9_:-]+$/;
const never = <T>(): Promise<T> => new Promise<T>(() => {});
const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export class SprintState {
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
  private readonly order: string[] = [];
  private barrier = 0;
  /** The step passed last. */
  private place = '';
  private says: TextRef[] = [];
  private buttons: NoticeButton[] = [];
  private steps = 0;
  /** The new answer or result was reached: what is said from here on may be new. */
  private progress: boolean;
  private reason: TextRef | undefined;
  private outcome: Pick<Sprint, 'question' | 'which' | 'own' | 'intent'> = {};

  constructor(run: Run, input: SprintInput, env: SprintEnv) {
    this.run = run;
    this.env = env;
    this.input = input;
    this.progress = input.kind === 'start';
  }

  handle(prefix: string): Handle {
    const full = (key: string): string => {
      if (!KEY.test(key)) throw this.bug(`key "${key}" has signs other than A-Z a-z 0-9 _ : -`);
      // "constructor" is found in every object.
      if (key in Object.prototype) throw this.bug(`key "${key}" is a name of the language`);
      return prefix + key;
    };
    return {
      ask: (key, prompt) => this.ask(full(key), prompt),
      say: (text, ...buttons) => this.say(text, buttons),
      read: <T>(key: string, query: string, args: unknown, options?: { maxAge?: number }) =>
        this.read<T>(full(key), query, args, options?.maxAge),
      effect: <T>(key: string, command: string, args: unknown) => this.effect<T>(full(key), command, args),
      call: (key, flow, args) => flow.run(this.handle(`${full(key)}/`), args),
      now: (key) => this.now(full(key)),
    };
  }

  result(done: boolean): Sprint {
    const { run, order, barrier, says, buttons, asked, outcome } = this;
    if (outcome.question) this.keepForLater();
    return { run: { ...run, order, barrier }, says, buttons, asked, done, ...outcome };
  }

  bug(message: string): FlowBug {
    return (this.fault ??= new FlowBug(message)) as FlowBug;
  }

  /** Another question came before the one that was answered: the answer waits for its question, the reason is said now. */
  private keepForLater(): void {
    const { input, run } = this;
    if (input?.kind === 'refusal') this.says.unshift(input.why);
    if (input?.kind !== 'answer' && input?.kind !== 'reading') return;
    const value = input.kind === 'reading' ? input.value : null;
    run.answers[input.key] = this.entry(input.answer, value, input.message);
    run.suspect.push(input.key);
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

  private now(key: string): string {
    this.enter(`now(${key})`);
    return (this.run.times[key] ??= this.env.now);
  }

  private ask<T>(key: string, prompt: Prompt<T>): Promise<T> {
    this.enter(`ask(${key})`);
    this.use(key);
    const known = this.kept(key, prompt) ?? this.fresh(key, prompt);
    if (known) {
      this.asked.set(key, prompt as Prompt<unknown>);
      this.order.push(key);
      this.place = key;
      return Promise.resolve(known.value);
    }
    this.open = `ask(${key})`;
    if (!this.outcome.which)
      this.outcome.question = { key, prompt: prompt as Prompt<unknown>, ...(this.reason && { refuse: this.reason }) };
    return never();
  }

  /** The journal's answer, parsed again if an earlier one changed. */
  private kept<T>(key: string, prompt: Prompt<T>): { value: T } | null {
    const { run } = this;
    const entry = run.answers[key];
    if (!entry) return null;
    if (run.suspect.includes(key)) {
      run.suspect = run.suspect.filter((k) => k !== key);
      if (!this.holds(entry, prompt)) {
        delete run.answers[key];
        return null;
      }
    }
    this.silenceOld();
    return { value: structuredClone(entry.value) as T };
  }

  /** A confirmation never outlives a change. A reading that the person picked holds while it is one of the readings. */
  private holds(entry: Kept, prompt: Prompt<unknown>): boolean {
    if (prompt.confirms) return false;
    const again = this.parse(prompt, entry.raw, entry.today);
    if ('which' in again) return again.which.some(({ value }) => sameJson(value, entry.value));
    if ('refuse' in again) {
      this.reason = again.refuse;
      return false;
    }
    entry.value = structuredClone(again.ok);
    return true;
  }

  /** The answer that came with this turn, if it is to this question. */
  private fresh<T>(key: string, prompt: Prompt<T>): { value: T } | null {
    const { input } = this;
    if (!input || !('key' in input) || input.key !== key) return null;
    this.input = null;
    if (input.kind === 'refusal') {
      this.reason = input.why;
      return null;
    }
    const { message } = input;
    if (input.kind === 'reading') return this.store(key, this.entry(input.answer, input.value, message));
    const answer = input.byLabel ? this.picked(input.answer, prompt) : input.answer;
    const parsed = this.parse(prompt, answer);
    if ('refuse' in parsed) this.reason = parsed.refuse;
    else if ('which' in parsed)
      this.outcome.which = {
        ...{ key, prompt: prompt as Prompt<unknown>, answer, readings: parsed.which },
        ...(message !== undefined && { message }),
        ...(parsed.ask && { ask: parsed.ask }),
      };
    // A flow goes on after any answer to its confirmation: what is not a yes may never reach it.
    else if (prompt.confirms && isOwnChoice(parsed.ok)) this.outcome.own = parsed.ok;
    else return this.store(key, this.entry(answer, parsed.ok, message));
    return null;
  }

  private picked(answer: Answer, prompt: Prompt<unknown>): Answer {
    if (answer.kind !== 'text') return answer;
    // The labels are made in the person's language, by libraries that look at the clock.
    const id = outsideFlow(() => this.env.match(answer.text, prompt.choices ?? []));
    return id === null ? answer : { kind: 'choice', id };
  }

  private entry(raw: Answer, value: unknown, message?: string): Kept {
    const { today } = this.env.parse;
    return { raw, value: structuredClone(value), today, ...(message !== undefined && { message }) };
  }

  private store<T>(key: string, entry: Kept): { value: T } {
    this.step();
    const { answers } = this.run;
    if (Object.keys(answers).length >= CAPS.answers) throw this.bug(`more than ${CAPS.answers} answers in one run`);
    answers[key] = entry;
    this.silenceOld();
    this.progress = true;
    return { value: structuredClone(entry.value) as T };
  }

  private parse<T>(prompt: Prompt<T>, answer: Answer, today = this.env.parse.today): Parsed<T> {
    return outsideFlow(() => prompt.parse(answer, { ...this.env.parse, today }));
  }

  /** Once for its place and words. */
  private say(text: TextRef, buttons: NoticeButton[]): void {
    this.enter('say');
    const { said } = this.run;
    const id = `${this.place} ${JSON.stringify(text)}`;
    if (said.includes(id)) return;
    this.step();
    said.push(id);
    this.says.push(text);
    this.buttons.push(...buttons);
  }

  /** What stands before an answer was said when it was given, or came into the flow since and is late now. */
  private silenceOld(): void {
    if (!this.progress) [this.says, this.buttons] = [[], []];
  }

  private read<T>(key: string, query: string, args: unknown, maxAge = Infinity): Promise<T> {
    this.enter(`read(${key})`);
    const id = `${key}(${JSON.stringify(args)})`;
    const memo = this.run.reads.find((r) => r.id === id);
    const fresh = memo && (this.beforeEffect || this.env.nowMs - memo.at <= maxAge);
    if (fresh) return Promise.resolve(structuredClone(memo.value) as T);
    this.step();
    const work = outsideFlow(() => withLimit(() => this.env.query(query)(args), this.env.readLimit, query)).then(
      (value) => this.memoise<T>(id, value),
      (error: unknown) => {
        // The flow may not catch it and go on as if nothing was found: whatever it does with null is thrown away.
        this.fault ??= error instanceof Forbidden ? error : new ReadFault(`read ${query}`, { cause: error });
        return null;
      },
    );
    this.busy.add(work);
    return work.then((value) => {
      this.busy.delete(work);
      return value as T;
    });
  }

  /**
   * An effect that was asked for stands further on. What led to it is not read anew: the world has changed, by the effect
   * itself at least, and the flow would turn off before it and ask about what is done.
   */
  private get beforeEffect(): boolean {
    const { pending, results } = this.run;
    return [...Object.keys(results), ...(pending ? [pending.key] : [])].some((key) => !this.used.has(key));
  }

  private memoise<T>(id: string, value: unknown): T {
    const plain: unknown = value === undefined ? null : JSON.parse(JSON.stringify(value));
    this.run.reads = [...this.run.reads.filter((r) => r.id !== id), { id, value: plain, at: this.env.nowMs }];
    return structuredClone(plain) as T;
  }

  private effect<T>(key: string, command: string, args: unknown): Promise<T> {
    this.enter(`effect(${key})`);
    this.use(key);
    const { run } = this;
    if (key in run.results) {
      this.silenceOld();
      this.progress ||= this.input?.kind === 'result';
      this.place = key;
      this.barrier = this.order.length;
      return Promise.resolve(structuredClone(run.results[key]) as T);
    }
    this.step();
    this.open = `effect(${key})`;
    if (!run.pending) {
      this.dropUnused();
      const attempt = (run.attempts[key] ?? 0) + 1;
      run.attempts[key] = attempt;
      const requestKey = `${run.id}/${key}/${attempt}`;
      run.pending = { key, requestKey };
      this.outcome.intent = { key, requestKey, command, args: JSON.parse(JSON.stringify(args ?? null)) };
    }
    return never();
  }

  /** Answers of a branch no longer taken go before an effect, so that nothing acts on them and *back* never lands there. */
  private dropUnused(): void {
    const { run, used } = this;
    run.answers = Object.fromEntries(Object.entries(run.answers).filter(([key]) => used.has(key)));
    run.suspect = [];
  }
}
