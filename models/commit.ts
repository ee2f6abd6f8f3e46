/** The turn's one write, as the database is told it. */
import type { mongo } from 'mongoose';
import type { PlainUpdate } from './applied.ts';
import { isUnsent } from './chat-doc.ts';
import type { Chat, CommitPlan } from './chat-doc.ts';

/** A change of the hot path, told from others by its proof. */
export interface Write {
  filter: mongo.Filter<Chat> & { _id: string };
  update: PlainUpdate;
  proof(chat: Chat): boolean;
}

/** What is set aside of one chat: the newest. */
export const SET_ASIDE = 20;
/** Ids by which what is brought again is known. */
const SEEN = 200;

/** The id of what came in, for `$push` to `seen`. */
export const remembered = (id: string) => ({ $each: [id], $slice: -SEEN });

/** Nothing waits in the chat, and the item had not come. */
const isNew = (id: string) => ({ seen: { $ne: id }, 'inbox.0': { $exists: false } }) as const;

/** `mark` tells it from every other write. */
export function commitOf(before: Chat, plan: CommitPlan, mark: string): Write {
  const rev = before.rev + 1;
  const { wakeAt, lapseAt, ...state } = plan.state;
  const set: Record<string, unknown> = {
    ...changed(before, { ...state, engine: plan.engine }),
    busyUntil: plan.busyUntil,
    turn: mark,
  };
  const unset: Record<string, 1> = { ...(before.faults && { faults: 1 }), ...(before.flooded && { flooded: 1 }) };
  for (const [timer, at] of [
    ['wakeAt', wakeAt],
    ['lapseAt', lapseAt],
  ] as const) {
    if (at === (before[timer] ?? null)) continue;
    if (at === null) unset[timer] = 1;
    else set[timer] = at;
  }
  pruneOutbox(before, unset);
  const trace = plan.trace !== undefined && { trace: plan.trace };
  for (const [n, message] of plan.messages.entries())
    set[`outbox.m${rev * 100 + n}`] = plan.sender
      ? { message, state: 'sending', ...plan.sender, ...trace }
      : { message, state: 'ready', ...trace };
  for (const [n, intent] of plan.intents.entries())
    set[`intents.i${rev * 100 + n}`] = { ...intent, at: Date.now(), ...trace };
  for (const [key, intent] of Object.entries(before.intents))
    if (plan.settled.includes(intent.requestKey)) unset[`intents.${key}`] = 1;
  if (plan.reachable) unset.unreachable = 1;
  if (plan.toldMissed) unset.missed = 1;
  if (before.held) unset.held = 1;
  return {
    filter: { _id: before._id, rev: before.rev, ...(plan.arrives !== undefined && isNew(plan.arrives)) },
    update: {
      $inc: { rev: 1, ...(plan.muted && { missed: plan.muted }) },
      ...(plan.consumed.length && { $pull: { inbox: { id: { $in: plan.consumed } } } }),
      ...watch(before, plan.settled, set, plan.sweepAt),
      ...(Object.keys(unset).length && { $unset: unset }),
      ...((plan.dead || plan.arrives !== undefined) && {
        $push: {
          ...(plan.dead && { deadletters: { $each: [plan.dead], $slice: -SET_ASIDE } }),
          ...(plan.arrives !== undefined && { seen: remembered(plan.arrives) }),
        },
      }),
    },
    proof: ({ turn }) => turn === mark,
  };
}

/**
 * What is as it was is not written again: the database pays for each field, and an open question may be marked as sent while a turn
 * runs that has nothing to do with it.
 */
function changed(before: object, after: object): Record<string, unknown> {
  const was = before as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was[field])),
  );
}

/** Entries that are done with go with the next write. */
export function pruneOutbox(chat: Chat, unset: Record<`outbox.${string}`, 1>): void {
  for (const [key, entry] of Object.entries(chat.outbox)) {
    if (!isUnsent(entry)) unset[`outbox.${key}`] = 1;
  }
}

/**
 * When the sweeper looks next. Where an effect is still waited for its moment is only ever brought forward: in a chat in which
 * something happens all the time it would else never come, and an effect whose worker died would wait as long.
 */
export function watch(before: Chat, settled: readonly string[], set: Record<string, unknown>, sweepAt: number) {
  const waits = Object.values(before.intents).some(({ requestKey }) => !settled.includes(requestKey));
  return waits ? { $set: set, $min: { sweepAt } } : { $set: { ...set, sweepAt } };
}
