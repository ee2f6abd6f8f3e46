/** Faults on demand, and counts of what was really done: how tests meet the platform's bad days. */
import { z } from 'zod';

const faultSchema = z.discriminatedUnion('kind', [
  /** Answers with an error and does nothing. 502 answers as a proxy does, in HTML. `retryAfter` in seconds. */
  z.strictObject({
    kind: z.literal('answer'),
    code: z.union([
      z.literal(400),
      z.literal(401),
      z.literal(403),
      z.literal(409),
      z.literal(429),
      z.literal(500),
      z.literal(502),
    ]),
    description: z.string().optional(),
    retryAfter: z.number().int().positive().optional(),
  }),
  /** Cuts the connection and does nothing. */
  z.strictObject({ kind: z.literal('refuse') }),
  /** Does nothing and never answers. */
  z.strictObject({ kind: z.literal('hang') }),
  /** Carries out, then cuts the connection before the answer: the caller cannot know. */
  z.strictObject({ kind: z.literal('cut') }),
  /** Carries out and never answers. */
  z.strictObject({ kind: z.literal('silent') }),
  /** Carries out and answers after `ms`. */
  z.strictObject({ kind: z.literal('late'), ms: z.number().int().nonnegative() }),
]);

export const ruleSchema = z.strictObject({
  /**
   * A method's name, `*` for every one that shows a message, or `download` for the bytes of a file: what would strike after it is done
   * cuts it halfway.
   */
  method: z.string(),
  bot: z.string().optional(),
  chat: z.number().int().optional(),
  /** How many calls it meets. */
  times: z.number().int().positive().default(1),
  /** How many calls it lets pass before. */
  skip: z.number().int().nonnegative().default(0),
  fault: faultSchema,
});

export type Fault = z.output<typeof faultSchema>;
export type Rule = z.input<typeof ruleSchema>;

/** A call as rules see it. */
export interface Target {
  method: string;
  bot: string;
  chat: number | undefined;
}

/** A send that was carried out although its caller got no answer, or a late one. */
export interface Ambiguous extends Target {
  /** Ids of the messages that people do see. */
  messages: number[];
  fault: Fault['kind'];
}

export interface Counts {
  /** Calls by method, whatever came of them. */
  calls: Record<string, number>;
  /** Answers by code; 200 for done. A call without answer is not among them. */
  answers: Record<string, number>;
  /** Messages of bots that people's phones really showed. */
  shown: number;
  ambiguous: Ambiguous[];
}

const MESSAGES = /^send(?!ChatAction)/;

export class Faults {
  private rules: z.output<typeof ruleSchema>[] = [];
  private counted: Counts = noCounts();

  /** The next matching calls go wrong in this way. Rules are used in the order they came. */
  add(rule: Rule): void {
    this.rules.push(ruleSchema.parse(rule));
  }

  /** Forgets rules and counts. */
  clear(): void {
    this.rules = [];
    this.counted = noCounts();
  }

  /** Rules that still wait for calls. */
  get waiting(): Rule[] {
    return structuredClone(this.rules);
  }

  get counts(): Counts {
    return structuredClone(this.counted);
  }

  /** The fault for this call, used up by it. Counts the call. */
  take(target: Target): Fault | undefined {
    count(this.counted.calls, target.method);
    const rule = this.rules.find((each) => matches(each, target));
    if (!rule) return undefined;
    if (rule.skip > 0) {
      rule.skip -= 1;
      return undefined;
    }
    rule.times -= 1;
    if (rule.times === 0) this.rules = this.rules.filter((each) => each !== rule);
    return rule.fault;
  }

  answered(code: number): void {
    count(this.counted.answers, String(code));
  }

  /** A call was carried out and showed these messages. */
  carriedOut(target: Target, messages: number[], fault: Fault | undefined): void {
    this.counted.shown += messages.length;
    if (fault && messages.length > 0) this.counted.ambiguous.push({ ...target, messages, fault: fault.kind });
  }
}

const noCounts = (): Counts => ({ calls: {}, answers: {}, shown: 0, ambiguous: [] });

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

function matches(rule: z.output<typeof ruleSchema>, { method, bot, chat }: Target): boolean {
  const named = rule.method === '*' ? MESSAGES.test(method) : rule.method.toLowerCase() === method.toLowerCase();
  return named && (rule.bot === undefined || rule.bot === bot) && (rule.chat === undefined || rule.chat === chat);
}

/** True where the call is done before the fault strikes. */
export const strikesAfter = (fault: Fault | undefined): boolean =>
  fault !== undefined && ['cut', 'silent', 'late'].includes(fault.kind);
