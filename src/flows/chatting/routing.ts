/** Whom a question goes to: topic by its words, unit by topic, and who of those on duty is asked. Pure. */
import type { Council } from '#services/council.ts';
import { topicsIn } from '../tindak-lanjut/listening.ts';

/** The topic and unit that the words name; the desk's own unit where they name none. */
export function routed({ chatting }: Pick<Council, 'chatting'>, text: string): { topic: string | null; team: string } {
  const [code] = topicsIn(text, chatting.topics);
  const found = chatting.topics.find((topic) => topic.code === code);
  return { topic: found?.code ?? null, team: found?.team ?? chatting.team };
}

/** Somebody who may answer. `duty`: null where they never said; `open`: conversations that wait for their word. */
export interface Candidate {
  person: string;
  duty: { on: boolean; teams: readonly string[] } | null;
  open: number;
  /** Business ms since when they have not taken any. */
  idleSince: number;
}

/**
 * Whom to ask, who has least to do first. Those on duty for the unit; where there is none, or all of them have their hands full,
 * everybody on duty; where nobody has said to be on duty, everybody who has not said to be off.
 */
export function nextUp(all: readonly Candidate[], team: string | null, capacity: number): string[] {
  const free = all.filter(({ open }) => open < capacity);
  const on = free.filter(({ duty }) => duty?.on);
  const ofTeam = on.filter(({ duty }) => team !== null && duty?.teams.includes(team));
  const unsaid = free.filter(({ duty }) => duty === null);
  const asked = [ofTeam, on, unsaid].find((some) => some.length) ?? [];
  return asked.toSorted((a, b) => a.open - b.open || a.idleSince - b.idleSince).map(({ person }) => person);
}
