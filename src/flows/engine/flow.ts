/** How a flow is written: one plain async function that reads top to bottom as the conversation. */
import type { NoticeButton } from './item.ts';
import type { TextRef } from './message.ts';
import type { Prompt } from './prompt.ts';
import type { Run } from './run.ts';

/** Names of queries and commands, as `<innovation>.<name>`; handlers are given by the registry. */
export type QueryName = string;
export type CommandName = string;

/** The only things a flow may touch. Awaiting anything else inside a flow is a bug and is found at run time. */
export interface Handle {
  /** Asks once; the answer is kept under `key`. In a loop the key carries an item id: `people:${id}`. */
  ask<T>(key: string, prompt: Prompt<T>): Promise<T>;
  /** Says something once for its place and words: never again by replay, nor when the question is repeated. `buttons` stand under it. */
  say(text: TextRef, ...buttons: NoticeButton[]): void;
  /**
   * A query, memoised by key and arguments until *back*, or until `maxAge` ms of business time have passed; for good before
   * an effect that was asked for.
   * A read that fails or takes longer than the engine's limit is a fault of the turn, never an empty answer.
   */
  read<T>(key: string, query: QueryName, args: unknown, options?: { maxAge?: number }): Promise<T>;
  /** An intent carried out by a worker, exactly once. A refusal goes back to the question it names and never returns here. */
  effect<T>(key: string, command: CommandName, args: unknown): Promise<T>;
  /** Another flow as a part of this one, its keys under `key/`. */
  call<A, T>(key: string, flow: Flow<A, T>, args: A): Promise<T>;
  /** Business time of the item that first reached this line, ISO 8601 with offset; memoised. */
  now(key: string): string;
}

export interface Flow<A = unknown, T = unknown> {
  /** Unique: `<innovation>` or `<innovation>-<part>`. */
  name: string;
  /** Raised when keys change their meaning; `migrate` then carries open journals over. */
  version: number;
  run(t: Handle, args: A): Promise<T>;
  /** Carries a journal of an older version over: returns it changed, or null for a polite restart. */
  migrate?(journal: Journal, from: number): Journal | null;
}

/** What `migrate` may change: the arguments, the answers and the results of done effects, by key. Its own copy. */
export type Journal = Pick<Run, 'args' | 'answers' | 'results'>;
