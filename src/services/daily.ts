/** What is done once a day. The day is noted last: a process that dies half-way is followed by another. */
import type { Services } from './commands.ts';

const HOUR = 3_600_000;

/**
 * The last day of each that this process knows to be done, by the model that it read it from: the sweeper asks each second, and the
 * database only until then. Whether it is done is said by the row alone.
 */
const known = new WeakMap<object, Map<string, string>>();

/** Runs `work` unless it was done on the day (`yyyy-MM-dd`) before; it must be safe to run twice. Returns what it returns, or 0. */
export async function daily(
  { models }: Pick<Services, 'models'>,
  what: string,
  date: string,
  work: () => Promise<number>,
): Promise<number> {
  const done = known.get(models.Daily) ?? new Map<string, string>();
  known.set(models.Daily, done);
  if (done.get(what) === date) return 0;
  const _id = `${what}/${date}`;
  const before = await models.Daily.exists({ _id });
  const result = before ? 0 : await work();
  if (!before) await models.Daily.updateOne({ _id }, { $setOnInsert: { _id, schemaVersion: 1 } }, { upsert: true });
  done.set(what, date);
  return result;
}

/** Once a day, with an hour ago in machine ms: what a process that died half-way left behind is older than that. */
export const cleaning =
  (what: string, clean: (services: Services, before: number) => Promise<number>) =>
  (services: Services): Promise<number> =>
    daily(services, what, services.clock.date(services.clock.now()), () => clean(services, Date.now() - HOUR));
