/** Something else is wanted in the middle of a form. */
import { CAPS } from './caps.ts';
import type { Draft } from './draft.ts';
import { tx } from './message.ts';
import { argsOf, begin, goOn, mayStart, park } from './runs.ts';

/** Another flow, or the menu (`flow` null): go on, park or drop what runs? */
export function askLeave(draft: Draft, flow: string | null, arg: string): void {
  const full = draft.chat.parked.length >= CAPS.parked;
  draft.ask({
    kind: 'aside',
    aside: { kind: 'leave', flow, arg },
    texts: [tx('engine.leave')],
    choices: [
      {
        id: 'keep',
        label: tx('engine.leaveKeep'),
        synonyms: ['lanjut', 'lanjutkan', 'terus', 'ya', 'go on', 'continue'],
      },
      ...(full ? [] : [{ id: 'park', label: tx('engine.leavePark'), synonyms: ['simpan', 'nanti', 'later'] }]),
      { id: 'drop', label: tx('engine.leaveDrop'), synonyms: ['hapus', 'batalkan', 'drop'] },
    ],
  });
}

/**
 * A stateless button, a link or *petugas*: what runs is set aside without asking and taken up again afterwards. The same button
 * pressed twice is one wish.
 */
export async function interrupt(draft: Draft, flow: string, arg: string): Promise<void> {
  const entry = draft.env.book.entry(flow);
  const { run } = draft.chat;
  if (entry && run?.flow === flow && JSON.stringify(run.args) === JSON.stringify(argsOf(entry, arg)))
    return goOn(draft);
  if (entry && mayStart(draft, entry) && !park(draft)) return goOn(draft, tx('engine.tooManyOpen'));
  return begin(draft, flow, arg);
}

/** No more news. What is open stays open: nothing is asked, set aside or put again; the result comes as a notice. */
export function leaveNews(draft: Draft): Promise<void> | void {
  const { leave } = draft.env.book;
  if (!leave) return goOn(draft, tx('engine.noNews'));
  draft.want({ requestKey: `berhenti/${draft.item.id}`, command: leave.command, args: {} });
}
