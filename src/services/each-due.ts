/** What the clock does to domain documents: those whose `dueAt` (business time) has come, oldest first. */
import type { Model } from 'mongoose';
import { anyDate } from '#models/partial.ts';
import { several } from './several.ts';

/** Documents handled in one sweep; the next takes the rest. */
const BATCH = 50;
/**
 * Of those, at once: each is some writes, and one behind the other the last of many that are due at ten o'clock would be told of it when
 * all others have been.
 */
const AT_ONCE = 4;

/**
 * How many due ones of a model failed in the sweeps since one reached its end: those that always fail stay the oldest, and the next
 * sweep begins behind them. Once round, they have their turn again.
 */
const failed = new WeakMap<object, number>();

/** Returns how many were due. One broken document must not keep the others' reminders; the first fault is told behind them. */
export async function eachDue<T extends { dueAt: Date | null }>(
  model: Model<T>,
  now: number,
  carryOut: (document: T) => Promise<void>,
): Promise<number> {
  const before = failed.get(model) ?? 0;
  const due = await model
    .find({ dueAt: { ...anyDate, $lte: new Date(now) } } as object)
    .sort({ dueAt: 1 })
    .skip(before)
    .limit(BATCH)
    .lean<T[]>();
  const faults: unknown[] = [];
  await several(due, AT_ONCE, (document) => carryOut(document).catch((error: unknown) => void faults.push(error)));
  failed.set(model, due.length < BATCH ? 0 : before + faults.length);
  if (faults.length)
    throw new Error(`${faults.length} of ${due.length} ${model.collection.name} failed`, { cause: faults[0] });
  return due.length;
}
