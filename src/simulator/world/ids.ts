/** Identifiers that never come back after a restart, although nothing is stored. */
import { createHash } from 'node:crypto';

const EPOCH = Date.UTC(2026, 10, 1);
/** One id for each 50 ms of the world's age: a counter would have to rise faster than that, on average, to meet a later start. */
const TICK = 50;
/** Stays below 2^31 with room to rise; reached after more than three years. */
const LIMIT = 2_000_000_000;

/** A rising counter whose first number depends on the moment it starts. The bots' store outlives the stand-in and knows old ids. */
export function risingIds(startedAt: number): () => number {
  let last = Math.max(1, Math.floor((startedAt - EPOCH) / TICK) % LIMIT);
  return () => ++last;
}

/** The same number in `[from, from + span)` for the same name in every run: a person keeps their id over restarts. */
export function numberOf(name: string, from: number, span: number): number {
  return from + (createHash('sha256').update(name).digest().readUIntBE(0, 6) % span);
}
