/** Much of the same kind, each by itself: a few at once, so that one that takes its time keeps only its own place. */

/** Begun in their order. Where one fails its place begins no more; the first fault is told when all that were begun have ended. */
export async function several<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const place = async (): Promise<void> => {
    for (const one of left) await work(one);
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, place));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
