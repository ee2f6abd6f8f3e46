/** Results of effects: of the active run, of a parked one, or of a run that is gone. */
import { noticeOf } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Entry } from './env.ts';
import type { EffectResult, Item, NoticeContent } from './item.ts';
import { tx } from './message.ts';
import type { TextRef } from './message.ts';
import { fromPerson } from './person.ts';
import type { PersonItem } from './person.ts';
import { refusedBy, settled } from './run.ts';
import type { Run } from './run.ts';
import { advance, cancel, finish, step } from './runs.ts';
import { enter, TALK, takeTalk } from './talk.ts';

type ResultItem = Item & { kind: 'effect' };

/** The engine's own requests to staff, and its notes for them: nobody in the chat waits for their results. */
const FAULT = 'dead/';
const OWN = [FAULT, 'office/'];

export async function takeResult(draft: Draft, { requestKey, result, papers = [] }: ResultItem): Promise<void> {
  const { chat, env } = draft;
  draft.settled.push(requestKey);
  for (const paper of papers) await takePaper(draft, paper);
  if ('chat' in result && result.chat?.roles) chat.roles = result.chat.roles;
  if ('chat' in result && result.chat?.talk) enter(draft, result.chat.talk);
  if (requestKey.startsWith(TALK)) return tellOfTalk(draft, result);
  if (OWN.some((own) => requestKey.startsWith(own))) return;
  const runs = [chat.run, ...chat.parked].filter((one) => one !== null);
  const run = runs.find(({ pending }) => pending?.requestKey === requestKey);
  const entry = run && env.book.entry(run.flow);
  if (run && entry) return run === chat.run ? forActive(draft, run, result) : forParked(draft, entry, run, result);
  // The run went on: the result came twice.
  if (!run && runs.some(({ id }) => requestKey.startsWith(`${id}/`))) return;
  if ('failed' in result) report(draft, result.failed);
  draft.notify({ class: 'notice', text: lateText(result) });
  // The flow was taken out of the house meanwhile.
  if (run === chat.run) return finish(draft);
  chat.parked = chat.parked.filter((r) => r !== run);
}

/** What ends a conversation comes before the question that is taken up behind it. */
async function takePaper(draft: Draft, paper: NoticeContent): Promise<void> {
  if (paper.talk?.set === 'off') draft.notify(noticeOf(paper));
  else draft.handOver(noticeOf(paper));
  await takeTalk(draft, paper);
}

/** What somebody said in a conversation never ends in silence: it was handed on, or they hear that it was not. */
function tellOfTalk(draft: Draft, result: EffectResult): void {
  if ('failed' in result) report(draft, result.failed);
  if (!('done' in result)) draft.notify({ class: 'notice', text: lateText(result) });
}

function lateText(result: EffectResult): TextRef {
  if ('failed' in result) return tx('engine.fault', { reference: result.failed });
  if ('refused' in result) return result.refused.why;
  return result.notice ?? tx('engine.lateResult');
}

/** Whether the effect happened is not known: a person of staff finds out. */
function report(draft: Draft, reference: string): void {
  const args = { reference, kind: 'effect' };
  draft.want({ requestKey: `${FAULT}${reference}`, command: 'desk.fault', args });
}

async function forActive(draft: Draft, run: Run, result: EffectResult): Promise<void> {
  const cancelled = run.cancel;
  const now = { ...run, held: [] };
  draft.waiting.push(...run.held);
  draft.chat.run = now;
  if ('failed' in result) {
    draft.say(lateText(result));
    report(draft, result.failed);
    return finish(draft);
  }
  if ('refused' in result) {
    if (cancelled) return cancel(draft);
    const { run: reopened, key } = refusedBy(now, result.refused.key);
    draft.chat.run = reopened;
    return advance(draft, { kind: 'refusal', key, why: result.refused.why });
  }
  draft.chat.run = settled(now, result.done);
  await advance(draft, { kind: 'result' });
  if (!cancelled) return;
  if (draft.chat.run?.id === run.id) return cancel(draft);
  draft.say(tx('engine.cancelTooLate'));
}

/** A parked run goes as far as its next question, which waits until the run is taken up again. */
async function forParked(draft: Draft, entry: Entry, run: Run, result: EffectResult): Promise<void> {
  const { chat } = draft;
  const become = (next: Run | null): void => {
    chat.parked = chat.parked.flatMap((r) => (r === run ? (next ?? []) : r));
    // What was meant for a run that is over waits for the end of the one that came between.
    if (!next) (chat.run?.held ?? draft.waiting).push(...run.held);
  };
  const tell = (text: TextRef): void => draft.notify({ class: 'notice', text });
  if ('failed' in result) {
    report(draft, result.failed);
    tell(lateText(result));
    return become(null);
  }
  if ('refused' in result) {
    tell(run.cancel ? tx('engine.cancelled') : result.refused.why);
    return become(run.cancel ? null : refusedBy(run, result.refused.key).run);
  }
  const next = await step(draft, entry, settled(run, result.done), { kind: 'result' });
  for (const [n, text] of next.says.entries())
    draft.notify({ class: 'notice', text, ...(n === next.says.length - 1 && { buttons: next.buttons }) });
  if (run.cancel) tell(tx(next.done ? 'engine.cancelTooLate' : 'engine.cancelledRest'));
  else if (next.intent) draft.want(next.intent);
  become(next.done || run.cancel ? null : next.run);
}

/** Messages kept while an effect was pending are taken as if they came now; their own time still tells their age. */
export async function release(draft: Draft): Promise<void> {
  draft.held = true;
  for (;;) {
    const { run } = draft.chat;
    // Another effect is pending: they wait for that one too, and were told so already.
    if (run?.pending) return void run.held.push(...draft.waiting.splice(0));
    const item = draft.waiting.shift();
    if (!item) return;
    draft.item = item;
    await fromPerson(draft, item as PersonItem);
  }
}
