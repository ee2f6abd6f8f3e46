/** A poison item: the chat goes on without it, the person is told, and a person of staff gets it with a reference. */
import { randomInt } from 'node:crypto';
import type { Chat, DeadItem } from '#models/chat-doc.ts';
import { stateOf } from '#flows/engine/chat.ts';
import type { ChatState, Intent } from '#flows/engine/chat.ts';
import { Draft } from '#flows/engine/draft.ts';
import type { Env } from '#flows/engine/env.ts';
import type { Item } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { Turn } from '#flows/engine/turn.ts';

export const newReference = (): string => `G-${randomInt(100_000, 1_000_000)}`;

export function escalation(
  chat: Chat,
  item: Item,
  error: unknown,
  env: Env,
): { state: ChatState; dead: DeadItem; result: Omit<Turn, 'chat'> } {
  const reference = newReference();
  const settled = item.kind === 'effect' ? [item.requestKey] : [];
  const state = withoutStuckRun(stateOf(chat), item);
  const draft = new Draft(state, item, env);
  draft.say(tx('engine.fault', { reference }));
  // What was open is put again: an apology alone would be a dead end.
  draft.askAgain();
  return {
    state: draft.chat,
    dead: {
      reference,
      item,
      askNo: draft.chat.askNo,
      error: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'fault',
      at: Date.now(),
    },
    result: { messages: draft.messages(), intents: [faultIntent(reference, item.kind)], settled },
  };
}

/** Tells a person of staff, who finds it by the reference in the log and in the chat. */
export const faultIntent = (reference: string, kind: string): Intent => ({
  requestKey: `dead/${reference}`,
  command: 'desk.fault',
  args: { reference, kind },
});

/** The run stays at its last commit, so that the person can go on; but one whose result cannot be taken in never would. */
function withoutStuckRun(state: ChatState, item: Item): ChatState {
  const stuck = item.kind === 'effect' && state.run?.pending?.requestKey === item.requestKey;
  return stuck ? { ...state, run: null, wait: null, wakeAt: null } : state;
}
