/** One update that can never be accepted must not keep everybody else waiting. */

export interface PoisonOptions<U> {
  accept(update: U): Promise<void>;
  /** True when the fault lies in the database or network, not in the update: such tries are not counted, however many. */
  outage(error: unknown): boolean;
  /** Stores the update for a person to look at. Rejects when it could not: the update is then kept and tried again. */
  onPoison(update: U, error: unknown): Promise<void>;
  /** Tries before an update is called poison. */
  tries?: number;
}

/** Updates watched at once. Over that the oldest count is dropped: the update is then only tried more often. */
const WATCHED = 1000;

/** Accepts like `accept`, and resolves also for an update that was handed to `onPoison`. */
export const withoutPoison = <U extends { update_id: number }>(options: PoisonOptions<U>) => {
  const faults = new Map<number, number>();
  const limit = options.tries ?? 5;

  const count = (id: number): number => {
    const times = (faults.get(id) ?? 0) + 1;
    faults.set(id, times);
    if (faults.size > WATCHED) faults.delete(faults.keys().next().value!);
    return times;
  };

  return async (update: U): Promise<void> => {
    try {
      await options.accept(update);
    } catch (error) {
      if (options.outage(error) || count(update.update_id) < limit) throw error;
      await options.onPoison(update, error);
    }
    faults.delete(update.update_id);
  };
};
