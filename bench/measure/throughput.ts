/** Full durable turns a second and processor time a turn, by how many are under way at once. */
import type { Contestant } from '../contestant.ts';
import { People } from '../people.ts';
import type { Platform } from '../platform.ts';
import { VISIT } from '../script.ts';

export interface Throughput {
  /** Turns a second. */
  rate: number;
  /** ms of the contestant's processor time a turn. */
  cpu: number;
}

/** Whoever talks twice does so after all others have: four times as many people as turns under way. */
export const crowd = (at: number): number => Math.max(64, 4 * at);

/** What a contestant still does in the background when the last reply is out belongs to the turns. */
const SETTLE = 300;

let chats = 1;
/** Chats that nobody has used. */
export const fresh = (count: number): number => (chats += count) - count;

export async function throughput(platform: Platform, to: Contestant, at: number, ms: number): Promise<Throughput> {
  const people = new People(platform, to, VISIT, fresh(crowd(at)), crowd(at));
  const before = to.cpu();
  const rate = await people.closed(ms, at);
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  people.close();
  return { rate, cpu: (to.cpu() - before) / people.times.length };
}
