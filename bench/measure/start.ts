/** From the start of the process to the first reply. */
import { Contestant } from '../contestant.ts';
import type { Name } from '../contestant.ts';
import { People } from '../people.ts';
import type { Platform } from '../platform.ts';
import { VISIT } from '../script.ts';
import { fresh } from './throughput.ts';

/** ms; the process is ended again. */
export async function firstReply(platform: Platform, name: Name, database: string): Promise<number> {
  const since = performance.now();
  const contestant = await new Contestant(name).start(platform.url, database);
  const people = new People(platform, contestant, VISIT, fresh(1), 1);
  await people.closed(1, 1);
  const ms = performance.now() - since;
  people.close();
  await contestant.stop();
  return ms;
}
