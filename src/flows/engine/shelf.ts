/** Forms that were set aside hold what somebody wrote: they are given up in time, and who returns hears of it. */
import type { Draft } from './draft.ts';
import { tx } from './message.ts';

/** When the next is given up. One whose effect is pending waits for that: what came of it is told first. */
export function dateShelf({ chat, env }: Draft, on: number): void {
  for (const run of chat.parked) run.parkedAt ??= on;
  const ends = chat.parked.filter(({ pending }) => !pending).map((run) => (run.parkedAt ?? on) + env.expireAfter);
  chat.lapseAt = ends.length ? Math.min(...ends) : null;
}

/** Without a word now: nobody is asked for anything, and a week later it would only startle. */
export function clearShelf({ chat, env, item }: Draft): void {
  const kept = chat.parked.filter((run) => run.pending || (run.parkedAt ?? item.on) + env.expireAfter > item.on);
  chat.lapsed ||= kept.length < chat.parked.length;
  chat.parked = kept;
}

export function sayLapsed(draft: Draft): void {
  if (draft.chat.lapsed) draft.say(tx('engine.lapsed'));
  draft.chat.lapsed = false;
}
