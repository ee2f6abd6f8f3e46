import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, Prompt } from '#flows/engine/prompt.ts';
import { readCounts } from './head-counts.ts';
import { normalise } from './normalise.ts';

export interface PeopleOptions {
  text: TextRef;
  label?: TextRef;
  /** Both inclusive; `min` is 1 where it is left out. */
  min?: number;
  max: number;
  /** What is said of more than `max`, where there is a way for them. */
  tooMany?: TextRef;
}

const parsePeople = (said: string, min: number, max: number, tooMany?: TextRef): Parsed<number> => {
  const refuse = tx('prompts.people.range', { min, max });
  const counts = readCounts(normalise(said));
  if (counts === 'things') return { refuse: tx('prompts.people.heads', { min, max }) };
  if (counts === 'unclear' || counts.length === 0) return { refuse };
  if (tooMany && counts.every((count) => count > max)) return { refuse: tooMany };
  const fitting = [...new Set(counts)].filter((count) => count >= min && count <= max);
  const [only] = fitting;
  if (only === undefined) return { refuse };
  if (fitting.length === 1 && new Set(counts).size === 1) return { ok: only };
  // One end of a range does not fit: the person has to say it anew rather than be given the other end.
  if (fitting.length === 1) return { refuse };
  return { which: fitting.map((count) => ({ label: tx('prompts.people.choice', { count }), value: count })) };
};

/** How many people come; value: a whole number from `min` to `max`. */
export const people = ({ text, label, min = 1, max, tooMany }: PeopleOptions): Prompt<number> => ({
  kind: 'people',
  text,
  ...(label && { label }),
  expects: tx('prompts.people.expects', { min, max }),
  parse: (answer) =>
    answer.kind === 'text'
      ? parsePeople(answer.text, min, max, tooMany)
      : { refuse: tx('prompts.people.expects', { min, max }) },
});
