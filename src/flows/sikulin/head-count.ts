/** How many come: what the largest room for guests holds. More are shown their way: several times, or a person of the office. */
import { tx } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { people } from '#flows/prompts/people.ts';

export const headCount = (max: number): Prompt<number> =>
  people({
    text: tx('sikulin.askPeople', { max }),
    label: tx('sikulin.people'),
    max,
    tooMany: tx('sikulin.tooManyPeople', { max }),
  });
