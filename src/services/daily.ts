/** What is done once a day. The day is noted last: a process that dies half-way is followed by another. */
import type { Services } from './commands.ts';

const HOUR = 3_600_000;

/** Runs `work` unless it was done on the day (`yyyy-MM-dd`) before; it must be safe to run twice. Returns what it returns, or 0. */
export async function daily(
  { models }: Services,
  what: string,
  date: string,
  work: () => Promise<number>,
): Promise<number> {
  const _id = `${what}/${date}`;
  if (await models.Daily.exists({ _id })) return 0;
  const result = await work();
  await models.Daily.updateOne({ _id }, { $setOnInsert: { _id, schemaVersion: 1 } }, { upsert: true });
  return result;
}

/** Once a day, with an hour ago in machine ms: what a process that died half-way left behind is older than that. */
export const cleaning =
  (what: string, clean: (services: Services, before: number) => Promise<number>) =>
  (services: Services): Promise<number> =>
    daily(services, what, services.clock.date(services.clock.now()), () => clean(services, Date.now() - HOUR));
