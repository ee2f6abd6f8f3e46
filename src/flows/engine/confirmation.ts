/** *Change* on a confirmation: which of the answers? */
import type { Draft } from './draft.ts';
import { tx } from './message.ts';

/** They came with the confirmation, when the flow was last run. */
export function askChange(draft: Draft): void {
  const labels = draft.chat.wait?.change ?? [];
  if (!labels.length) return draft.askAgain(tx('engine.nothingToChange'));
  draft.ask({
    kind: 'aside',
    aside: { kind: 'change' },
    texts: [tx('engine.changeWhich')],
    choices: labels.map(({ key, label }) => ({ id: key, label })),
  });
}
