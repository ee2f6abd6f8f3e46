/** Results of effects: of the active run, of a parked one, or of a run that is gone. */
import type { Draft } from './draft.ts';
import type { EffectResult, Item } from './item.ts';
import { tx } from './message.ts';
import type { TextRef } from './message.ts';
import { fromPerson } from './person.ts';
import type { PersonItem } from './person.ts';
import { reopen } from './run.ts';
import type { Run } from './run.ts';
import { advance, cancel, finish, refusedRun, step } from './runs.ts';

type ResultItem = Item & { kind: 'effect' };

export async function takeResult(draft: Draft, item: ResultItem): Promise<void> {
  const { chat } = draft;
  draft.settled.push(item.requestKey);
  if ('chat' in item.result && item.result.chat) chat.roles = item.result.chat.roles;
  const pends = (run: Run | null): boolean => run?.pending?.requestKey === item.requestKey;
  if (pends(chat.run)) return forActive(draft, item.result);
  const parked = chat.parked.findIndex(pends);
  if (parked >= 0) return forParked(draft, parked, item.result);
  draft.notify({ class: 'notice', text: ('notice' in item.result && item.result.notice) || tx('engine.lateResult') });
}

async function forActive(draft: Draft, result: EffectResult): Promise<void> {
  const run = draft.chat.run;
  if (!run?.pending) return;
  const { held, cancel: cancelled } = run;
  const { key } = run.pending;
  draft.chat.run = { ...run, held: [], cancel: false };
  if ('failed' in result) {
    await fail(draft, result.failed);
  } else if ('refused' in result) {
    if (cancelled) await cancel(draft);
    else await refuse(draft, result.refused);
  } else {
    await advance(draft, { kind: 'result', key, value: result.done });
    if (cancelled) {
      draft.say(tx('engine.cancelTooLate'));
      if (draft.chat.run?.id === run.id) await cancel(draft);
    }
  }
  await release(draft, held);
}

/** The form ends, since its effect may or may not have happened: a person of staff finds out. */
async function fail(draft: Draft, reference: string): Promise<void> {
  draft.say(tx('engine.fault', { reference }));
  draft.intents.push({ requestKey: `dead/${reference}`, command: 'desk.fault', args: { reference, kind: 'effect' } });
  await finish(draft);
}

async function refuse(draft: Draft, refused: { key: string; why: TextRef }): Promise<void> {
  if (!draft.chat.run) return;
  draft.chat.run = reopen(refusedRun(draft.chat.run, refused.key), refused.key);
  await advance(draft, { kind: 'refusal', key: refused.key, why: refused.why });
}

/** Messages kept while the effect was pending are taken as if they came now; their own time still tells their age. */
async function release(draft: Draft, held: Item[]): Promise<void> {
  draft.held = true;
  for (const [place, item] of held.entries()) {
    draft.item = item;
    await fromPerson(draft, item as PersonItem);
    const pending = draft.chat.run?.pending;
    if (pending && draft.chat.run) {
      draft.chat.run.held.push(...held.slice(place + 1));
      return;
    }
  }
}

/** A parked run goes as far as its next question, which waits until the run is taken up again. */
async function forParked(draft: Draft, place: number, result: EffectResult): Promise<void> {
  const { chat, env } = draft;
  const run = chat.parked[place];
  const entry = run && env.book.entry(run.flow);
  if (!run?.pending || !entry) return;
  if ('failed' in result) {
    chat.parked.splice(place, 1);
    return draft.notify({ class: 'notice', text: tx('engine.fault', { reference: result.failed }) });
  }
  if ('refused' in result) {
    chat.parked[place] = reopen(refusedRun(run, result.refused.key), result.refused.key);
    return draft.notify({ class: 'notice', text: result.refused.why });
  }
  const next = await step(draft, entry, run, { kind: 'result', key: run.pending.key, value: result.done });
  for (const text of next.says) draft.notify({ class: 'notice', text });
  if (next.intent) draft.intents.push(next.intent);
  if (next.done) chat.parked.splice(place, 1);
  else chat.parked[place] = next.run;
}
