/** One conversation about one thing: the journal of a flow, as it stands in the chat document. JSON only. */
import type { Item } from './item.ts';
import type { Answer } from './prompt.ts';

export interface Run {
  /** Eight signs, unique in the chat. */
  id: string;
  flow: string;
  version: number;
  /** Version of the council's data when the run began. */
  council: string;
  args: unknown;
  /** By key. `raw` is parsed again when an earlier answer changes; `message` is the platform's id of the answer. */
  answers: Record<string, { raw: Answer; value: unknown; message?: string }>;
  /** Keys in the order they were answered. */
  order: string[];
  /** Keys that must be parsed again before they count. */
  suspect: string[];
  reads: { id: string; value: unknown; at: number }[];
  times: Record<string, string>;
  /** Results of effects by key; `attempts` counts how often each was tried, refused ones included. */
  results: Record<string, unknown>;
  attempts: Record<string, number>;
  /** Keys below this place in `order` stand behind an effect that is done: *back* and *change* stop there. */
  barrier: number;
  pending: { key: string; requestKey: string } | null;
  /** The person cancelled while an effect was pending. */
  cancel: boolean;
  /** What the person sent while an effect was pending. */
  held: Item[];
}

export function newRun(seed: Pick<Run, 'id' | 'flow' | 'version' | 'council' | 'args'>): Run {
  return {
    ...seed,
    answers: {},
    order: [],
    suspect: [],
    reads: [],
    times: {},
    results: {},
    attempts: {},
    barrier: 0,
    pending: null,
    cancel: false,
    held: [],
  };
}

/** Drops the answer to `key`; later ones must prove that they still hold, and no read outlives the change. */
export function reopen(run: Run, key: string): Run {
  const place = run.order.indexOf(key);
  if (place < 0) return { ...run, reads: [] };
  const { [key]: _dropped, ...answers } = run.answers;
  const later = run.order.slice(place + 1);
  return {
    ...run,
    answers,
    order: run.order.filter((k) => k !== key),
    suspect: [...new Set([...run.suspect.filter((k) => k !== key), ...later])],
    reads: [],
  };
}

/** The last answer that *back* may drop, or null at the first question or right behind a done effect. */
export function lastAnswer(run: Run): string | null {
  return run.order.length > run.barrier ? (run.order.at(-1) ?? null) : null;
}

/** True if *change* may still reach the answer. */
export const changeable = (run: Run, key: string): boolean => run.order.indexOf(key) >= run.barrier;
