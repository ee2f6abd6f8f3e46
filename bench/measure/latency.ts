/** How long a person waits for the reply, at shares of what the contestant can carry. */
import type { Contestant } from '../contestant.ts';
import { People } from '../people.ts';
import type { Platform } from '../platform.ts';
import { VISIT } from '../script.ts';
import { fresh } from './throughput.ts';

/** ms. */
export interface Latency {
  p50: number;
  p99: number;
}

/** More people than can be under way: an arrival always finds somebody who is free. */
const CROWD = 600;

export async function latency(platform: Platform, to: Contestant, rate: number, ms: number): Promise<Latency> {
  const people = new People(platform, to, VISIT, fresh(CROWD), CROWD);
  await people.open(rate, ms);
  people.close();
  const times = people.times.toSorted((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
