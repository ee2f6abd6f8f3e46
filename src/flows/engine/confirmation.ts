/** The two choices of a confirmation that are the engine's own: *change* one answer, or *cancel* the whole. */
import type { Draft } from './draft.ts';
import { tx } from './message.ts';
import { cancel } from './runs.ts';

type OwnChoice = 'change' | 'cancel';

export const isOwnChoice = (id: unknown): id is OwnChoice => id === 'change' || id === 'cancel';

export function ownChoice(draft: Draft, id: OwnChoice): Promise<void> | void {
  return id === 'cancel' ? cancel(draft) : askChange(draft);
}

/** Which of the answers? They came with the confirmation, when the flow was last run. */
function askChange(draft: Draft): void {
  const labels = draft.chat.wait?.change ?? [];
  if (!labels.length) return draft.askAgain(tx('engine.nothingToChange'));
  draft.ask({
    kind: 'aside',
    aside: { kind: 'change' },
    texts: [tx('engine.changeWhich')],
    choices: labels.map(({ key, label }) => ({ id: key, label })),
  });
}
