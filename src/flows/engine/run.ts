/** One conversation about one thing: the journal of a flow, as it stands in the chat document. JSON only. */
import { FlowBug } from './caps.ts';
import type { Item } from './item.ts';
import type { Answer } from './prompt.ts';

/** An answer as it was given and as it was understood. */
export interface Kept {
  /** Parsed again when an earlier answer changes. */
  raw: Answer;
  value: unknown;
  /** Council's date (`yyyy-MM-dd`) when it was given: a "besok" parsed again still means the same day. */
  today: string;
  /** Platform's id of the message, by which an edit finds it. */
  message?: string;
}

export interface Run {
  /** Eight signs, unique in the chat. */
  id: string;
  flow: string;
  version: number;
  /** Version of the council's data when the run began. */
  council: string;
  args: unknown;
  /** By key; those of a branch that is not taken now are here too, until an effect. */
  answers: Record<string, Kept>;
  /** Keys of the answers in use, in the order in which the flow asks for them. Found anew by every sprint. */
  order: string[];
  /** So many of `order` stand before an effect that is done: *back* and *change* stop there. Found anew by every sprint. */
  barrier: number;
  /** Keys that must be parsed again before they count. */
  suspect: string[];
  reads: { id: string; value: unknown; at: number }[];
  times: Record<string, string>;
  /** What was said: the step before it and its words. */
  said: string[];
  /** Results of effects by key; `attempts` counts how often each was tried, refused ones included. */
  results: Record<string, unknown>;
  attempts: Record<string, number>;
  pending: { key: string; requestKey: string } | null;
  /** The person cancelled while an effect was pending. */
  cancel: boolean;
  /** What the person sent while an effect was pending. */
  held: Item[];
  /** Who began it, where several write in one chat. */
  by?: string;
  /** Business ms since when it is set aside. */
  parkedAt?: number;
}

export function newRun(seed: Pick<Run, 'id' | 'flow' | 'version' | 'council' | 'args' | 'by'>): Run {
  return {
    ...seed,
    answers: {},
    order: [],
    barrier: 0,
    suspect: [],
    reads: [],
    times: {},
    said: [],
    results: {},
    attempts: {},
    pending: null,
    cancel: false,
    held: [],
  };
}

/** Drops the answer to `key`; whatever is asked after it must prove that it still holds, and no read outlives the change. */
export function reopen(run: Run, key: string): Run {
  const place = run.order.indexOf(key);
  const order = place < 0 ? run.order : run.order.slice(0, place);
  const { [key]: _dropped, ...answers } = run.answers;
  return doubt({ ...run, answers, order, reads: [] }, [...order, ...sealed(run)]);
}

/** Every answer but those in `sure` must be parsed again before it counts. */
export const doubt = (run: Run, sure: readonly string[]): Run => ({
  ...run,
  suspect: Object.keys(run.answers).filter((key) => !sure.includes(key)),
});

/** Answers behind a done effect: they were acted on and stay as they are. */
export const sealed = (run: Run): string[] => run.order.slice(0, run.barrier);

/** The last answer that *back* may drop, or null at the first question or right behind a done effect. */
export function lastAnswer(run: Run): string | null {
  return run.order.length > run.barrier ? (run.order.at(-1) ?? null) : null;
}

/** True if *change* may still reach the answer. */
export const changeable = (run: Run, key: string): boolean => run.order.indexOf(key) >= run.barrier;

/** The pending effect is done. */
export const settled = (run: Run, value: unknown): Run =>
  run.pending ? { ...run, results: { ...run.results, [run.pending.key]: value }, pending: null } : run;

/**
 * The pending effect was refused because of the answer to `key`: that question is open again. A command knows the key as
 * the flow wrote it; where the flow is part of another (`call`), the effect's own prefix goes before it.
 * @throws FlowBug where nobody answered the key: it would be refused for ever
 */
export function refusedBy(run: Run, key: string): { run: Run; key: string } {
  const prefix = run.pending?.key.replace(/[^/]*$/, '') ?? '';
  const meant = [prefix + key, key].find((k) => k in run.answers);
  if (meant === undefined) throw new FlowBug(`an effect of ${run.flow} refused "${key}", which nobody answered`);
  return { run: reopen({ ...run, pending: null }, meant), key: meant };
}
