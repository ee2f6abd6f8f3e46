/** Nothing is wrong with what was asked for: somebody else's server is away. */
import type { EffectResult } from '#flows/engine/item.ts';

/** Worth another try for as long as a person may wait for it; after that `otherwise` is the effect's answer. */
export class TryLater extends Error {
  override name = 'TryLater';
  readonly otherwise: EffectResult;

  constructor(cause: unknown, otherwise: EffectResult) {
    super(cause instanceof Error ? cause.message : 'not now');
    this.otherwise = otherwise;
  }
}

/** ms that a person waits with everything held, before the answer is `otherwise`. */
export const LONGEST = 180_000;

/** ms to the next try, the longer the more time has passed. */
export const nextTry = (waited: number): number => Math.min(Math.max(waited / 2, 500), 15_000);
