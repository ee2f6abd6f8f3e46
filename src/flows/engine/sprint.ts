/**
 * One sprint: a flow is run from its first line against the journal until it needs something it does not have.
 * Answers are found by key, never by position, so a question may be added, dropped or moved under open conversations.
 */
import { FlowBug } from './caps.ts';
import type { Flow } from './flow.ts';
import type { NoticeButton } from './item.ts';
import type { Choice, TextRef } from './message.ts';
import type { Answer, OwnChoice, ParseContext, Prompt } from './prompt.ts';
import { plainCopy } from './plain-copy.ts';
import { insideFlow } from './purity.ts';
import type { Run } from './run.ts';
import { SprintState } from './sprint-state.ts';

export type Query = (args: unknown) => Promise<unknown>;

export type SprintInput =
  /** The open question is put again; nothing is said. */
  | { kind: 'none' }
  | { kind: 'start' }
  /** `byLabel`: the text was not held against the question's choices yet. */
  | { kind: 'answer'; key: string; answer: Answer; message?: string; byLabel?: boolean }
  /** One of several readings, picked by the person. */
  | { kind: 'reading'; key: string; answer: Answer; message?: string; value: unknown }
  /** A result was put into the journal. */
  | { kind: 'result' }
  /** The question `key` is open again because of `why`. */
  | { kind: 'refusal'; key: string; why: TextRef };

export interface SprintEnv {
  query(name: string): Query;
  /** Which choice a text means. */
  match(text: string, choices: readonly Choice[]): string | null;
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
  /** Under what is said. */
  buttons: NoticeButton[];
  /** The one open question, with the reason why the last answer did not do. */
  question?: { key: string; prompt: Prompt<unknown>; refuse?: TextRef };
  /** The answer has several readings; the engine asks which. */
  which?: {
    key: string;
    prompt: Prompt<unknown>;
    answer: Answer;
    message?: string;
    readings: { label: TextRef; value: unknown }[];
    ask?: TextRef;
  };
  /** The answer to a confirmation, `question`, was one of the engine's own choices. */
  own?: OwnChoice;
  intent?: { key: string; requestKey: string; command: string; args: unknown };
  /** Prompts of the answers in use, by key, in the flow's order: the summary's *change* list. */
  asked: Map<string, Prompt<unknown>>;
  done: boolean;
}

const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export async function sprint<A>(flow: Flow<A>, from: Run, input: SprintInput, env: SprintEnv): Promise<Sprint> {
  const state = new SprintState(plainCopy(from), input, env);
  const impure = (what: string): FlowBug =>
    state.bug(`flow ${flow.name} used ${what}; take time from now(key) and chance from an effect`);
  let done = false;
  let failure: unknown;
  insideFlow(impure, () =>
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
    else state.bug(`flow ${flow.name} awaited something outside the engine`);
  }
  state.over = true;
  if (state.fault) throw state.fault;
  if (failure !== undefined) throw failure;
  if (done && state.open)
    throw new FlowBug(`flow ${flow.name} ended while ${state.open} was open: an ask without await`);
  return state.result(done);
}
